"""The tone check: every row, the customer's own words, places in the text, modes, and what must be there."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench import tone as bench
from nattoku.lib.refusal import Refusal
from nattoku.words.cli import check as command
from nattoku.words.tone import Known, Level, Mode, check, own
from nattoku.words.tone.page import page
from nattoku.words.tone.reading import absences, rows

SET = Path(__file__).parent / "tone_set.tsv"
LETTER = """山田太郎様

拝啓
11月20日のお届けが遅れ、ご心配をおかけして申し訳ございません。
お知らせくださり、ありがとうございます。
11月25日の15時までに、私、千葉からお電話いたします（直通 03-1234-5678）。
敬具
"""


def _lines() -> list[dict[str, str]]:
    with SET.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _rules(text: str, mode: str = "apology") -> list[str]:
    return [hit.rule for hit in check(text, mode) if hit.start is not None]


def _missing(text: str, mode: str, customer: str = "", known: Known | None = None) -> list[str]:
    return [hit.rule for hit in check(text, mode, customer=customer, known=known) if hit.start is None]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_each_row_finds_its_words_and_leaves_their_near_misses_alone(row):
    own_lines = [line for line in _lines() if row.id in line["rules"].split()]
    near = [line for line in _lines() if line["near"] == row.id]
    assert own_lines
    assert near
    assert any(row.id in _rules(line["sentence"], line["mode"]) for line in own_lines)
    assert not all(row.id in _rules(line["sentence"], line["mode"]) for line in near)


def test_the_table_has_a_hundred_rows_and_twelve_absences():
    assert len({row.id for row in rows()}) == len(rows()) == 100
    assert list(absences()) == [f"N{n}" for n in range(1, 13)]


def test_on_the_labelled_set_precision_and_recall_are_at_least_95_percent():
    precision, recall, n = bench.figures()["all"]
    assert n >= 200
    assert precision >= 0.95
    assert recall >= 0.95


@pytest.mark.rule("S004-5.6", "S004-5.7", "S004-5.8", "S004-5.9", "S004-5.10", "S004-5.11", "S004-5.12", "S004-5.13")
@pytest.mark.parametrize("group", "ABCDEFGHIJKLZ")
def test_no_group_of_rules_is_worse_than_the_whole(group):
    right = false = missed = 0
    for _, wanted, found in bench.judged():
        ours, theirs = ({rule for rule in rules if rule.startswith(group)} for rules in (found, wanted))
        right, false, missed = right + len(ours & theirs), false + len(ours - theirs), missed + len(theirs - ours)
    assert right >= 15
    assert right / (right + false) >= 0.95
    assert right / (right + missed) >= 0.95


@pytest.mark.rule("S001-13")
def test_good_will_without_who_what_or_when_is_no_promise():
    for text in ("今後はしっかりやらせて頂きます。", "指導を徹底いたします。", "以後、気をつけます。"):
        assert set(_rules(text)) & {"J7", "J8"}, text
    assert _rules("12月1日から、出荷の前に山本と千葉の二人で数を読み合わせます。") == []


@pytest.mark.parametrize(
    "text",
    [
        "「たぶん壊れています」とのお言葉でした。",
        "『クレーマーと呼ばれた』と伺いました。",
        "> 検討しますとのことでしたが\n",
        "＞たぶん明日\n",
        "「急いで\nください。たぶん」とのことでした。",
        "承りました。\n-----Original Message-----\nたぶん届きません。検討します。",
    ],
)
def test_the_customers_quoted_words_are_never_remarked_on(text):
    assert _rules(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("㈱山田様　検討いたします。", "検討いたします"),
        ("ｼｽﾃﾑの不具合で遅れました。", "ｼｽﾃﾑの不具合で"),
        ("𠮷田様、御検討の件、１００％届きます。", "１００％"),
        ("A\r\nB\r\n善処します。", "善処"),
        ("「はい」と承りました。善処します。", "善処"),
    ],
)
def test_places_are_characters_of_the_text_as_given(text, found):
    hit = next(hit for hit in check(text) if hit.start is not None)
    assert text[hit.start : hit.end] == hit.text == found


def test_a_promise_with_a_date_in_its_sentence_is_no_empty_word():
    assert _rules("検討いたします。") == ["J1"]
    assert _rules("検討のうえ、11月25日までに検討いたします結果をお伝えします。") == []
    assert _rules("検討いたします。結果は11月25日に。") == ["J1"]


@pytest.mark.rule("S004-5.7")
def test_firm_words_are_allowed_where_people_must_be_protected():
    assert [hit.level for hit in check("先ほども申し上げましたが", "safety") if hit.start is not None] == [Level.NOTE]
    assert _rules("お引き取りください。警察に通報します。", "safety") == []
    assert _rules("警察に通報します。", "apology") == ["L6"]


@pytest.mark.rule("S001-22")
def test_notes_are_held_against_the_rules_of_notes_alone():
    assert _rules("うるさい客。検討する。", "internal") == ["Z2"]
    assert _rules("うるさい客。", "apology") == []


def test_words_about_our_own_fault_are_offered_only_once_the_cause_is_confirmed():
    before, after = (
        next(h for h in check("人手ではなく、担当者のミスでした。", known=Known(confirmed=c)) if h.rule == "B1")
        for c in (False, True)
    )
    assert "確かめ" in before.better.ja
    assert "不手際" in after.better.ja


@pytest.mark.rule("S004-2.2.2")
def test_while_we_apologise_the_check_is_at_its_strictest():
    """Everything it asks of an explanation it asks of an apology, as sternly, and excuses and the cause beside it."""
    order = [Level.STOP, Level.WARN, Level.NOTE]
    for row in (*rows(), *absences().values()):
        if Mode.EXPLAIN in row.levels and row.id != "N6":  # N6 tells what is known from what is not: not in an apology
            assert order.index(row.levels[Mode.APOLOGY]) <= order.index(row.levels[Mode.EXPLAIN]), row.id
    assert _rules("やむを得ない事情で遅れました。") == ["A12"]
    assert _rules("不良品をお届けしました。") == ["L3"]
    assert _rules("不良品をお届けしました。", "explain") == []
    assert "N2" in _missing("山田様、お届けが遅れました。", "apology")


@pytest.mark.rule("S001-11")
def test_how_busy_we_are_stops_a_text():
    for text in ("忙しくて遅れました。", "立て込んでおります。", "人手不足でした。"):
        assert [hit.level for hit in check(text) if hit.start is not None] == [Level.STOP]


@pytest.mark.rule("S003-8")
def test_a_beginner_is_no_reason_for_the_customer():
    for text in ("新人の者で失礼しました。", "入社したばかりです。", "異動してきたばかりです。"):
        assert _rules(text) == ["B2"]


@pytest.mark.rule("S001-23", "S004-5.3")
def test_a_letter_that_has_everything_lacks_nothing():
    assert _missing(LETTER, "letter", "山田 太郎") == []
    assert _missing(LETTER, "letter", "鈴木花子") == ["N1"]
    assert _missing(LETTER.replace("ありがとうございます", ""), "letter") == ["N3"]
    assert _missing(LETTER.replace("敬具", "草々"), "letter") == ["N7"]
    assert _missing(LETTER.replace("11月25日の15時までに", ""), "letter") == []  # the other date is still there
    assert _missing("お客様各位\n", "apology") == ["N1", "N2", "N3", "N4", "N5"]


def test_an_apology_names_what_for_in_its_own_words_or_before():
    for text in (
        "中を確かめもせずお引き取りし、誠に申し訳ございませんでした。",
        "お返事が三日も空いて、深くお詫びします。",
    ):
        assert "N2" not in _missing(text, "apology"), text
    for text in ("このたびは、誠に申し訳ございませんでした。", "重ねて申し訳ございません。"):
        assert "N2" in _missing(text, "apology"), text


def test_what_only_the_caller_can_know_is_asked_only_where_it_is_told():
    told = Known(
        unpromised=("11月25日",),
        items=("納期の遅れ", "請求書の金額"),
        template=LETTER,
        solution=True,
        channel="mail",
        wished=("phone",),
    )
    assert _missing(LETTER, "letter", known=told) == ["N10", "N11", "N12", "N8", "N9", "N9"]


def test_own_words_and_competitors_come_from_files_as_prh_writes_them(tmp_path):
    (tmp_path / "house.yml").write_text(
        """
