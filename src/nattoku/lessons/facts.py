"""What a case has taught, on one page."""

from nattoku.ledger.facts import Fact, Personal, fact


@fact("lessons.file_written", ja="対応ファイルを書きました", en="The case file was written")
class FileWritten(Fact):
    """対応ファイル: fact, cause, countermeasure (S004-3.1.2); a later one replaces an earlier one.

    It names nobody: neither the member of staff concerned nor the customer (R8-7). words: the customer's.
    """

    fact: Personal[str]
    cause: Personal[str]
    countermeasure: Personal[str]
    effect: Personal[str] = ""
    learned: Personal[str] = ""
    words: Personal[str] = ""
    thanks: Personal[str] = ""
