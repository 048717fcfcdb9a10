"""Day one, through a browser: from an empty directory to the first complaint in a chat room.

An office of 12 people with three divisions and its own ledger of 200 rows, all invented.
"""

import csv
import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

PASSWORD = "みどりの小川をわたる朝"
EMAIL = "midori@example.jp"
PEOPLE = """氏名\tよみがな\tメールアドレス\t電話番号\t部署\t役職\t上司
千葉 亮\tちば りょう\tchiba@example.jp\t9011110001\t営業部\t部長\t緑川 守
佐藤 光\tさとう ひかる\tsato@example.jp\t9011110002\t営業部\t\t千葉
鈴木 空\tすずき そら\tsuzuki@example.jp\t9011110003\t営業部\t\t〃
高橋 凪\tたかはし なぎ\ttakahashi@example.jp\t9011110004\t営業部\t\t〃
上野 綾\tうえの あや\tueno@example.jp\t9011110005\t発送部\t部長\t緑川 守
森 海\tもり かい\tmori@example.jp\t9011110006\t発送部\t\t上野
林 里\tはやし さと\thayashi@example.jp\t9011110007\t発送部\t\t〃
秋山 葵\tあきやま あおい\takiyama@example.jp\t9011110008\tお客様相談室\t室長\t緑川 守
冬木 澄\tふゆき すみ\tfuyuki@example.jp\t9011110009\tお客様相談室\t\t秋山
加藤 恵\tかとう めぐみ\tkato@example.jp\t9011110010\tお客様相談室\t苦情対応管理責任者\t緑川 守
見田 奏\tみた かなで\tmita@example.jp\t9011110011\t営業部\t閲覧\t千葉"""
WORDS = "先週の木曜に届くはずの椅子が、まだ届きません。電話もありませんでした。"
FACT = "11月19日着の椅子が届いておらず、ご連絡もしていない"


def ledger(rows: int = 200) -> bytes:
    """The office's own ledger, as it is: a title, two eras, dittos, a total, in the characters of an old Excel."""
    head = ["報告書番号", "受付日", "受付方法", "顧客名", "電話番号", "クレーム内容", "原因", "対応状況", "完了日", "担当", "お客様の反応"]  # fmt: skip
    said = [
        "椅子の脚にがたつきがある",
        "約束の日に届かない",
        "請求書の金額が違う",
        "電話の折り返しがない",
        "説明と色が違う",
    ]
    names = ["青木 花子", "赤井 次郎", "株式会社白川", "黒田 三郎", "緑 よし子"]
    lines: list[list[str]] = [["みどり商会　クレーム台帳"], [], head]
    for i in range(rows):
        open_ = i % 20 == 0
        day = (
            f"令和{5 + i // 100}年{i % 12 + 1}月{i % 28 + 1}日"
            if i % 3
            else f"R{5 + i // 100}.{i % 12 + 1}.{i % 28 + 1}"
        )
        lines.append(
            [
                f"C-{i + 1:04}", day, "〃" if i % 4 == 1 else "電話", names[i % 5], f"03{10000000 + i % 5}", f"{said[i % 5]}。（{i + 1}）",
                "確認中" if open_ else "出荷前の点検もれ", "対応中" if open_ else "完了", "" if open_ else day,
                "佐藤" if i % 2 else "千葉", "「わかりました」とご納得" if i % 7 == 0 else "",
            ]
        )  # fmt: skip
    lines += [["合計", "", "", "", "", f"{rows}件"]]
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode("cp932")


