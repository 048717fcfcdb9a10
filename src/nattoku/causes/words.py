"""The words of the drill: processes, verdicts, causes, countermeasures. Pure data (spec: vocabulary 4.3)."""

from enum import StrEnum

from nattoku.lib.text import Text


class Process(StrEnum):
    """工程: a stretch of the work, owned by a role and never by a person. Which of them apply, the template says."""

    SALES = "sales"
    CONTRACT = "contract"
    ORDER = "order"
    SHIPPING = "shipping"
    PREPARING = "preparing"
    SERVING = "serving"
    AFTERWARDS = "afterwards"
    MAKING = "making"
    INSPECTING = "inspecting"
    STORING = "storing"
    INSTRUCTING = "instructing"
    QUOTING = "quoting"
    CHANGING = "changing"
    INVOICING = "invoicing"
    EXPLAINING = "explaining"
    WRITING = "writing"
    CONFIRMING = "confirming"
    ANNOUNCING = "announcing"
    BOOKING = "booking"
    RUNNING = "running"
    PROMISING = "promising"
    WORKING = "working"
    PASSING_ON = "passing_on"
    CUSTOMER = "customer"


class Verdict(StrEnum):
    """The answer to a check. 該当しない is an answer everywhere, with its reason (R8-2)."""

    OK = "ok"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Known(StrEnum):
    """Three-valued: yes with a time, no, or nobody can say (S000-12)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Looked(StrEnum):
    """What looking at a whole process came to, where no single step is worth writing down."""

    NOTHING_FOUND = "nothing_found"
    NOT_APPLICABLE = "not_applicable"


class Code(StrEnum):
    """The causes that the sources name."""

    A1 = "A1"
    A2 = "A2"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"
    H5 = "H5"


class Group(StrEnum):
    """原因区分."""

    PERSON = "person"
    THING = "thing"
    METHOD = "method"
    INFORMATION = "information"
    SYSTEM = "system"
    OUTSIDE = "outside"
    EXPECTATION = "expectation"
    OWN_CONVENIENCE = "own_convenience"
    BROKEN_PROMISE = "broken_promise"
    UNKNOWN = "unknown"


class Reach(StrEnum):
    """How far a countermeasure reaches (vocabulary 4.1)."""

    THIS_CASE = "this_case"
    INTERIM = "interim"
    PERMANENT = "permanent"
    ELSEWHERE = "elsewhere"


PROCESSES = {
    Process.SALES: Text("営業とお客様のやりとり", "Talks between sales and the customer"),
    Process.CONTRACT: Text("契約条項", "Terms of the contract"),
    Process.ORDER: Text("受注", "Taking the order"),
    Process.SHIPPING: Text("発送", "Shipping"),
    Process.PREPARING: Text("応対の前の用意", "Preparing to serve"),
    Process.SERVING: Text("応対の場", "Serving"),
    Process.AFTERWARDS: Text("応対のあとの引き継ぎ", "Passing on afterwards"),
    Process.MAKING: Text("仕入・製造", "Buying in or making"),
    Process.INSPECTING: Text("検査", "Inspection"),
    Process.STORING: Text("保管・お届け", "Storing and delivering"),
    Process.INSTRUCTING: Text("使い方のご説明", "Explaining the use"),
    Process.QUOTING: Text("お見積り・ご契約", "Quotation and contract"),
    Process.CHANGING: Text("数量・金額の変更", "Changes of quantity or price"),
    Process.INVOICING: Text("請求書の作成・送付", "Making and sending the invoice"),
    Process.EXPLAINING: Text("ご説明", "Explaining"),
    Process.WRITING: Text("書面", "The written terms"),
    Process.CONFIRMING: Text("ご理解の確認", "Confirming the understanding"),
    Process.ANNOUNCING: Text("ご案内", "Announcing"),
    Process.BOOKING: Text("予約の受付", "Taking the booking"),
    Process.RUNNING: Text("当日の運営", "Running the day"),
    Process.PROMISING: Text("お約束", "What was promised"),
    Process.WORKING: Text("実際の仕事", "The work itself"),
    Process.PASSING_ON: Text("社内の引き継ぎ", "Passing on inside"),
    Process.CUSTOMER: Text("お客様", "The customer"),
}
LANES = {
    Process.SALES: Text("営業", "Sales"),
    Process.CONTRACT: Text("契約", "Contract"),
}
VERDICTS = {
    Verdict.OK: Text("間に合っている・問題なし", "In order"),
    Verdict.BROKEN: Text("問題あり", "Broken"),
    Verdict.UNKNOWN: Text("不明", "Unknown"),
    Verdict.NOT_APPLICABLE: Text("該当しない", "Not applicable"),
}
KNOWNS = {
    Known.YES: Text("はい", "Yes"),
    Known.NO: Text("いいえ", "No"),
    Known.UNKNOWN: Text("不明", "Unknown"),
}
LOOKED = {
    Looked.NOTHING_FOUND: Text("確かめた。問題は見当たらない", "Looked at: nothing found"),
    Looked.NOT_APPLICABLE: Text("該当しない", "Not applicable"),
}
CODES = {
    Code.A1: Text("A1 確かめずに引き受けた（安請け合い）", "A1 agreed to without checking"),
    Code.A2: Text("A2 特別な条件が知らされていなかった", "A2 special terms were not made known"),
    Code.C1: Text("C1 受注の登録が遅れた", "C1 the order was entered late"),
    Code.C2: Text("C2 受注から発送への伝達が遅れた", "C2 the information travelled late"),
    Code.C3: Text("C3 間に合わないことを把握していなかった", "C3 nobody knew that it would be late"),
    Code.C4: Text("C4 間に合わないことの連絡が遅れた", "C4 it was passed on late"),
    Code.C5: Text("C5 連絡を受け取るのが遅れた", "C5 it was received late"),
    Code.C6: Text("C6 お客様への事前のご説明がなかった", "C6 the customer was not told beforehand"),
    Code.H1: Text("H1 自社の都合を優先した", "H1 our own convenience came first"),
    Code.H2: Text("H2 身だしなみ", "H2 appearance"),
    Code.H3: Text("H3 応対・態度", "H3 manner"),
    Code.H4: Text("H4 慣れ", "H4 habit"),
    Code.H5: Text("H5 手を尽くしきれていなかった", "H5 not everything was done"),
}
GROUPS = {
    Group.PERSON: Text("人", "People"),
    Group.THING: Text("物", "Things"),
    Group.METHOD: Text("方法", "Method"),
    Group.INFORMATION: Text("情報（伝達・受け渡し）", "Information (handover)"),
    Group.SYSTEM: Text("仕組み・規程", "System or rules"),
    Group.OUTSIDE: Text("外部（委託先・運送）", "Outside (partner, carrier)"),
    Group.EXPECTATION: Text("期待のずれ（説明）", "Expectation (explanation)"),
    Group.OWN_CONVENIENCE: Text("自社都合", "Our own convenience"),
    Group.BROKEN_PROMISE: Text("約束不履行", "A promise not kept"),
    Group.UNKNOWN: Text("不明", "Unknown"),
}
GROUP_OF = {
    Code.A1: Group.METHOD,
    Code.A2: Group.INFORMATION,
    Code.C1: Group.METHOD,
    Code.C2: Group.INFORMATION,
    Code.C3: Group.INFORMATION,
    Code.C4: Group.INFORMATION,
    Code.C5: Group.INFORMATION,
    Code.C6: Group.BROKEN_PROMISE,
    Code.H1: Group.OWN_CONVENIENCE,
    Code.H2: Group.PERSON,
    Code.H3: Group.PERSON,
    Code.H4: Group.PERSON,
    Code.H5: Group.PERSON,
}
REACHES = {
    Reach.THIS_CASE: Text("この件の手当て", "For this case"),
    Reach.INTERIM: Text("暫定の対策", "Interim"),
    Reach.PERMANENT: Text("恒久の対策", "Permanent"),
    Reach.ELSEWHERE: Text("ほかへの展開", "Rolled out elsewhere"),
}


def lane(process: Process) -> Text:
    """The short name of a process, as a lane of the picture."""
    return LANES.get(process, PROCESSES[process])
