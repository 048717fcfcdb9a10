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
    "deadlines": "deadlines",
    "corrections": "corrections",
}
_PAGE_OF_KIND = {
    "cases.report_to_leader": "report",
    "cases.share_first_information": "report",
    "cases.next_contact": "contact-customer",
    "cases.interim_report": "contact-customer",
    "cases.promised": "promises",
    "cases.call_back": "contact-customer",
    "solutions.law_deadline": "law",
    "solutions.withdraw": "law",
    "visits.letter": "letters",
    "closure.case_file": "file",
    "closure.completion_report": "reports",
}


def settled_at(kind: str, no: int | str, promise: str = "") -> str:
    """The page on which a promise of this kind is settled; the case itself when its room has no page."""
    part = _PAGE_OF_KIND.get(kind) or _PAGE_OF_ROOM.get(kind.partition(".")[0], "")
    if part == "promises" and promise:
        part = f"promises/{promise}"
    return f"/cases/{no}/{part}" if part else f"/cases/{no}"
