"""How we handle it, on one sheet of A4: printed, and mailed; the customer opens the link that came with the mail."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import pytest

from stories.browser.conftest import Stage, opened
from stories.browser.looking import SHOTS, keep, look
from stories.browser.people import PHONE, Desk
from stories.browser.stocking import JA, Teller
from stories.browser.walking import press

pytestmark = pytest.mark.browser
OURS = {
    "name": "株式会社東京中央総合オフィスインテリアコーディネートホールディングス",
    "name_en": "Tokyo Central General Office Interior Coordination Holdings",
    "postcode": "100-0001",
    "address": "東京都千代田区千代田一丁目1番1号\n東京中央総合インテリアコーディネート会館 本館 三十二階 お客様窓口",
    "phone": "03-0000-0000",
    "hours": "平日 午前9時から午後6時30分まで、土曜日 午前10時から午後4時まで（祝日と年末年始、お盆の期間を除きます）",
}
T = TypeVar("T")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def own(founded: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Stage]:
    """A house whose company has a name and an address of its own, which every page of customers shows."""
    with opened(founded, tmp_path / "house") as stage:
        yield stage


@pytest.mark.rule("S002-7")
def test_one_sheet_is_printed_and_mailed_and_its_link_opens_the_customers_page(desk: Desk, own: Stage) -> None:
    desk.url, desk.kept = own.url, {}
    _walk(desk, own)
    assert desk.complaints == []
    desk.close()  # before the house is, or the open pages would complain


def _walk(desk: Desk, stage: Stage) -> None:
    Teller(stage.url, stage.tokens["daihyo"]).post("/company", OURS)
    complaint = {"door": "phone", "division": "sales", "words": JA.said, "fact": JA.fact, "danger": "no"}
    no = Teller(stage.url, stage.tokens["sato"]).post("/cases", complaint | {"customer": {"name": JA.name}})["no"]
    staff = desk.sit("sato")
    staff.goto(f"/cases/{no}/explanations")
    staff.get_by_role("link", name="お客様にお渡しする一枚").click()
    assert look(staff, "guide", "ja", {"English", *OURS.values()}) == []
    english = {"sheet_lang": "en", "next_at": "2099-01-08T15:00", "stage-3": "2099-01-06", "stage-5": "2099-01-09"}
    abroad = desk.sit("chiba", lang="en")
    abroad.goto(f"/cases/{no}/guide?{urlencode(english)}")
    ours = {*OURS.values(), OURS["address"].replace("\n", " "), "〒"}
    shown = {"日本語", "納得", "佐藤", "千葉 亮", JA.name, JA.fact, *ours}
    assert look(abroad, "guide", "en", shown) == []
    press(staff.get_by_role("button", name="状況の画面のコードを載せる"))
    for lang in ("ja", "en"):
        paper = staff.pdf(prefer_css_page_size=True)
        if SHOTS:
            (Path(SHOTS) / f"guide-{lang}.pdf").write_bytes(paper)
        assert len(_PAGE.findall(paper)) == 1, f"one sheet of A4 ({lang})"
        if lang == "ja":
            keep(staff, "guide-with-code")
            staff.goto(
                f"/cases/{no}/guide?sheet_lang=en&next_at=2099-01-08T15:00&stage-3=2099-01-06&stage-5=2099-01-09"
            )
    staff.goto(f"/cases/{no}/guide")
    staff.get_by_text("メールでお送りする").click()
    staff.get_by_label("お客様のメールアドレス").fill("teshigawara@example.com")
    press(staff.get_by_role("button", name="この案内をメールで送る"))

    address = _until(lambda: _link(stage))

    def told() -> bool:
        staff.goto(f"/cases/{no}/guide")
        return staff.locator("#told").get_by_text("届きました").count() > 0

    assert _until(told)
    assert staff.locator("#told").get_by_text("お伝えしました").count()
    customer = desk.sit(size=PHONE, lang="ja")
    customer.goto(address)
    for lang, other in (("ja", {"English"}), ("en", {"日本語"})):
        customer.goto(f"{address}?lang={lang}")
        names = {*other, "佐藤", OURS["name"], OURS["name_en"], OURS["hours"], OURS["address"].replace("\n", " "), "〒"}
        assert look(customer, "customers-page", lang, names) == []
    staff.goto(f"/cases/{no}/standing")
    press(staff.get_by_role("button", name="使えなくする").first)
    press(staff.get_by_role("button", name="使えなくする").first)
    for lang in ("ja", "en"):
        customer.goto(f"{address}?lang={lang}")
        assert look(customer, "customers-page-gone", lang, names | {"English"}) == []


def _link(stage: Stage) -> str:
    """The address of the customer's page in the mail, "" until it has arrived."""
    for mail in stage.post.arrived:
        if mail.recipients == ("teshigawara@example.com",):
            body = mail.message.get_payload(decode=True)
            assert isinstance(body, bytes)
            return str(re.findall(r"https?://\S+/s/\S+", body.decode())[0])
    return ""


def _until(seen: Callable[[], T]) -> T:
    """Looks again until there is something, for a minute."""
    ends = time.monotonic() + 60
    while not (found := seen()):
        assert time.monotonic() < ends
        time.sleep(0.2)
    return found
