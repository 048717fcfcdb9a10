"""XES read as arrays is XES read by a parser, however a document is written; what is broken is refused in the same words."""

import dataclasses
import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nattoku import drill
from nattoku.drill import usual, xes
from nattoku.drill.columns import Columns
from nattoku.drill.log import Log
from nattoku.lib.refusal import Refusal
from tests.drill.test_same_numbers import REAL

NAMES = [
    "受注",
    "出荷",
    "a",
    "A&amp;B",
    "&#x53d7;",
    "",
    " ",
    "tab\there",
    "line\nhere",
    "&quot;so&quot;",
    "é",
    "x" * 70,
]
MOMENTS = [
    "2026-09-01T09:00:00+09:00",
    "2026-09-01T00:00:00Z",
    "2026-09-01T09:00:00.123-05:30",
    "2026-09-01T09:00:00.123456+09:00",
    "2026-09-01T09:00:00.12",
    "2026-09-01 09:00",
    "2026-02-29T09:00:00+09:00",
    "2024-02-29T23:59:59.999Z",
    "2026-09-01T09:00:60+09:00",
    "0001-01-01T00:00:00+09:00",
    "9999-12-31T23:59:59-09:00",
    "2026-09-01T09:00:00&#43;09:00",
    "20260901",
    " 2026-09-01 ",
    "いつか",
    "",
]
KEYS = ["concept:name", "org:resource", "org:group", "lifecycle:transition", "due_date", "other", "キー", "a&amp;b"]
BLANKS = ["", "\n", "\r\n", "  ", "\t", "\r", " " * 70]
ASIDE = ["<!-- <trace> & </trace> -->", "<![CDATA[<event>]]>", "<?pi </trace>?>", "text", "&amp;", "&#65;"]
HEADS = [
    '<log xes.version="1.0">',
    '<log><classifier name="c" keys="concept:name lifecycle:transition"/>',
    '<log><!-- <trace> --><global scope="trace"><string key="concept:name" value="x"/></global>',
    '<x:log xmlns:x="y">',
    "<!DOCTYPE log><log>",
    "<log>\r\n\r\n",
]
BREAKS = ["</event>", "<event>", "</trace>", "<trace>", "<", ">", '"', "&", "&no;", "\0", "\x01", "\ufffe", "/"]

often = st.sampled_from([True] * 9 + [False])


@st.composite
def attributes(draw: st.DrawFn, usually: bool) -> str:
    """One attribute, in the usual writing or in another that means the same or nothing."""
    key = draw(st.sampled_from([*KEYS, *["time:timestamp"] * 4]))
    value = draw(st.sampled_from(MOMENTS if key in ("time:timestamp", "due_date") else NAMES))
    tag = draw(st.sampled_from(["string", "date", "int", "id"]))
    if usually or draw(often):
        return f'<{tag} key="{key}" value="{value}"{draw(st.sampled_from(["/>", " />"]))}'
    single = value.replace('"', "&quot;").replace("'", "&apos;")
    inner = draw(attributes(True))
    return draw(
        st.sampled_from(
            [
                f"<{tag} key='{key}' value='{single}'/>",
                f'<{tag} value="{value}" key="{key}"/>',
                f'<{tag} key="{key}" value="{value}"></{tag}>',
                f'<{tag} key="{key}" value="{value}">{inner}</{tag}>',
                f'<{tag}  key = "{key}"\n value="{value}" />',
                f'<x:{tag} key="{key}" value="{value}"/>',
                f'<list key="{key}"><values>{inner}</values></list>',
                f'<{tag} key="{key}"/>',
                f'<{tag} value="{value}"/>',
                f'<{tag} key="{key}" value="{value}" more="1"/>',
            ]
        )
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, int]:
    """A document and how many bytes are read of it at a time."""
    usually = draw(st.booleans())
    blank = draw(st.sampled_from(BLANKS))
    aside = st.just(blank) if usually or draw(often) else st.sampled_from([blank] * 8 + ASIDE)
    prefix = "" if usually or draw(often) else "x:"
    head = draw(st.sampled_from(HEADS[:2] if usually else HEADS))
    body = ""
    for _ in range(draw(st.integers(1, 4))):
        inside = draw(st.lists(attributes(usually), max_size=2))
        for _ in range(draw(st.integers(0, 3))):
            told = "".join(draw(aside) + one for one in draw(st.lists(attributes(usually), max_size=4)))
            whole = (
                f'<date key="time:timestamp" value="{MOMENTS[0]}"/><string key="concept:name" value="{NAMES[0]}"/>'
                if draw(st.booleans())
                else ""
            )
            inside.append(f"<{prefix}event>{whole}{told}{draw(aside)}</{prefix}event>")
        if not usually:
            inside = draw(st.permutations(inside))
        body += f"{draw(aside)}<{prefix}trace>" + "".join(draw(aside) + one for one in inside)
        body += f"{draw(aside)}</{prefix}trace>"
    body += blank + ("</x:log>" if head.startswith("<x:log") else "</log>")
    if not draw(often):
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(st.sampled_from(BREAKS)) + body[at:]
    if not draw(often):
        body = body[: draw(st.integers(0, len(body)))]
    encoding = "utf-8" if usually or draw(often) else draw(st.sampled_from(["iso-8859-1", "utf-16", "cp1252", "utf-8"]))
    declared = draw(st.sampled_from([f'<?xml version="1.0" encoding="{encoding}"?>', ""]))
    raw = (declared + head + body).encode(encoding, errors="xmlcharrefreplace")
    return raw, draw(st.sampled_from([1 << 20, len(declared + head) + 60, len(declared + head) + 200, 7]))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("xes")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_arrays_read_what_the_parser_reads_and_refuse_what_it_refuses(place: Path, document: tuple[bytes, int]) -> None:
    raw, piece = document
    file = place / "log.xes"
    file.write_bytes(raw)
    assert _told(file, piece=piece) == _told(file, arrays=False)


