"""A customer's words in a Chatwork message: shown as they are, doing nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.notices.channels import Letter
from nattoku.notices.channels.chatwork.notation import LIVE, LONGEST, harmless, message, plain

TAGS = [
    "[To:1]", "[toall]", "[rp aid=1 to=2-3]", "[info]", "[/info]", "[title]", "[/title]", "[code]", "[/code]",
    "[qt]", "[qtmeta aid=1 time=2]", "[/qt]", "[hr]", "[picon:1]", "[piconname:1]", "[preview id=1 ht=9]",
    "[[To:1]", "[To:1", "[\u2060To:1]", "［To:1］", "\u2060［", "\u2060\u2060[",
]  # fmt: skip
FACES = [
    ":)",
    ":(",
    ";)",
    ";(",
    ":D",
    "8-)",
    "8-|",
    "|-)",
    "]:)",
    "(F)",
    "(bow)",
    "(^^;)",
    "(:/)",
    "(*)",
    "(y)",
]
WORDS = st.lists(st.one_of(st.text(), st.sampled_from(TAGS + FACES + ["\u2060", "［", "："]))).map("".join)


def tags_in(text: str) -> list[str]:
    return re.findall(r"\[[^\]]*\]?", text)


def letter(body: str, subject: str = "件名", mention: str = "", reply_to: str = "") -> Letter:
    return Letter("N-7f3a", "42", subject, body, mention, reply_to)


@given(WORDS)
def test_no_words_of_a_customer_leave_a_live_tag_or_face(words: str) -> None:
    assert "[" not in harmless(words)
    assert LIVE.search(harmless(words)) is None


@given(WORDS)
def test_taking_the_marking_off_gives_the_words_back(words: str) -> None:
    assert plain(harmless(words)) == words


@given(WORDS)
def test_the_words_are_harmless_even_if_invisible_characters_get_lost_on_the_way(words: str) -> None:
    assert "[" not in harmless(words).replace("\u2060", "")


@given(subject=WORDS, body=WORDS, mention=WORDS)
def test_in_a_message_only_our_own_tags_are_live(subject: str, body: str, mention: str) -> None:
    ours = [tag for tag in tags_in(message(letter(body, subject, mention))) if not re.match(r"\[To:\d+\]$", tag)]
    assert ours == ["[info]", "[title]", "[/title]", "[/info]"]


@given(subject=WORDS, body=WORDS)
def test_nobody_is_called_whom_we_do_not_call(subject: str, body: str) -> None:
    assert "[To:" not in message(letter(body, subject))


@pytest.mark.parametrize("tag", TAGS[:16])
def test_a_tag_is_still_read_as_the_customer_wrote_it(tag: str) -> None:
    assert harmless(tag).replace("\u2060", "") == tag.replace("[", "［")


@pytest.mark.parametrize("face", FACES)
def test_a_face_does_not_swallow_the_characters_it_is_made_of(face: str) -> None:
    assert LIVE.search(harmless(f"備考{face}です")) is None
    assert plain(harmless(face)) == face


@pytest.mark.parametrize(
    "words",
    ["10:30 に 03-1234-5678 へ", "https://nattoku.example/cases/12", "品番(A-1)、改行\n\tタブ 𠮷髙😀"],
)
def test_words_that_mean_nothing_to_chatwork_are_left_alone(words: str) -> None:
    assert harmless(words) == words


def test_a_hundred_thousand_invisible_characters_cost_no_time() -> None:
    words = "\u2060" * 100_000
    assert plain(harmless(words)) == words


def test_a_message_names_whom_it_calls_frames_its_title_and_carries_its_mark() -> None:
    assert message(letter("事実だけ", "第1次情報", mention="11, 12")) == (
        "[To:11] [To:12]\n[info][title]第1次情報[/title]事実だけ\n〔N-7f3a〕[/info]"
    )


def test_a_mention_that_is_no_account_number_stays_words() -> None:
    assert message(letter("x", mention="all] [toall]")).startswith("all] \u2060［toall]\n[info]")


def test_a_later_message_links_the_earlier_one_without_calling_anybody() -> None:
    text = message(letter("続報", reply_to="1928374655918273645"))
    assert text.startswith("https://www.chatwork.com/#!rid42-1928374655918273645\n[info]")


def test_a_title_is_one_line() -> None:
    assert "[title]一 二[/title]" in message(letter("x", "一\r\n二"))


@given(body=WORDS, subject=WORDS, times=st.integers(1, 40_000))
def test_a_message_is_never_longer_than_chatwork_takes(body: str, subject: str, times: int) -> None:
    text = message(letter((body * times)[:100_000], (subject * times)[:5_000]))
    assert len(text.encode()) <= LONGEST
    assert text.endswith("〔N-7f3a〕[/info]")


def test_what_is_too_long_is_cut_and_says_where_the_rest_is() -> None:
    text = message(letter("あ" * 50_000))
    assert "全文は納得 Nattoku の通知 N-7f3a にあります" in text
    in_english = message(Letter("N-7f3a", "42", "s", "a" * 100_000, lang="en"))
    assert "the whole text is in Nattoku under notice N-7f3a" in in_english


def test_what_fits_is_not_cut() -> None:
    assert "全文は" not in message(letter("あ" * 21_000))
