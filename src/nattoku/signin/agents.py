"""A browser's own words of itself, as a person would say it: "Chrome（Windows）". Pure."""

from typing import Final

from nattoku.lib.text import Text

LONGEST: Final = 400
UNKNOWN = Text("見分けられない機器", "A device we cannot tell")
# The first that is found: many browsers also name those they descend from.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device(agent: str) -> Text:
    """The browser and the system of a User-Agent header; what is not known is said to be so."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    if browser and system:
        return Text(f"{browser}（{system}）", f"{browser} on {system}")
    return Text(browser or system, browser or system) if browser or system else UNKNOWN