@dataclass
class Clock:
    """How long each step took, told as it is done."""

    say: Callable[[str], None]
    took: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One step."""
        began = time.monotonic()
        yield
        self.took.append((name, time.monotonic() - began))
        self.say(f"{len(self.took):>2}  {self.took[-1][1]:6.1f} s  {name}")


def whole_day(page: Page, first: str, folder: Path, clock: Clock, *, rows: int = 200, shots: Path | None = None) -> str:
    """All of it; returns the number of the first complaint. first: the link that the terminal showed."""

    def look(name: str) -> None:
        if shots:
            tall = page.evaluate("document.documentElement.scrollHeight") > 3000
            page.screenshot(path=shots / f"{name}.png", full_page=not tall)

    with clock.step("端末のリンクを開き、会社と代表を登録する"):
        page.goto(first)
        look("01-first")
        for name, value in {
            "company": "株式会社みどり商会",
            "division": "営業部",
            "name": "緑川 守",
            "email": EMAIL,
        }.items():
            page.fill(f"#f-{name}", value)
        page.fill("#f-password", PASSWORD)
        page.fill("#f-again", PASSWORD)
        page.click("text=用意を始める")
        page.wait_for_url("**/setup")
        look("02-overview")
    with clock.step("部門を二つ加える"):
        page.goto("/setup/divisions")
        page.fill("#f-names", "発送部\nお客様相談室")
        page.click("button[value=add]")
        page.wait_for_selector("text=お客様相談室")
        look("03-divisions")
    with clock.step("11人をExcelから貼り付け、確かめて登録する"):
        page.goto("/setup/people")
        page.fill("#f-list", PEOPLE)
        page.click("text=確かめる")
        look("04-people-look")
        page.click("text=11人を登録する")
        page.wait_for_selector("text=（12）")
        look("05-people")
    with clock.step("当番を決める"):
        page.goto("/setup/duty")
        look("06-duty")
        page.click("button[value=set] >> nth=0")
        page.wait_for_selector("text=当番表あり")
        page.click("button[value=stand]")
    with clock.step("Chatworkの部屋を登録し、試しに送る"):
        page.goto("/setup/rooms")
        page.fill("input[name=address] >> nth=0", "101")
        page.click("button[value=try] >> nth=0")
        page.wait_for_selector("text=届きました", timeout=60_000)
        look("07-rooms")
    with clock.step("営業時間と休業日を決める"):
        page.goto("/setup/hours")
        look("08-hours")
        page.click("button[value=set]")
        page.wait_for_selector("text=保存しました")
    with clock.step("期限の目安を読む"):
        page.goto("/setup/timers")
        look("09-timers")
        page.click("text=読みました。これで始める")
        page.wait_for_url("**/setup")
    with clock.step(f"いまの台帳{rows}行を確かめる"):
        file = folder / "クレーム台帳.csv"
        file.write_bytes(ledger(rows))
        page.goto("/imports")
        look("10-imports")
        page.set_input_files("#f-file", file)
        page.click("text=中身を確かめる")
        page.wait_for_selector("text=取り込むとこうなります")
        look("11-choosing")
    with clock.step("取り込む"):
        page.click("text=この内容で取り込む")
        page.wait_for_selector("text=案件の一覧を見る", timeout=90_000)
        look("12-report")
    with clock.step("はじめてのお申し出を受け付ける"):
        page.goto("/setup/first-complaint")
        look("13-first-complaint")
        page.click("text=これをする")
        page.fill("#f-words", WORDS)
        page.check("text=納期・配送")
        page.fill("#f-fact", FACT)
        page.fill("#f-reach", "03-1000-0000")
        page.fill("#f-caller", "青木 花子")  # last: suggestions that come late move what stands below
        page.click("text=保存して一報する")
        page.wait_for_url("**/report")
        look("14-received")
        number = page.url.split("/cases/")[1].split("/")[0]
    with clock.step("リーダーへの一報を記録し、第1次情報を部屋に送る"):
        page.get_by_role("button", name="電話で報告した").click()
        page.wait_for_selector("#told")
        look("15-told")
        page.get_by_label("営業部").check()
        page.get_by_role("button", name="送る", exact=True).click()
        page.wait_for_url(lambda url: not url.endswith("/report"))
    with clock.step("どこまで来たかを見る"):
        page.goto("/setup/first-complaint")
        look("16-way")
    return number
