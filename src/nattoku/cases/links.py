"""Where what is owed is settled: the page of each kind of promise. Pure."""

_PAGE_OF_ROOM = {
    "response": "explanations",
    "causes": "drill",
    "solutions": "solutions",
    "losses": "losses",
    "visits": "visits",
    "letters": "letters",
    "closure": "closure",
    "reports": "reports",
    "notices": "notices",
    "lessons": "file",
}
_PAGE_OF_KIND = {
    "cases.report_to_leader": "report",
    "cases.share_first_information": "report",
    "cases.next_contact": "contacts",
    "cases.interim_report": "explanations",
    "cases.promised": "promises",
    "visits.letter": "letters",
    "closure.case_file": "file",
    "closure.completion_report": "reports",
}


def settled_at(kind: str, no: int | str) -> str:
    """The page on which a promise of this kind is settled; the case itself when its room has no page."""
    part = _PAGE_OF_KIND.get(kind) or _PAGE_OF_ROOM.get(kind.partition(".")[0], "")
    return f"/cases/{no}/{part}" if part else f"/cases/{no}"
