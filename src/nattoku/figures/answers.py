"""The figures as JSON."""

from datetime import timedelta
from typing import Any

from nattoku.figures.queries import Asked
from nattoku.figures.rules import Figures, Share, sincerity, together
from nattoku.skills.rules import Counted


def figures(asked: Asked, skills: list[Counted]) -> dict[str, Any]:
    """Each division, and the company as one. red_days: from when on a silence is too long."""
    return {
        "days": asked.days,
        "red_days": asked.red.days,
        "divisions": [
            {"division": one.division, "name": one.name} | _figures(one, asked.red) for one in asked.divisions
        ],
        "together": _figures(together(asked.divisions), asked.red),
        "skills": [
            {"skill": s.skill, "people": s.people, "know": s.know, "used": s.used, "unused": s.unused} for s in skills
        ],
    }


def _figures(one: Figures, red: timedelta) -> dict[str, Any]:
    said = sincerity(one, red=red)
    return {
        "received": one.received,
        "accounts": one.accounts,
        "accounts_each": None if one.each is None else round(one.each, 1),
        "complaints_per_hundred": None if one.rate is None else round(one.rate, 1),
        "causes": {(code or "other"): n for code, n in sorted(one.causes.items(), key=lambda c: str(c[0]))},
        "groups": dict(sorted(one.groups.items())),
        "axes": {
            about: {"complained": a.complained, "unhappy": a.unhappy, "fine": a.fine, "wishes": dict(a.wishes)}
            for about, a in one.axes.items()
        },
        "hurts": {
            hurt: {"before": h.before, "healed": h.healed, "still": h.still, "unasked": h.unasked}
            for hurt, h in one.hurts.items()
        },
        "face_to_face": _share(one.face_to_face) | {"how": dict(one.meetings)},
        "agreed_done": _share(one.agreed),
        "agreed_told": _share(one.agreed_told),
        "first_contact_thanked": _share(one.first),
        "bonds": dict(one.bonds),
        "sincerity": {
            "kept": _share(said.kept),
            "faces": _share(said.met),
            "no_long_silence": _share(said.quick),
            "longest_silence_days": said.longest.days if said.longest is not None else None,
            "whole": said.whole,
        },
    }


def _share(share: Share) -> dict[str, int | None]:
    return {"hit": share.hit, "n": share.n, "percent": share.percent}
