"""The texts that the one entry has already written. Pure."""

from datetime import datetime

from nattoku.cases.rules import ENDINGS, CaseState, facts_of, nameless, tells
from nattoku.cases.words import ABOUTS, DANGERS, DOORS, KINDS, SEVERITIES, Door
from nattoku.ledger.facts import History
from nattoku.lib.clock import when
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text


def told(history: History) -> bool:
    """Whether the first report has been made."""
    return bool(facts_of(history, "reports.told_leader", "reports.taken"))


def customer_untold(history: History) -> bool:
    """The report was not made in the customer's presence, and nobody has told or contacted the customer since (T12)."""
    reported = facts_of(history, "reports.told_leader", "reports.taken")
    if not reported or any(getattr(r.fact, "in_presence", None) for r in reported):
        return False
    said = facts_of(history, "reports.customer_told", "closure.last_word_heard")
    return not said and not any(r.seq > reported[0].seq and tells(r) for r in history)


def refuse_presence(door: Door, in_presence: bool | None) -> None:
    """Only where one stands before the customer is the call made in front of the customer (T12)."""
    if in_presence and door is not Door.VISIT:
        raise Refusal(
            Text(
                "「お客様の前で電話した」は、対面でお受けしたときだけお選びいただけます。"
                "そのほかのときは、報告したことをお客様にお伝えください。",
                "Only a complaint taken face to face is reported in front of the customer. "
                "Otherwise, please tell the customer that it was reported.",
            ),
            status=400,
        )


def may_tell_customer(history: History) -> None:
    """What was not reported yet cannot be told; told once is told."""
    if not told(history):
        raise Refusal(
            Text(
                "まだ一報をしていません。先に責任者へお電話ください。",
                "It has not been reported yet. Please call whoever leads first.",
            )
        )
    if facts_of(history, "reports.customer_told"):
        raise Refusal(Text("お客様には、もうお伝えしてあります。", "The customer has been told already."))


def may_tell(history: History) -> None:
    """The first report is made once; later news is a note or an action report."""
    if told(history):
        raise Refusal(
            Text(
                "一報はすでに済んでいます。続きは記録か処置報告でお願いします。",
                "The first report has been made.",
            )
        )


def first_information(no: int, state: CaseState, *, call_back: datetime | None) -> str:
    """第1次情報: facts only, little personal data; the staff member concerned is never named (T1, R8-7)."""
    got = state.received
    about = "・".join(ABOUTS[a].ja for a in got.about) or KINDS[got.kind_of].ja
    lines = [
        f"受付番号 {no}（{about}）",
        f"受付：{when(state.happened_at).ja}　{DOORS[got.door].ja}",
        f"事実：{nameless(got.fact, got.concerns)}",
        f"おけが・発煙・健康・個人情報の心配：{DANGERS[got.danger].ja}",
        f"重大度：{SEVERITIES[state.severity].ja if state.severity else '未評価（Aとして扱います）'}",
    ]
    if call_back:
        lines.append(f"お客様への次のご連絡：{when(call_back).ja}まで")
    lines.append("原因は調査中です。推測は書かず、お気づきの事実を受付番号とともにお知らせください。")
    return "\n".join(lines)


def completion(no: int, state: CaseState, *, causes: list[str], countermeasures: list[str]) -> str:
    """完了報告: how it ended, the confirmed cause, the countermeasure."""
    ended = ENDINGS[state.ending].ja if state.ending else "継続中"
    got = state.received
    return "\n".join(
        [
            f"受付番号 {no}　{ended}",
            f"事実：{nameless(got.fact, got.concerns)}",
            f"原因：{'、'.join(causes) or '確かめられた原因はありません'}",
            f"対策：{'、'.join(countermeasures) or '検討中です'}",
        ]
    )


_WHERE = "ご意見・お気づきのことは"


def with_reply(text: str, no: int, contact: str) -> str:
    """The text with its last line: where to reply with an opinion (S000-18). One that has the line already keeps it."""
    if _WHERE in text:
        return text
    whom = f"窓口の{contact}か、" if contact else ""
    return f"{text.rstrip()}\n{_WHERE}、{whom}受付番号{no}の画面の「記録を加える」へお寄せください。"


def refuse_names(text: str, state: CaseState) -> None:
    """Shared texts never name the staff member concerned (R8-7)."""
    name = state.received.concerns.strip()
    if name and name in text:
        raise Refusal(
            Text(
                "共有する文に、お申し出に出てくる方のお名前があります。「担当者」と書き換えてください。",
                "The text names the staff member the customer spoke of. Please write “the person in charge”.",
            )
        )


def refuse_narrowing(left_out: list[str], why: str) -> None:
    """Everybody is told, or it is said why not (S004-2.1.2.1 事を大きくする). left_out: names of divisions."""
    if left_out and not why.strip():
        raise Refusal(
            Text(
                "「{names}」に知らせない理由をお書きください。お申し出は、はじめから広く知らせます。",
                "Please say why {names} should not be told. A complaint is made known widely from the start.",
            ).with_(names="、".join(left_out))
        )


def refuse_fenced(fenced: bool, by_top: bool) -> None:
    """What started narrow is opened to divisions by the top alone (R8-7)."""
    if fenced and not by_top:
        raise Refusal(
            Text(
                "限られた方だけでお扱いする案件です。部門に知らせるかどうかは、苦情対応管理責任者か代表が決めます。",
                "Only those named deal with this case. The manager or the representative decides whom else to tell.",
            )
        )


def outside_allowed(history: History) -> set[str]:
    """Divisions whose room with outsiders the representative allowed for this case."""
    return {str(getattr(r.fact, "division", "")) for r in facts_of(history, "reports.outside_allowed")}


def refuse_outside(rooms: dict[str, str], allowed: set[str]) -> None:
    """rooms: division id -> name, those with outside members. Refused unless the representative allowed them."""
    closed = [name for pk, name in rooms.items() if pk not in allowed]
    if closed:
        listed = "、".join(closed)
        raise Refusal(
            Text(
                "「{rooms}」の部屋には社外の方がいます。共有するには代表の承認が要ります。",
                "The room of {rooms} has members from outside. The representative must approve first.",
            ).with_(rooms=listed)
        )
