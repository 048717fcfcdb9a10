"""Who sits before the browser: contexts of their own, signed in once, and watched for what a console would show."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.company import PASSWORD

PHONE, DESK = (375, 812), (1280, 900)
Size = tuple[int, int]


@dataclass
class Desk:
    """Everybody who took part in one story. complaints: console errors, page errors and refused resources."""

    url: str
    browser: Browser
    kept: dict[str, Any]
    complaints: list[str] = field(default_factory=list)
    open: list[BrowserContext] = field(default_factory=list)

    def sit(self, who: str = "", size: Size = PHONE, lang: str = "ja", **context: Any) -> Page:
        """A page of somebody's own device; who: "" for a visitor who has not signed in."""
        state = self._signed_in(who) if who else None
        made = self.browser.new_context(
            base_url=self.url,
            viewport={"width": size[0], "height": size[1]},
            locale="ja-JP" if lang == "ja" else "en-GB",
            timezone_id="Asia/Tokyo",
            storage_state=state,
            **context,
        )
        made.set_default_timeout(30_000)
        made.add_cookies([{"name": "django_language", "value": lang, "url": self.url}])
        self.open.append(made)
        page = made.new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        """Note every error of the console and the page. Chromium also writes one for a refused form (409): no fault."""
        page.on("console", lambda said: self._note(page, said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._note(page, str(error)))

    def _note(self, page: Page, said: str) -> None:
        if "responded with a status of 4" not in said:
            self.complaints.append(f"{page.url}: {said}")

    def forgive(self, words: str) -> None:
        """What a story caused itself is no complaint."""
        self.complaints[:] = [one for one in self.complaints if words not in one]

    def forget(self, who: str) -> None:
        """After signing out the kept session is dead."""
        self.kept.pop(who, None)

    def close(self) -> None:
        for context in self.open:
            context.close()
        self.open.clear()

    def _signed_in(self, who: str) -> Any:
        if who not in self.kept:
            page = self.sit()
            sign_in(page, who)
            self.kept[who] = page.context.storage_state()
            page.context.close()
        return self.kept[who]


def sign_in(page: Page, who: str) -> None:
    """By e-mail and password, as everybody does."""
    page.goto("/sign-in")
    page.get_by_label("メールアドレス").fill(f"{who}@example.jp")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
