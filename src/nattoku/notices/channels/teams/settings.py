"""What an operator sets for Microsoft Teams."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """NATTOKU_TEAMS_HOSTS (comma-separated; ".x.y" means everything under x.y) and _TIMEOUT (seconds).

    An address is a URL that a colleague pastes in: only Microsoft's own hosts are called, so that nobody can point
    our server at a machine inside. NATTOKU_TEAMS_LOOPBACK lets tests use plain http on this machine.
    """

    model_config = SettingsConfigDict(env_prefix="NATTOKU_TEAMS_", hide_input_in_errors=True)

    hosts: str = ".logic.azure.com,.api.powerplatform.com,.webhook.office.com,outlook.office.com"
    timeout: float = Field(10.0, gt=0)
    loopback: bool = False

    def knows(self, host: str) -> bool:
        allowed = [one.strip().lower() for one in self.hosts.split(",") if one.strip()]
        return any(host == one or (one.startswith(".") and host.endswith(one)) for one in allowed)
