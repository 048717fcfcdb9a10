"""What an operator sets for LINE WORKS."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from nattoku.notices.channels.calls import private_url


class Settings(BaseSettings):
    """NATTOKU_LINEWORKS_BOT, _CLIENT, _SECRET, _ACCOUNT (the service account), _KEY (path of its private key),
    _URL, _AUTH_URL, _TIMEOUT (seconds): all but the last three from the Developer Console.
    """

    model_config = SettingsConfigDict(env_prefix="NATTOKU_LINEWORKS_", hide_input_in_errors=True)

    bot: str = Field("", pattern=r"^[0-9]*$")
    client: str = Field("", pattern=r"^[!-~]*$")
    secret: str = Field("", repr=False, pattern=r"^[!-~]*$")
    account: str = Field("", pattern=r"^[!-~]*$")
    key: Path | None = None
    url: Annotated[str, AfterValidator(private_url)] = "https://www.worksapis.com/v1.0"
    auth_url: Annotated[str, AfterValidator(private_url)] = "https://auth.worksmobile.com/oauth2/v2.0/token"
    timeout: float = Field(8.0, gt=0)  # two calls may be needed within one attempt

    @property
    def complete(self) -> bool:
        return bool(self.bot and self.client and self.secret and self.account and self.key)
