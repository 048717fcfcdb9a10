"""Walking a case by what its page offers: press 次にすること, fill the one form whose button is filled, press it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

NEXT = "main .button-next:visible"


@dataclass
class Walk:
    """One person's way through one case."""

    page: Page
    no: str

    def offered(self) -> str:
        """What the case page calls the next thing; "" when there is no card."""
        self.page.goto(f"/cases/{self.no}", wait_until="domcontentloaded")
        return self.page.locator(".card-next .card-title").inner_text()

    def take(self, **fields: str) -> str:
        """Press the next thing, answer the form it leads to, save; what the next thing was."""
        title = self.offered()
        self.go()
        self.answer(**fields)
        return title

    def go(self) -> None:
        """Press the next thing."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self.page.locator(".card-next .button-next").click()

    def answer(self, **fields: str) -> None:
        """Fill the form of the one filled button of this page by the names of its fields, and press the button."""
        button = self.page.locator(NEXT)
        assert button.count() == 1, f"{self.page.url}: {button.all_inner_texts()}"
        form = button.locator("xpath=ancestor::form")
        for name, value in fields.items():
            _fill(form, name.replace("__", "-"), value)
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            button.click()

    def act(self) -> str:
        """Which of a page's forms has the filled button."""
        value = (
            self.page.locator(NEXT).locator("xpath=ancestor::form").locator("input[name=act]").get_attribute("value")
        )
        return value or ""


def _fill(form: Locator, name: str, value: str) -> None:
    control = form.locator(f"[name='{name}']")
    kind = control.first.evaluate("c => c.type")
    if kind in ("radio", "checkbox"):
        form.locator(f"[name='{name}'][value='{value}']").check()
    elif kind == "select-one":
        control.select_option(value)
    else:
        control.fill(value)
