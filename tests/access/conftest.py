import pytest

from tests.access.world import World, world_of
from tests.company import Company


@pytest.fixture
def world(company: Company) -> World:
    return world_of(company)
