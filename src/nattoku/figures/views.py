"""数字で見る姿勢, as a page: one for all of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nattoku.cases.words import ABOUTS, HURTS
from nattoku.causes.words import CODES, GROUPS
from nattoku.clubs.facts import BONDS
from nattoku.figures import queries, rules
from nattoku.people.door import now, who
from nattoku.skills import queries as skills
from nattoku.skills.words import SKILLS
from nattoku.visits.words import WISHES

SPANS = (30, 90, 366)


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """?days=90. Divisions stand by their names; no person is counted."""
    asked_for = request.GET.get("days", "")
    days = int(asked_for) if asked_for.isdecimal() and len(asked_for) < 5 else queries.LATELY
    asked = queries.figures(who(request), at=now(request), days=days)
    rows = [(one, rules.sincerity(one, red=asked.red)) for one in asked.divisions]
    whole = rules.together(asked.divisions)
    page = {
        "asked": asked,
        "spans": SPANS,
        "rows": rows,
        "whole": whole,
        "causes": sorted(((CODES[c], n) for c, n in whole.causes.items() if c), key=lambda one: (-one[1], one[0].ja)),
        "groups": sorted(((GROUPS[g], n) for g, n in whole.groups.items() if g), key=lambda one: (-one[1], one[0].ja)),
        "axes": [(ABOUTS[a], whole.axes[a]) for a in ABOUTS if a in whole.axes],
        "hurts": [(HURTS[h], whole.hurts[h]) for h in HURTS if h in whole.hurts],
        "wishes": WISHES,
        "bonds": [(BONDS[b], whole.bonds[b]) for b in BONDS],
        "skills": [(SKILLS[one.skill].name, one) for one in skills.counted()],
        "fewest": rules.FEWEST,
    }
    return render(request, "figures/figures.html", page)
