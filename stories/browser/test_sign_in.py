"""A second step with an app and a passkey, in a real Chromium with an authenticator of its own."""

import time
from datetime import UTC, datetime

import pyotp
import pytest

from stories.browser.conftest import Stage
from stories.browser.looking import keep
from stories.browser.people import DESK, PHONE, Desk, Page
from tests.company import PASSWORD

pytestmark = pytest.mark.browser


def password(page: Page, home: str, who: str) -> None:
    page.goto(f"{home}/sign-in")
    page.get_by_label("メールアドレス").fill(f"{who}@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()


def authenticator(page: Page) -> None:
    """A platform authenticator that always says yes, as Chromium's own tools give it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def next_code(key: str) -> str:
    """A code of a step that no code has used yet; the next step's is taken, which a clock may be ahead."""
    return pyotp.TOTP(key).at(datetime.now(UTC), counter_offset=1)


def test_an_app_and_a_passkey_are_set_up_used_and_removed(desk: Desk, stage: Stage) -> None:
    home = stage.url.replace("127.0.0.1", "localhost")
    page = desk.sit(size=PHONE)
    authenticator(page)
    password(page, home, "viewer")
    page.wait_for_url(f"{home}/")
    page.locator(".me > summary").click()
    page.get_by_role("link", name="サインインと安全").click()
    keep(page, "security-before")

    page.get_by_role("link", name="認証アプリを設定する").click()
    page.get_by_text("読み取れないとき").click()
    keep(page, "security-code")
    key = page.locator(".key code").inner_text().replace(" ", "")
    page.get_by_label("アプリに出た6桁の数字").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="設定する").click()
    page.wait_for_url("**/me/security/recovery")
    assert page.locator(".codes li").count() == 10
    recovery = page.locator(".codes code").first.inner_text()
    keep(page, "security-recovery")
    page.get_by_role("link", name="控えました").click()

    page.get_by_role("link", name="パスキーを加える").click()
    keep(page, "security-passkey")
    page.get_by_label("名前").fill("会社の電話")
    page.get_by_role("button", name="パスキーを作る").click()
    page.get_by_text("会社の電話").wait_for()
    keep(page, "security-after")
    page.locator(".me > summary").click()
    page.get_by_role("button", name="サインアウト").click()
    page.wait_for_url(f"{home}/sign-in*")

    # On another device the password is not enough; the code, then a recovery code, let in.
    other = desk.sit(size=DESK)
    password(other, home, "viewer")
    other.wait_for_url("**/sign-in/second")
    keep(other, "sign-in-second")
    other.get_by_label("認証アプリに出ている6桁の数字").fill("000000")
    other.get_by_role("button", name="確かめる").click()
    other.get_by_text("数字が合いません").wait_for()
    other.get_by_label("認証アプリに出ている6桁の数字").fill(next_code(key))
    other.get_by_role("button", name="確かめる").click()
    other.wait_for_url(f"{home}/")
    third = desk.sit(size=DESK)
    password(third, home, "viewer")
    third.get_by_text("端末が手元にないとき").click()
    third.get_by_label("復旧コード").fill(recovery)
    third.get_by_role("button", name="復旧コードで入る").click()
    third.wait_for_url(f"{home}/")

    # The passkey needs no password. The browser offers it by itself, or the button asks for it.
    page.goto(f"{home}/sign-in")
    by_itself = _comes_in(page, home)
    if not by_itself:
        page.get_by_role("button", name="パスキーで入る").click()
        page.wait_for_url(f"{home}/")

    # One session is ended from here, then everything is taken away again.
    page.goto(f"{home}/me/security")
    keep(page, "security-three-devices")
    page.get_by_role("button", name="この端末のほかをすべて終わらせる").click()
    page.get_by_text("サインインを終わらせました").wait_for()
    third.goto(f"{home}/cases")
    assert "/sign-in" in third.url
    page.get_by_role("button", name="「会社の電話」を外す").click()
    page.get_by_text("一つ外しました").wait_for()
    page.get_by_role("button", name="認証アプリを外す").click()
    page.get_by_role("link", name="認証アプリを設定する").wait_for()
    keep(page, "security-removed")


def _comes_in(page: Page, home: str, within: float = 2.0) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if page.url == f"{home}/":
            return True
        page.wait_for_timeout(50)
    return False
