"""The steps of setting up, and how far each is: read from what is there, so that it can be left and continued."""

from dataclasses import dataclass

from nattoku.cases.models import Case
from nattoku.ledger.append import read
from nattoku.ledger.models import FactRow
from nattoku.lib.refusal import Refusal
from nattoku.lib.text import Text
from nattoku.notices.channels.mail.settings import Settings
from nattoku.people import queries as people
from nattoku.people.facts import COMPANY
from nattoku.policies import queries as policies
from nattoku.setup.facts import LookedAt


@dataclass(frozen=True)
class Step:
    """One step. told: what is there by now; done: nothing more is needed; needed: without it nothing is told to anybody."""

    key: str
    title: Text
    why: Text
    href: str
    done: bool
    told: Text
    needed: bool = False


def looked_at() -> set[str]:
    """Which steps somebody has read and let stand."""
    rows = FactRow.objects.filter(stream=COMPANY, kind=LookedAt.kind).order_by("seq")
    return {r.fact.step for r in read(rows) if isinstance(r.fact, LookedAt)}


def steps() -> list[Step]:
    """All of them, in the order that is least work."""
    seen, divisions, everyone = looked_at(), people.divisions(), people.everyone()
    rooms = sum(bool(d.channel) for d in divisions)
    mail = bool(Settings().smtp_host)
    rosters = sum(bool(d.slots) for d in divisions)
    unassigned = sum(not people.divisions_of(p.pk) for p in everyone if p.role in ("receiver", "leader"))
    described = people.described()
    imported = len(_taken_over())
    received = bool(first_complaint()[0])
    decided = bool(policies.weeks()[""]) or bool(policies.calendar_decisions())
    return [
        _step("company", "会社", "The company", "お手紙、封筒、メール、お客様の画面に載ります。", "Stands on letters, envelopes, mail and the customers' page.", "/company", "company" in seen or bool(described.address and described.phone), Text(described.name or "名前がまだです", described.name or "no name yet")),
        _step("divisions", "部門", "Divisions", "一報と第1次情報は、部門ごとに届きます。", "First reports and first information go to divisions.", "/setup/divisions", "divisions" in seen or len(divisions) > 1, Text("{n}部門", "{n} divisions").with_(n=len(divisions)), needed=True),
        _step("people", "職員と上司", "People, and who leads whom", "お一人ずつでも、Excelから貼り付けても登録できます。", "One by one, or pasted from Excel.", "/setup/people", len(everyone) > 1 and not unassigned, Text("{n}人", "{n} people").with_(n=len(everyone)), needed=True),
        _step("duty", "当番", "Duty roster", "いつお申し出があっても、一報を受ける方がいます。", "Whenever a complaint comes, somebody hears the first report.", "/setup/duty", "duty" in seen or (rosters > 0 and rosters == len(divisions)), Text("{n}部門の当番表", "{n} rosters").with_(n=rosters) if rosters else Text("いまは、直属の上司、部門長、代表の順です", "for now: superior, head, representative"), needed=True),
        _step("rooms", "チャットの部屋", "Chat rooms", "お申し出の一報が、部門の部屋に自動で届きます。", "First reports arrive in each division's room by themselves.", "/setup/rooms", "rooms" in seen or (rooms > 0 and rooms == len(divisions)), Text("{n}部屋", "{n} rooms").with_(n=rooms)),
        _step("mail", "メール", "E-mail", "部屋のない方への知らせと、お客様へのお返事に使います。", "For those without a room, and for answers to customers.", "/setup/mail", mail or "mail" in seen, Text("送信の設定があります", "sending is set up") if mail else Text("送信の設定がまだです", "sending is not set up yet")),
        _step("hours", "営業時間と休業日", "Hours and closed days", "「1営業日」「営業時間で2時間」を数えるときに使います。", "What “one business day” is counted by.", "/setup/hours", decided or "hours" in seen, Text("決めてあります", "decided") if decided else Text("当社の初期値（平日9時〜18時、祝日は休み）", "our default: weekdays 9 to 18, public holidays closed")),
        _step("timers", "期限の目安", "Times we allow ourselves", "どれも納得の初期値で、変えられます。", "All of them are our defaults, and yours to change.", "/setup/timers", "timers" in seen or bool(policies.decisions()), Text("{n}件を変えています", "{n} changed").with_(n=len({getattr(r.fact, 'key', '') for r in policies.decisions()}))),
        _step("ledgers", "お持ちの台帳", "What you have", "いまのクレーム台帳を、そのまま取り込めます。", "Take in the ledger you use today, as it is.", "/imports", bool(imported) or "ledgers" in seen, Text("{n}件を取り込み済み", "{n} taken in").with_(n=imported)),
        _step("first-complaint", "はじめてのお申し出", "The first complaint", "受付から一報までを、一度通してみます。", "Once through, from receiving it to the first report.", "/setup/first-complaint", received, Text("受け付けました", "received") if received else Text("まだです", "not yet")),
    ]  # fmt: skip


