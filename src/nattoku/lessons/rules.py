"""May this case file be written? What the history already says for it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from nattoku.cases.rules import CaseState, facts_of, nameless, refuse_missing
from nattoku.ledger.facts import History
from nattoku.lessons.facts import FileWritten
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.reports.rules import refuse_names

PARTS = {
    "fact": Text("事実", "Fact"),
    "cause": Text("原因", "Cause"),
    "countermeasure": Text("対策", "Countermeasure"),
    "effect": Text("効果", "Effect"),
    "learned": Text("学んだこと", "What we learned"),
    "words": Text("いただいた言葉", "The customer's words"),
    "thanks": Text("感謝", "Thanks"),
}
TITLES = ("様", "さま", "さん", "氏", "君", "リーダー", "部長", "課長", "主任", "店長", "代表", "社長")
MANDATORY = ("fact", "cause", "countermeasure")


@dataclass(frozen=True)
class Draft:
    """What a case file would say before anybody has written it."""

    fact: str = ""
    cause: str = ""
    countermeasure: str = ""
    effect: str = ""
    learned: str = ""
    words: str = ""
    thanks: str = ""


def file_of(history: History) -> FileWritten | None:
    """The case file as it was last written."""
    written = [r.fact for r in history if isinstance(r.fact, FileWritten)]
    return written[-1] if written else None


def draft(state: CaseState, history: History) -> Draft:
    """From confirmed causes, decided countermeasures, what visits taught and the last word; it names nobody."""

    def said(kind: str, field: str) -> str:
        found = [str(getattr(r.fact, field, "")).strip() for r in facts_of(history, kind)]
        return clear("\n".join(dict.fromkeys(w for w in found if w)))

    def clear(words: str) -> str:
        return unnamed(nameless(words, state.received.concerns), state.received.caller)

    word = facts_of(history, "closure.last_word_heard")
    return Draft(
        fact=clear(state.received.fact),
        cause=said("causes.confirmed", "what"),
        countermeasure=said("causes.countermeasure_decided", "what"),
        effect=said("closure.effect_checked", "words"),
        learned=said("visits.debriefed", "lesson"),
        words=clear(str(getattr(word[-1].fact, "words", ""))) if word else "",
    )


def unnamed(text: str, customer: str) -> str:
    """The text without the customer's name."""
    for name in _names(customer):
        for suffix in ("様", "さま", "さん", ""):
            text = text.replace(f"{name}{suffix}", "お客様")
    return text


def may_write(file: FileWritten, state: CaseState, *, staff: Iterable[str]) -> None:
    """After the end; fact, cause and countermeasure are there, and nobody is named (R8-7).

    staff: full names of the people who worked on the case.
    """
    if state.open:
        raise Refusal(
            Text("対応ファイルは、案件が終わってから書きます。", "The case file is written after the case has ended.")
        )
    missing = [PARTS[name] for name in MANDATORY if not getattr(file, name).strip()]
    refuse_missing(Text("対応ファイルに書かれていない欄があります", "The case file is not complete"), missing)
    for name in PARTS:
        text = getattr(file, name)
        refuse_names(text, state)
        _refuse(text, staff, Text("担当者", "the person in charge"))
        _refuse(text, [state.received.caller], Text("お客様", "the customer"))


def _refuse(text: str, people: Iterable[str], instead: Text) -> None:
    squeezed = "".join(text.split())
    if any("".join(name.split()) in squeezed for person in people for name in _names(person)):
        raise Refusal(
            Text(
                "対応ファイルにはどなたのお名前も書きません。「{instead}」と書き換えてください。",
                "The case file names nobody. Please write “{instead}” instead.",
            ).with_(instead=instead)
        )


def _names(full: str) -> list[str]:
    """The full name with and without its blank, and the family name where a title follows it.

    Never the family name alone: 森 and 上野 are common words too.
    """
    parts = full.split()
    whole = [" ".join(parts), "".join(parts), "\u3000".join(parts)]
    titled = [f"{parts[0]}{title}" for title in TITLES] if len(parts) > 1 else []
    return list(dict.fromkeys(n for n in (*whole, *titled) if len(n) > 1))
