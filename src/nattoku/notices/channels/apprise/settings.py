"""What an operator allows."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

# These call hosts of their own service and nothing else. What takes a host from its address (json, xml, form, ntfy …)
# could be pointed at a machine inside; what acts on our own machine is never allowed, whatever the list says.
_USUAL = "discord,tgram,gchat,wxteams,pover,pbul,line,zulip"
NEVER = frozenset(
    {"file", "syslog", "exec", "dbus", "glib", "kde", "qt", "gnome", "macosx", "windows", "smpp", "python"}
)


class Settings(BaseSettings):
    """NATTOKU_APPRISE_SCHEMAS (comma-separated, e.g. "discord,tgram"; empty: none) and _TIMEOUT (seconds)."""

    model_config = SettingsConfigDict(env_prefix="NATTOKU_APPRISE_", hide_input_in_errors=True)

    schemas: str = _USUAL
    timeout: float = Field(8.0, gt=0, le=20)

    def allows(self, schema: str) -> bool:
        allowed = {one.strip().lower() for one in self.schemas.split(",")} - NEVER - {""}
        return schema in allowed
