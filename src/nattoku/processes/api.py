"""The drill of all imported orders in the JSON API: the documents of `nattoku drill`, and the odds of a date."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from nattoku.drill.flows import flow
from nattoku.drill.hands import handovers
from nattoku.drill.lateness import late
from nattoku.drill.log import Log
from nattoku.drill.paths import variants
from nattoku.drill.risks import causes
from nattoku.drill.staging import stages
from nattoku.drill.tracing import trace
from nattoku.lib.clock import Moment
from nattoku.lib.refusal import Refusal
from nattoku.orders import population, promising, sight
from nattoku.orders.population import Asked
from nattoku.orders.queries import UNKNOWN
from nattoku.people.door import now, who

router = Router()


class OverviewOut(Schema):
    """orders: all that were asked for; done: delivered; late_rate: of the done ones; median: seconds until done."""

    orders: int
    done: int
    late: int
    late_rate: float | None
    median: float | None


@router.get("/drill", response=OverviewOut, summary="All orders at a glance")
def overview(request: HttpRequest, since: date | None = None, until: date | None = None, division: str = "") -> Any:
    """How many orders there are, how many were late, how long they take. Beside it: map, variants, handovers, stages,
    late, causes, trace, at-risk, odds."""
    counted = population.summary(_log(request, Asked(since=since, until=until, division=division)))
    return counted | {"orders": counted["n"]}


@router.get("/drill/causes", response=list[dict[str, Any]], summary="What goes with late orders")
def raising(request: HttpRequest, since: date | None = None, until: date | None = None) -> Any:
    """Stages and attributes by their risk ratio of being late, with interval, adjusted p and n. A ratio is no cause."""
    return causes(_log(request, Asked(since=since, until=until)), "late")


@router.get("/drill/map", response=dict[str, Any], summary="What follows what")
def process_map(request: HttpRequest, since: date | None = None, until: date | None = None, division: str = "") -> Any:
    """activities, edges (count; median, mean, p90 in seconds), starts, ends."""
    return flow(_log(request, Asked(since=since, until=until, division=division)))


@router.get("/drill/variants", response=list[dict[str, Any]], summary="The paths orders took")
def paths(request: HttpRequest, division: str = "", late: bool = False) -> Any:
    """path, count, median in seconds; the most frequent first."""
    return variants(_log(request, Asked(division=division, late=late)))


@router.get("/drill/handovers", response=list[dict[str, Any]], summary="From role to role")
def hands(request: HttpRequest, division: str = "") -> Any:
    """Roles, never names (T5)."""
    return handovers(_log(request, Asked(division=division)), by="division")


@router.get("/drill/stages", response=list[dict[str, Any]], summary="Where the time and the slack went")
def stage(request: HttpRequest, division: str = "", late: bool = False) -> Any:
    """Per stage: count, median, p90, share, slack_share, first_breaks, standard."""
    return stages(_log(request, Asked(division=division, late=late)))


@router.get("/drill/late", response=list[dict[str, Any]], summary="Late orders")
def lateness(request: HttpRequest, division: str = "") -> Any:
    """Each with the first stage that broke its standard; unknown is null. Orders of one's own divisions (decision 0034)."""
    log = _log(request, Asked(division=division))
    return sight.listed(late(log), log, by=who(request), number="case")


@router.get("/drill/trace/{number}", response=dict[str, Any], summary="One order from end to end")
def one(request: HttpRequest, number: str) -> Any:
    """Roles, moments, gaps. Unknown: 404."""
    log = _log(request, Asked())
    if number in log.cases and not sight.listed([{"case": number}], log, by=who(request), number="case"):
        raise Refusal(UNKNOWN, status=404)
    return trace(log, number)


class AtRiskOut(Schema):
    """p: that the date is kept, of the n latest orders that were open as long."""

    order: str
    promised_at: Moment
    p: float
    n: int


@router.get("/drill/at-risk", response=list[AtRiskOut], summary="Open promises that may not be kept")
def at_risk(request: HttpRequest) -> Any:
    """Open orders whose date is more likely missed than kept, the worst first; of one's own divisions."""
    log = _log(request, Asked())
    rows = [{"case": one.order, "told": one} for one in promising.at_risk(log, at=now(request))]
    return [row["told"] for row in sight.listed(rows, log, by=who(request), number="case")]


def _log(request: HttpRequest, asked: Asked) -> Log:
    sight.refuse_foreign(asked.division, by=who(request))
    return population.narrowed(population.orders(), asked)
