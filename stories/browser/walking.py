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
        refused = self.page.locator("main [role=alert]")
        assert not refused.count(), f"{title}: {refused.first.inner_text()}"
        return title

    def go(self) -> None:
        """Press the next thing."""
        press(self.page.locator(".card-next .button-next"))

    def answer(self, **fields: str) -> None:
        """Fill the form of the one filled button of this page by the names of its fields, and press the button."""
        button = self.page.locator(NEXT)
        assert button.count() == 1, f"{self.page.url}: {button.all_inner_texts()}"
        form = button.locator("xpath=ancestor::form")
        for name, value in fields.items():
            _fill(form, name.replace("__", "-"), value)
        press(button)

    def say(self, act: str, **fields: str) -> None:
        """Unfold and fill the form of this page that does `act`, and press its own button."""
        form = self.page.locator(f"main form:has(input[name=act][value='{act}'])")
        if not form.is_visible():
            form.locator("xpath=ancestor::details").locator("summary").first.click()
        for name, value in fields.items():
            _fill(form, name.replace("__", "-"), value)
        press(form.locator("button").first)

    def promise_what_it_says(self) -> None:
        """Record each promise in the text of this page that nobody owes yet, as the page offers it."""
        offered = self.page.locator("main form:has(input[name=act][value='promise'])")
        for _ in range(offered.count()):
            press(offered.first.get_by_role("button", name="お約束として記録する"))
        assert not offered.count(), self.words()

    def say_no(self) -> None:
        """On the report card: the person did not answer."""
        press(self.page.get_by_role("button", name="出ない（次の人へ）"))

    def see(self, part: str) -> str:
        """Open a part of the case ("" for the case itself); the words of its page."""
        self.page.goto(f"/cases/{self.no}/{part}".rstrip("/"), wait_until="domcontentloaded")
        return self.words()

    def words(self) -> str:
        """The words of this page."""
        return self.page.locator("main").inner_text()

    def refused(self) -> str:
        """What this page says is in the way."""
        return self.page.locator("main [role=alert]").inner_text()

    def act(self) -> str:
        """Which of a page's forms has the filled button."""
        value = (
            self.page.locator(NEXT).locator("xpath=ancestor::form").locator("input[name=act]").get_attribute("value")
        )
        return value or ""


def press(button: Locator) -> None:
    """Press what brings another page, and wait for that page: never read or leave the one before it."""
    with button.page.expect_navigation(wait_until="domcontentloaded"):
        button.click()


def _fill(form: Locator, name: str, value: str) -> None:
    control = form.locator(f"[name='{name}']")
    kind = control.first.evaluate("c => c.type")
    if kind in ("radio", "checkbox"):
        form.locator(f"[name='{name}'][value='{value}']").check()
    elif kind == "select-one":
        control.select_option(value)
    else:
        control.fill(value)


def reported(page: Page) -> Walk:
    """Save the intake that was filled in, report it by phone, and send it to the divisions."""
    page.get_by_role("button", name="保存して一報する").click()
    page.wait_for_url("**/report")
    page.get_by_role("button", name="電話で報告した").click()
    page.get_by_role("button", name="送る", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/report"))
    return Walk(page, page.url.rpartition("/")[2])


def presented(walk: Walk, words: str) -> None:
    """Answer every question of the weighing, and present the solution with these words."""
    while walk.offered() == "解決案を根拠とともにお示しする":
        walk.go()
        if walk.act() == "check":
            walk.answer(**dict.fromkeys(questions(walk), "契約書と記録に照らして確かめた"))
        else:
            walk.answer(words=words)
            assert not walk.page.locator("main [role=alert]").count(), walk.refused()


def questions(walk: Walk) -> list[str]:
    """The names of the text areas in the form of the filled button."""
    form = walk.page.locator(NEXT).locator("xpath=ancestor::form")
    names: list[str] = form.locator("textarea").evaluate_all("all => all.map(t => t.name)")
    return names


def forged(page: Page, action: str, fields: dict[str, str]) -> str:
    """Send a form that no page offers, as somebody with a debugger could; what the page that comes back refuses."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.evaluate(
            """([action, fields]) => {
              const form = document.createElement('form')
              form.method = 'post'
              form.action = action
              form.append(document.querySelector('[name=csrfmiddlewaretoken]').cloneNode())
              for (const [name, value] of Object.entries({key: crypto.randomUUID(), ...fields})) {
                const input = document.createElement('input')
                Object.assign(input, {type: 'hidden', name, value})
                form.append(input)
              }
              document.body.append(form)
              form.submit()
            }""",
            [action, fields],
        )
    return page.locator("main").inner_text()
