"""Where somebody comes from: only what our own proxies say is believed."""

from typing import Any

from django.test import override_settings

from nattoku.lib import network


def test_only_our_own_proxy_is_believed(rf: Any) -> None:
    def seen(here: str, passed: str) -> str:
        return network.address(rf.get("/contact", REMOTE_ADDR=here, HTTP_X_FORWARDED_FOR=passed))

    assert seen("198.51.100.1", "203.0.113.9") == "198.51.100.1"
    with override_settings(TRUSTED_PROXIES=["10.0.0.0/8"]):
        assert seen("198.51.100.1", "203.0.113.9") == "198.51.100.1"
        assert seen("10.0.0.1", "203.0.113.9") == "203.0.113.9"
        assert seen("10.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.2") == "203.0.113.9"
        assert seen("10.0.0.1", "") == "10.0.0.1"
    assert network.place("2001:db8::1") == network.place("2001:db8::2")
