"""What happens when a former ledger is taken over: every entry says that it came from there."""

from nattoku.cases.words import Stage
from nattoku.ledger.facts import Fact, Personal, fact


@fact(
    "imports.taken_over",
    ja="以前の台帳（{number}）から引き継ぎました",
    en="Taken over from the former ledger ({number})",
    enters=Stage.CONTENT,
)
class TakenOver(Fact):
    """upload: the import; line: where it stood; number: its number there.

    Who leads knew of it by the former ledger: no first report is owed, nobody is told, no timer of ours runs until
    somebody here has taken it on.
    """

    upload: str
    line: int
    number: Personal[str] = ""


@fact(
    "imports.ended_before",
    ja="以前の台帳で終了していました",
    en="It had ended in the former ledger",
)
class EndedBefore(Fact):
    """Ended, as the former ledger has it. Not 解決（ご納得）: no words of the customer's satisfaction stand there."""

    status: Personal[str] = ""


@fact(
    "imports.satisfied_before",
    ja="以前の台帳に、ご納得のお言葉とともに終了とありました",
    en="The former ledger has it ended with the customer's words of satisfaction",
)
class SatisfiedBefore(Fact):
    """words: as they stand in the former ledger, which does not say who heard them or through what."""

    words: Personal[str]


@fact(
    "imports.taken_back",
    ja="取り込みを取り消しました（{reason}）",
    en="The import was taken back ({reason})",
)
class TakenBack(Fact):
    """In the stream of a case, or of a customer, that an import had made: it is in no list any more."""

    upload: str
    reason: Personal[str]


@fact(
    "imports.finished",
    ja="以前の台帳から{taken}件を取り込みました（{refused}件は取り込めませんでした）",
    en="{taken} entries were taken over from a former ledger ({refused} were not)",
)
class Finished(Fact):
    """what: complaints, customers or orders; digest: of the file, so that it is known again."""

    upload: str
    what: str
    digest: str
    taken: int
    refused: int
    name: Personal[str] = ""


@fact(
    "imports.undone",
    ja="取り込みを取り消しました：{count}件（{reason}）",
    en="An import was undone: {count} ({reason})",
)
class Undone(Fact):
    """kept: how many stayed, because somebody had worked on them since."""

    upload: str
    count: int
    kept: int
    reason: Personal[str]


def stream(upload: str) -> str:
    """The stream of one import."""
    return f"import:{upload}"