@pytest.mark.skipif(not REAL.is_dir(), reason="the public logs are not on this machine")
def test_a_real_log_is_read_as_arrays_and_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[bool] = []
    take = usual.take
    monkeypatch.setattr(usual, "take", lambda *given: taken.append(take(*given)) or taken[-1])
    file = REAL / "receipt.xes.gz"
    assert _told(file) == _told(file, arrays=False)
    assert taken
    assert all(taken)


def test_transitions_that_the_log_does_not_declare_are_told_apart_when_they_are_named(tmp_path: Path) -> None:
    event = '<event><string key="concept:name" value="梱包"/><string key="lifecycle:transition" value="{}"/><date key="time:timestamp" value="2026-09-01T{}:00:00Z"/></event>'
    trace = "".join(event.format(*one) for one in (("start", "09"), ("complete", "11")))
    (tmp_path / "log.xes").write_text(f"<log><trace>{trace}</trace></log>", encoding="utf-8")
    assert xes.read_xes(tmp_path / "log.xes", Columns()).activities == ["梱包"]
    for arrays in (True, False):
        named = Columns(activity="concept:name lifecycle:transition")
        (packing,) = drill.working(xes.read_xes(tmp_path / "log.xes", named, arrays=arrays))
        assert (packing["count"], packing["working"]["median"]) == (1, 7200)


@pytest.mark.parametrize("piece", [100, 700, 5_000])
def test_one_very_long_trace_is_read_like_many(tmp_path: Path, piece: int) -> None:
    event = '<event><date key="time:timestamp" value="2026-09-01T09:00:00Z"/><string key="concept:name" value="受注"/></event>'
    short = f"<trace>{event}</trace>"
    between = f"<trace>{event * 99}<!-- </trace> {event * 9} -->{event * 99}</trace>"
    (tmp_path / "log.xes").write_text(f"<log>{short}{between}{short}</log>", encoding="utf-8")
    assert _told(tmp_path / "log.xes", piece=piece) == _told(tmp_path / "log.xes", arrays=False)
    assert len(xes.read_xes(tmp_path / "log.xes", Columns(), piece=piece)) == 200


@pytest.mark.parametrize("left", [10, 60, 400])
def test_a_packed_file_that_ends_too_early_is_refused_by_its_name(tmp_path: Path, left: int) -> None:
    event = f'<event><date key="time:timestamp" value="{MOMENTS[0]}"/><string key="concept:name" value="%d"/></event>'
    whole = "<log>" + "".join(f"<trace>{event % n}</trace>" for n in range(500)) + "</log>"
    (tmp_path / "log.xes.gz").write_bytes(gzip.compress(whole.encode())[:left])
    with pytest.raises(Refusal) as refused:
        xes.read_xes(tmp_path / "log.xes.gz", Columns())
    assert refused.value.status == 400
    assert "log.xes.gz" in refused.value.sentence.ja


def _told(file: Path, **how: Any) -> Any:
    """All that is known of a log, or why it was refused."""
    try:
        read = xes.read_xes(file, Columns(), **how)
    except Refusal as refused:
        return refused.sentence.en
    return [_plain(getattr(read, field.name)) for field in dataclasses.fields(Log)]


def _plain(value: Any) -> Any:
    return (value.dtype.str, value.tolist()) if isinstance(value, np.ndarray) else value
