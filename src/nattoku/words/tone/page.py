"""docs/rules/tone.md: the rules in plain words, made from the tables and from nothing else."""

from collections.abc import Iterator

from nattoku.words.tone.reading import everything, groups
from nattoku.words.tone.row import LEVELS, MODES, Row

_HEAD = """# 言葉の点検の規則 / The rules of the tone check

<!-- `nattoku tone rules > docs/rules/tone.md` で作ります。手で直さないでください。 / Made by that command; not edited by hand. -->

お客様のお言葉（「」の中・引用行）は点検しません。自動では書き換えません。当たらない指摘は、理由を添えて退けられます。
The customer's own words (inside 「」, quoted lines) are never remarked on. Nothing is changed by itself. A remark that
does not apply can be dismissed with a reason.
"""


def page() -> str:
    """The whole page, Markdown, both languages."""
    return "\n".join([_HEAD, *_levels(), *_groups()]) + "\n"


def _levels() -> Iterator[str]:
    yield from (f"- `{level}` {text.ja} / {text.en}" for level, text in LEVELS.items())
    yield ""
    yield from (f"- `{mode}` {text.ja} / {text.en}" for mode, text in MODES.items())
    yield ""


def _groups() -> Iterator[str]:
    for letter, title in groups().items():
        rows = [row for row in everything() if row.id.startswith(letter) and row.id[1:].isdigit()]
        yield f"## {letter} {title.ja} / {title.en}\n"
        yield f"{rows[0].why.ja}。 {rows[0].why.en}. ({', '.join(rows[0].sources)})\n"
        yield "| | 避ける / avoid | 言い換え / better | 程度 / level |\n|---|---|---|---|"
        yield from map(_line, rows)
        yield ""


def _line(row: Row) -> str:
    better = f"{row.better.ja}<br>{row.better.en}"
    if row.confirmed:
        better += f"<br>原因を確かめたあと / once the cause is confirmed: {row.confirmed.ja}<br>{row.confirmed.en}"
    return f"| {row.id} | {row.avoid.ja}<br>{row.avoid.en} | {better} | {_asked(row)} |"


def _asked(row: Row) -> str:
    levels: dict[str, list[str]] = {}
    for mode, level in row.levels.items():
        levels.setdefault(str(level), []).append(str(mode))
    return "; ".join(f"{level}: {', '.join(modes)}" for level, modes in levels.items()) or "asked where it is known"
