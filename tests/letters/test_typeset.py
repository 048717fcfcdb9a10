"""How a letter stands on paper. Properties of the columns, and what can be read back from the files."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from nattoku.lib.refusal import Refusal
from nattoku.lib.typeset import drawing, embedding, envelope, faces
from nattoku.lib.typeset.layout import blocks, sheet
from nattoku.lib.typeset.letter import Direction, Face, Letter, Paper, Party, checked, read, unsplit
from nattoku.lib.typeset.numerals import long_date, pairs, upright
from nattoku.lib.typeset.printed import Format, previews, printed

EXAMPLES = sorted(Path("examples").glob("letter*.json")) + sorted(Path("examples/letters").glob("*.json"))
LETTER = read(Path("examples/letter.json").read_bytes())
PAPERS = [sheet(paper, face, Direction.VERTICAL) for paper in Paper for face in Face]
NAMES = ["髙橋𠮷子様", "千葉", "渡邉", "﨑本"]
KNOWN = Letter(
    recipient=Party(name="髙橋 𠮷子"),
    sender=Party(name="千葉 亮"),
    date="2026-11-22",
    body=("x",),
    names=("渡邉", "﨑本"),
)

FRAGMENTS = "このたびは 、 。 「 」 お電話 ちょっと ー っ ゃ 々 （ ） ございません 椅子 十二月一日 12 3 2026 ・ を 誠に 03-5555-0100 ～ ！"
words = st.sampled_from([*FRAGMENTS.split(), *NAMES])


def plausible(parts: list[str]) -> str:
    """No sentence begins with a closing mark, and marks do not pile up without end."""
    text = re.sub("[「（]+(?=[、。」）・ー々っゃ！～])|[「（]+$", "", "".join(parts))
    text = re.sub("[「（]{2,}", "「", text)
    return "あ" + re.sub("([、。」）・ー々っゃ！～]{3})[、。」）・ー々っゃ！～]+", r"\1", text)


texts = st.lists(words, min_size=5, max_size=60).map(plausible)


def read_back(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def bare(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=80, deadline=None)
@given(text=texts, paper=st.sampled_from(PAPERS))
def test_no_column_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, paper: object) -> None:
    columns = drawing.lines(upright(text), paper, KNOWN)  # type: ignore[arg-type]
    assert not [c for c in columns[1:] if c[0] in "。、」）・ーっゃ々！～"]
    assert not [c for c in columns[:-1] if c[-1] in "「（"]


@settings(max_examples=80, deadline=None)
@given(text=texts, paper=st.sampled_from(PAPERS))
def test_columns_lose_and_double_nothing_and_split_no_name_and_no_number(text: str, paper: object) -> None:
    text = upright(text)
    columns = drawing.lines(text, paper, KNOWN)  # type: ignore[arg-type]
    assert "".join(columns) == text
    ends, at = set(), 0
    for column in columns[:-1]:
        at += len(column)
        ends.add(at)
    assert not [text[s:e] for s, e in [*unsplit(KNOWN, text), *pairs(text)] if any(s < end < e for end in ends)]


@settings(max_examples=15, deadline=None)
@given(text=texts)
def test_every_character_of_any_text_is_drawn_once(text: str) -> None:
    letter = KNOWN.model_copy(update={"body": (text,)})
    said = read_back(printed(letter, kind=Format.PDF, direction=Direction.VERTICAL, face=Face.MINCHO).content)
    assert said.startswith(bare(upright(text)))


@pytest.mark.rule("S003-13")
@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.stem)
def test_the_text_of_the_pdf_is_the_text_of_the_letter(file: Path, face: Face) -> None:
    letter = read(file.read_bytes())
    made = printed(letter, kind=Format.PDF, direction=Direction.VERTICAL, face=face)
    said = read_back(made.content)
    numbers = len(PdfReader(BytesIO(made.content)).pages)
    wanted = bare("".join(b.text for b in blocks(letter, Direction.VERTICAL)))
    assert re.sub(r"(?<=\D)[1-9](?=$|\D)", "", said) == re.sub(r"(?<=\D)[1-9](?=$|\D)", "", wanted)
    assert numbers <= 2


def test_two_digits_side_by_side_are_read_as_they_are_and_not_the_first_twice() -> None:
    letter = KNOWN.model_copy(update={"body": ("椅子は10本、机は27台、棚は2026でした。",)})
    said = read_back(printed(letter, kind=Format.PDF, direction=Direction.VERTICAL, face=Face.MINCHO).content)
    assert "椅子は10本、机は27台、棚は２０２６でした。" in said


def test_numbers_stand_as_one_writes_them_in_a_column() -> None:
    assert upright("2026年11月22日 10時30分に") == "二〇二六年十一月二十二日 十時三十分に"
    assert (
        upright("10分ほど、3本、12本、1,234円") == "10分ほど、３本、12本、１，２３４円"
    )  # 十分 would be read じゅうぶん
    assert upright("03-5555-0100") == "０３－５５５５－０１００"
    assert (long_date(KNOWN.date), long_date(KNOWN.date.replace(2019, 5, 1))) == (
        "令和八年十一月二十二日",
        "令和元年五月一日",
    )


def test_recipient_high_and_large_sender_low_and_small_date_a_little_lower() -> None:
    placed = {b.text: b for b in blocks(LETTER, Direction.VERTICAL)}
    to, sender, day = placed["髙橋 𠮷子様"], placed["株式会社なっとく家具"], placed["令和八年十一月二十二日"]
    assert (to.at, sender.at, day.at) == ("head", "foot", "head")
    assert to.scale > 1 > sender.scale
    assert day.indent > to.indent
    assert (placed["敬具"].at, placed["敬具"].lift) == ("foot", 1)


@pytest.mark.parametrize("name", ["髙橋", "﨑本", "𠮷田", "渡邉", "濵﨑", "栁", "德永"])
def test_the_characters_of_names_are_drawn_as_they_are(name: str) -> None:
    letter = KNOWN.model_copy(update={"recipient": Party(name=name)})
    for face in Face:
        made = printed(letter, kind=Format.PDF, direction=Direction.VERTICAL, face=face)
        assert f"{name}様" in read_back(made.content)
        assert [one.character for one in made.lent] == [c for c in name if c in "𠮷" and face is Face.BRUSH]


def test_what_no_face_can_draw_is_said_and_nothing_is_written() -> None:
    letter = KNOWN.model_copy(update={"body": ("ありがとう🙇と\U0003134a。",)})
    with pytest.raises(Refusal, match=r"「🙇」（U\+1F647）は明朝の書体にありません.*U\+3134A"):
        printed(letter, kind=Format.PDF, direction=Direction.VERTICAL, face=Face.MINCHO)


def test_a_form_of_a_character_that_is_asked_for_and_not_there_is_said() -> None:
    [said] = faces.missing("邉\U000e01ef", Face.BRUSH)
    assert "普通の字形「邉」" in said.words.ja


def test_date_sender_and_addressee_never_stand_alone_on_the_last_sheet() -> None:
    for length in range(8, 15):
        letter = KNOWN.model_copy(update={"body": ("お詫び申し上げます。" * 9,) * length, "closing": "敬具"})
        set_pages = PdfReader(
            BytesIO(printed(letter, kind=Format.PDF, direction=Direction.VERTICAL, face=Face.MINCHO).content)
        ).pages
        assert "お詫び" in bare(set_pages[-1].extract_text())


@pytest.mark.parametrize("face", list(Face))
def test_the_word_document_is_vertical_and_holds_the_same_words(face: Face) -> None:
    made = printed(LETTER, kind=Format.DOCX, direction=Direction.VERTICAL, face=face).content
    document = Document(BytesIO(made))
    assert [p.text for p in document.paragraphs] == [b.text for b in blocks(LETTER, Direction.VERTICAL)]
    xml = zipfile.ZipFile(BytesIO(made)).read("word/document.xml").decode()
    assert '<w:textDirection w:val="tbRl"/>' in xml
    _holds_its_faces(made, xml, face)


def test_a_horizontal_word_document_is_not_vertical() -> None:
    flat = printed(LETTER, kind=Format.DOCX, direction=Direction.HORIZONTAL, face=Face.MINCHO).content
    assert b"tbRl" not in zipfile.ZipFile(BytesIO(flat)).read("word/document.xml")


def _holds_its_faces(made: bytes, xml: str, face: Face) -> None:
    """Every face that a character is set in lies inside, hidden as ECMA-376 17.8.1 says, and 𠮷 has one that has it."""
    inside = zipfile.ZipFile(BytesIO(made))
    table = inside.read("word/fontTable.xml").decode()
    keys = re.findall(r'w:name="([^"]+)".*?w:fontKey="{([^}]+)}"', table)
    assert {name for name, _ in keys} == set(re.findall(r'w:rFonts[^>]*w:eastAsia="([^"]+)"', xml))
    for number, (name, key) in enumerate(keys, start=1):
        hidden = inside.read(f"word/fonts/font{number}.odttf")
        pattern = bytes.fromhex(key.replace("-", ""))[::-1] * 2
        face_inside = bytes(a ^ b for a, b in zip(hidden[:32], pattern, strict=True)) + hidden[32:]
        assert face_inside == faces.file(next(one for one in Face if embedding.NAMES[one] == name)).read_bytes()
    lent = re.search(r'w:eastAsia="([^"]+)"(?:(?!</w:r>).)*𠮷', xml)
    assert lent
    assert lent[1] == embedding.NAMES[Face.MINCHO]
    assert "embedTrueTypeFonts" in inside.read("word/settings.xml").decode()


def test_the_page_of_html_stands_alone_and_is_vertical() -> None:
    hostile = LETTER.model_copy(update={"body": ("<script>alert(1)</script> 12本", *LETTER.body)})
    page = printed(hostile, kind=Format.HTML, direction=Direction.VERTICAL, face=Face.MINCHO).content.decode()
    assert "writing-mode: vertical-rl" in page
    assert '<span class="pair">12</span>' in page
    assert "<script" not in page
    assert not re.search(r"https?://|src=|@import|url\(", page)


def test_the_envelope_says_where_it_goes_and_who_sends_it() -> None:
    said = read_back(printed(LETTER, kind=Format.ENVELOPE, direction=Direction.VERTICAL, face=Face.MINCHO).content)
    assert "みどり町四丁目一二―三〇五" in said
    assert "髙橋𠮷子様" in said
    assert said.index("髙橋𠮷子様") < said.index("千葉亮")
    assert set(bare(envelope.text(LETTER))) >= set(said)
    firm = checked({"recipient": {"company": "株式会社青葉"}, "sender": {}, "date": "2026-11-22", "body": ["x"]})
    assert firm.addressee == "株式会社青葉 御中"


def test_the_preview_is_drawn_by_the_same_layout() -> None:
    made = previews(LETTER, direction=Direction.VERTICAL, face=Face.BRUSH)
    pdf = printed(LETTER, kind=Format.PDF, direction=Direction.VERTICAL, face=Face.BRUSH).content
    assert len(made) == len(PdfReader(BytesIO(pdf)).pages)
    assert all(page.lstrip().startswith("<?xml") and "<script" not in page for page in made)


@pytest.mark.parametrize(
    ("document", "where"),
    [("{", "JSON"), ("[]", "letter"), ('{"recipient":{"name":1}}', "recipient.name"), ('{"colour":"red"}', "colour")],
)
def test_a_letter_that_cannot_be_read_is_refused_with_the_field(document: str, where: str) -> None:
    with pytest.raises(Refusal, match=where):
        read(document)


@pytest.mark.parametrize("times", [1, 6])
def test_scroll_paper_is_one_sheet_cut_where_the_letter_ends(times: int) -> None:
    letter = LETTER.model_copy(update={"paper": Paper.SCROLL, "body": LETTER.body * times})
    made = printed(letter, kind=Format.PDF, direction=Direction.VERTICAL, face=Face.BRUSH).content
    (page,) = PdfReader(BytesIO(made)).pages
    assert read_back(made).endswith(bare(letter.addressee))
    shorter = replace(sheet(Paper.SCROLL, Face.BRUSH, Direction.VERTICAL), width=float(page.mediabox.width) * 0.8)
    assert len(drawing.drawn(blocks(letter, Direction.VERTICAL), shorter, letter)) > 1, "not much of it is left empty"
