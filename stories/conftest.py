"""Stories use what the tests use."""

from tests.conftest import api, at, company

__all__ = ["api", "at", "company"]
