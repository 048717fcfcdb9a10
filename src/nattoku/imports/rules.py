"""May an entry of a former ledger be taken as this? Pure."""

from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text

AGAIN = Text(
    "この台帳は{when}に取り込み済みです（{n}件）。もう一度取り込むには、先に前の取り込みを取り消してください。",
    "This ledger was taken in on {when} ({n} entries). To take it in again, take the former import back first.",
)
NOT_READY = Text(
    "どの列がお申し出の内容か（または件名か）をお選びください。", "Please choose which column holds the complaint."
)
NO_NAME = Text("どの列がお名前（または会社名）かをお選びください。", "Please choose which column holds the name.")
NO_ORDER = Text("注文番号と注文日時の列をお選びください。", "Please choose the columns of the order's number and date.")
TAKEN = Text("この台帳はすでに取り込まれています。", "This ledger has been taken in already.")
LEAVING = Text("この取り込みは、いま取り消している途中です。", "This import is being taken back just now.")
UNDONE = Text("この取り込みはすでに取り消されています。", "This import has been taken back already.")
UNFINISHED = Text(
    "取り込みの途中です。終わってからお試しください。", "It is still being taken in. Please try again when it is done."
)


def refuse_unmapped(what: str, columns: tuple[str, ...]) -> None:
    """Refused (400) until the columns that nothing can do without are chosen."""
    chosen = set(columns)
    if what == "complaints" and not chosen & {"words", "subject"}:
        raise Refusal(NOT_READY, status=400)
    if what == "customers" and not chosen & {"name", "company"}:
        raise Refusal(NO_NAME, status=400)
    if what == "orders" and not {"number", "ordered"} <= chosen:
        raise Refusal(NO_ORDER, status=400)


def refuse_undo(state: str) -> None:
    """Refused (409) for an import that is not wholly taken in, or is taken back already."""
    raise Refusal({"undone": UNDONE, "leaving": LEAVING}.get(state, UNFINISHED))
