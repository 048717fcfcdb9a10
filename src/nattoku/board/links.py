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
    "surveys": "closure",
}
_PAGE_OF_KIND = {
    "cases.report_to_leader": "report",
    "cases.share_first_information": "report",
    "cases.next_contact": "contacts",
    "cases.interim_report": "contacts",
    "cases.promised": "promises",
    "visits.letter": "letters",
    "closure.case_file": "file",
    "closure.completion_report": "reports",
}


def case_page(no: int, part: str = "") -> str:
    """The address of a case, or of one of its parts."""
    return f"/cases/{no}/{part}" if part else f"/cases/{no}"


def settled_at(kind: str, no: int) -> str:
    """The page on which a promise of this kind is settled; the case itself when its room has no page."""
    room = kind.partition(".")[0]
    return case_page(no, _PAGE_OF_KIND.get(kind) or _PAGE_OF_ROOM.get(room, ""))


def no_of(stream: str) -> int:
    """The number of the case whose stream this is."""
    return int(stream.partition(":")[2])
