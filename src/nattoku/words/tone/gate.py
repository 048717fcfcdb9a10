"""What holds a text back: what must stop, and what must be there and is not, unless it was dismissed with a reason."""

from collections.abc import Collection, Iterable

from nattoku.words.tone.row import Hit, Level

# (rule, words of the hit): a dismissal is for these words alone, never for a rule everywhere
Dismissed = Collection[tuple[str, str]]


def left(hits: Iterable[Hit], *, required: Collection[str] = (), dismissed: Dismissed = ()) -> list[Hit]:
    """The hits that hold the text back. required: absence rules (N1 to N12) that this text may not go without."""
    return [
        hit
        for hit in hits
        if (hit.level is Level.STOP or (hit.start is None and hit.rule in required))
        and (hit.rule, hit.text) not in dismissed
    ]