def _step(
    key: str, ja: str, en: str, why_ja: str, why_en: str, href: str, done: bool, told: Text, *, needed: bool = False
) -> Step:
    return Step(key, Text(ja, en), Text(why_ja, why_en), href, done, told, needed)


def known(step: str) -> str:
    """The key of a step. Refused (400) for one there is not."""
    if step not in {s.key for s in steps()}:
        raise Refusal(Text("その項目はありません。", "There is no such step."), status=400)
    return step


def next_step() -> Step | None:
    """What comes next; None when all is done."""
    return next((s for s in steps() if not s.done), None)


@dataclass(frozen=True)
class Walked:
    """A moment of the first complaint's way."""

    title: Text
    why: Text
    done: bool
    href: str


_WAY = (
    (("cases.received",), Text("受付", "Receive it"), Text("お客様のお言葉と、事実を一文で。分からないことは空けたままで構いません。", "The customer's words, and the fact in one sentence. What you do not know may stay empty."), "/intake"),
    (("reports.told_leader", "reports.taken"), Text("リーダーへの一報", "The first report to a leader"), Text("画面に出る一文を、そのままお電話で伝えます。", "Read the sentence on the screen out on the phone."), "/cases/{no}/report"),
    (("reports.shared",), Text("関係部門への第1次情報", "First information to the divisions"), Text("下書きができています。部門の部屋に、そのまま送れます。", "It is drafted already; send it to the division's room."), "/cases/{no}/report"),
    (("cases.contacted", "response.handling_explained", "response.guide_mailed"), Text("お客様へのご連絡と、次のお約束", "Getting in touch, and the next date"), Text("終わっていない案件には、必ず次のご連絡の日時があります。", "Every open case has a next contact."), "/cases/{no}/contact-customer"),
)  # fmt: skip


def first_way(kinds: set[str], no: str) -> list[Walked]:
    """The way of the first complaint. no: its number, "" while there is none."""
    found = []
    for done_by, title, why, href in _WAY:
        done = bool(kinds & set(done_by))
        found.append(Walked(title, why, done, href.format(no=no) if no or "{no}" not in href else ""))
    return found


def first_complaint() -> tuple[str, set[str]]:
    """(the number of the first complaint that was received here, the kinds of what happened in it); "" for none."""
    over = _taken_over()
    numbers = Case.objects.order_by("no").values_list("no", flat=True)
    no = next((n for n in numbers.iterator() if f"case:{n}" not in over), None)
    if no is None:
        return "", set()
    return str(no), set(FactRow.objects.filter(stream=f"case:{no}").values_list("kind", flat=True))


def _taken_over() -> set[str]:
    """The streams of the cases that came out of a former ledger."""
    return set(FactRow.objects.filter(kind="imports.taken_over").values_list("stream", flat=True))