competitors: [ヤマカワ商会]
rules:
  - expected: お品
    pattern: 商品
    level: note
    modes: [letter]
  - expected: ウェブサイト
    patterns: ['/ホーム?ページ/', HP]
    prh: 社内の表記です
""",
        encoding="utf-8",
    )
    ours = own.own(tmp_path)
    found = [
        (h.rule, h.level)
        for h in check("ヤマカワ商会は対応が遅い。商品のHPです。", "letter", own=ours)
        if h.start is not None
    ]
    assert found == [("F2", Level.STOP), ("own:house:1", Level.NOTE), ("own:house:2", Level.WARN)]
    assert _rules("ヤマカワ商会は対応が遅い。") == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("rules: [{pattern: a}]", "expected"),
        ("rules: [{expected: a}]", "pattern"),
        ("rules: [{expected: a, pattern: '/(/'}]", "rules[0]"),
        ("rules: [{expected: a, pattern: b, level: bad}]", "bad"),
        ("rules: {a: b}", "list"),
        ("competitors: ['']", "competitors[0]"),
        ("- a", "mapping"),
        ("a: [", "house.yml"),
    ],
)
def test_a_broken_file_is_refused_with_its_name_and_place(tmp_path, words, named):
    (tmp_path / "house.yml").write_text(words, encoding="utf-8")
    with pytest.raises(Refusal, match=r"house\.yml") as refusal:
        own.own(tmp_path)
    assert named in refusal.value.sentence.ja


def test_the_command_answers_in_json_and_exits_1_where_a_text_must_stop():
    stopped = CliRunner().invoke(command, ["--json", "-"], input="山田様、善処します。")
    assert stopped.exit_code == 1
    first = json.loads(stopped.stdout)[0]
    assert first | {"why": "", "better": ""} == {
        "rule": "J2", "level": "stop", "start": 4, "end": 6, "text": "善処", "why": "", "better": "",
    }  # fmt: skip
    fine = CliRunner().invoke(command, ["--mode", "internal", "--json", "-"], input="11時に電話があった。")
    assert (fine.exit_code, json.loads(fine.stdout)) == (0, [])


def test_the_page_of_rules_says_what_the_tables_say():
    assert (Path(__file__).parents[2] / "docs/rules/tone.md").read_text("utf-8") == page()


@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_makes_the_check_stumble(mode):
    for text in (
        "",
        "\n\n",
        "「",
        "」」",
        "\x00",
        "あ" * 10_000,
        "「" * 500,
        "ﾞ",
        "e\u0301\u0301",
        "です" * 3_000,
        "> " * 50,
    ):
        for hit in check(text, mode):
            assert hit.start is None or text[hit.start : hit.end] == hit.text
