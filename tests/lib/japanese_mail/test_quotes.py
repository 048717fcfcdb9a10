"""What the writer wrote apart from what the writer's program quoted; nothing is deleted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.lib.japanese_mail.quotes import folded

OWN = "お世話になっております。\n椅子がまだ届きません。\n\n-- \n山田太郎"


@pytest.mark.parametrize(
    "quote",
    [
        "> 先日はありがとうございました。\n> 千葉",
        "＞先日はありがとうございました。\n＞千葉",
        "2026年11月20日(金) 10:12 千葉 亮 <chiba@minato.example>:\n\n> 先日は\n> どうも",
        "2026年11月20日(金) 10:12 千葉 亮 <chiba@minato.example>:\n先日は\nどうも",
        "2026/11/20 10:12、千葉 亮 <chiba@minato.example>のメール:\n\n> 先日は",
        "2026年11月20日 10:12、千葉 亮のメール：\n\n先日は",
        "On Fri, Nov 20, 2026 at 10:12 AM Chiba <chiba@minato.example> wrote:\n\n> 先日は",
        "On Fri, Nov 20, 2026 at 10:12 AM 千葉 亮\n<chiba@minato.example> wrote:\n> 先日は",
        "-----Original Message-----\nFrom: chiba@minato.example\n先日は",
        "----- 元のメッセージ -----\n差出人: 千葉\n先日は",
        "________________________________\n差出人: 千葉 亮\n送信日時: 2026年11月20日 10:12\n宛先: 山田\n件名: Re: 椅子\n\n先日は",
        "From: Chiba\nSent: Friday, November 20, 2026 10:12 AM\nTo: Yamada\nSubject: Re\n\n先日は",
        "千葉さんは書きました:\n> 先日は",
        "千葉 wrote:\n>先日は",
        "=== 以下引用 ===\n先日は",
        "--- 引用ここから ---\n先日は",
        "【元のメール】\n先日は",
    ],
)
def test_every_way_of_quoting_that_is_met_in_japan_is_folded(quote: str) -> None:
    assert folded(f"{OWN}\n\n{quote}") == (OWN, quote)


def test_answers_between_the_quoted_lines_stay() -> None:
    own, quoted = folded("> いつ届きましたか\n昨日です。\n> 壊れていましたか\nはい。")
    assert own == "昨日です。\nはい。"
    assert quoted == "> いつ届きましたか\n> 壊れていましたか"


@pytest.mark.parametrize(
    "words",
    [
        "ひどいです >_<",
        ">_< 悲しいです",
        "差出人: 山田\nと書いてある荷物が届きません。",
        "2026年11月20日に届くはずでした。",
        "担当の方は書きました:と言っていません",
        "---------- Forwarded message ---------\nFrom: a@b.example\nDate: x\nSubject: y\nTo: z\n\n苦情です",
        "> 全部が引用のメール",
    ],
)
def test_words_that_only_look_quoted_are_the_writers_own(words: str) -> None:
    assert folded(words) == (words, None)


@given(st.text(alphabet=st.sampled_from("> ＞|:\n-_=年月日2026/11 さんwroteFrom差出人件名宛先<@>あ"), max_size=300))
def test_no_line_is_lost(words: str) -> None:
    own, quoted = folded(words)
    kept = sorted(line for text in (own, quoted or "") for line in text.split("\n") if line.strip())
    assert kept == sorted(line for line in words.split("\n") if line.strip())
