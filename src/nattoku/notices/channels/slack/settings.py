"""What an operator sets for Slack."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from nattoku.notices.channels.calls import private_url


class Settings(BaseSettings):
    """NATTOKU_SLACK_TOKEN (a bot's, xoxb-…), _URL, _TIMEOUT and _SETTLE (seconds)."""

    model_config = SettingsConfigDict(env_prefix="NATTOKU_SLACK_", hide_input_in_errors=True)

    url: Annotated[str, AfterValidator(private_url)] = "https://slack.com/api"
    token: str = Field("", repr=False, pattern=r"^[!-~]*$")
    timeout: float = Field(10.0, gt=0)
    # A read-back that comes too early sees nothing, and the letter would be sent twice.
    settle: float = Field(5.0, ge=0)
