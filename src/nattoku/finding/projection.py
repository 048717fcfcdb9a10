"""What is found of a case, from its facts. Other rooms' facts are known by their kind."""

from collections.abc import Iterable

from nattoku.finding.models import Findable
from nattoku.finding.tokens import tokens
from nattoku.finding.words import fold
from nattoku.ledger.facts import Recorded
from nattoku.ledger.rows import insert, update

# kind -> (field, the fact's own number or ""): what is worth finding again. The case file names nobody, so it is open.
_SAID: dict[str, tuple[tuple[str, ...], str]] = {
    "cases.received": (("fact", "words", "caller", "order"), ""),
    "cases.item_heard": (("what",), "item"),
    "cases.noted": (("words",), ""),
    "causes.confirmed": (("what",), "cause"),
    "causes.countermeasure_decided": (("what",), "countermeasure"),
    "closure.effect_checked": (("words",), ""),
    "closure.last_word_heard": (("words",), ""),
}
_FILE = ("fact", "cause", "countermeasure", "effect", "learned")
_FILE_OWN = ("words", "thanks")
FILED = "lessons.file_written"
_KEPT = ("filed", "parts", "open_text", "own_text", "open_tokens", "own_tokens")


def project(recorded: Recorded) -> None:
    """Apply one fact of a case's stream."""
    if recorded.kind == "imports.taken_back":
        forget(recorded.stream)
        return
    if not recorded.stream.startswith("case:") or (recorded.kind not in _SAID and recorded.kind != FILED):
        return
    no, first = int(recorded.stream.partition(":")[2]), recorded.seq == 1
    found = Findable(no=no, happened_at=recorded.happened_at) if first else Findable.objects.filter(pk=no).first()
    if found is None:
        return
    found.filed = found.filed or recorded.kind == FILED
    found.parts = _with(found.parts, _said(recorded))
    for name in ("open", "own"):
        text = "\n".join(words for mark, words in found.parts if mark.startswith(f"{name}."))
        setattr(found, f"{name}_text", fold(text))
        setattr(found, f"{name}_tokens", between_blanks(text))
    if first:
        insert([found])
    else:
        update(Findable, no, {name: getattr(found, name) for name in _KEPT})


def forget(stream: str | None) -> None:
    """Throw the row of one case, or of all, away."""
    if stream is None:
        Findable.objects.all().delete()
    elif stream.startswith("case:"):
        Findable.objects.filter(pk=int(stream.partition(":")[2])).delete()


def _said(recorded: Recorded) -> dict[str, str]:
    """Where it was said -> the words."""
    if recorded.kind == FILED:
        return _of(recorded, "open.file", _FILE) | _of(recorded, "own.file", _FILE_OWN)
    fields, number = _SAID[recorded.kind]
    return _of(recorded, f"own.{recorded.kind}.{getattr(recorded.fact, number) if number else recorded.seq}", fields)


def _of(recorded: Recorded, mark: str, fields: Iterable[str]) -> dict[str, str]:
    return {f"{mark}.{name}": str(getattr(recorded.fact, name)) for name in fields}


def _with(parts: list[tuple[str, str]], said: dict[str, str]) -> list[tuple[str, str]]:
    """What was said anew stands in the place of what it replaces; what says nothing is left out."""
    return [(mark, words) for mark, words in {**dict(parts), **said}.items() if words.strip()]


def between_blanks(text: str) -> str:
    """Its words, each between blanks, so that one is found whole."""
    return f" {' '.join(tokens(text))} "
