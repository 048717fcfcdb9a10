"""The laws that every room keeps, held by looking at what all rooms declare."""

import ast
import dataclasses
import inspect
import re
from datetime import timedelta
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.apps import apps

from nattoku.ledger import append, chain
from nattoku.ledger.facts import FACTS, PROMISES, to_plain
from nattoku.ledger.models import FactRow
from nattoku.notices import routes
from tests.registry import stored

KINDS = sorted(FACTS)
JAPANESE = re.compile("[぀-ヿ㐀-鿿]")
CULPRIT = re.compile("blame|culprit|fault(?!s?_?code)|guilty|offender|perpetrator|suspect|犯人|責任者名|当事者", re.I)
PLACEHOLDER = re.compile(r"{(\w+)[^}]*}")
# Clear for ever: ids, codes, choices, and what the company says of itself. Words and names of people never are.
CLEAR_TEXT = {
    "cases.contacted": {"channel"},
    "cases.order_cited": {"source"},
    "closure.concern_raised": {"through"},
    "response.link_*": {"trace"},  # of 256 random bits: nobody gets back from it, and it names nobody
    "cases.customer_corrected": {"was"},  # an id of ours
    "corrections.misdirected": {"notice"},  # an id of ours
    "causes.check_answered": {"code"},
    "causes.countermeasure_decided": {"owner"},
    "causes.handover_recorded": {"medium"},
    "causes.step_recorded": {"role"},
    "closure.last_word_heard": {"through"},
    "deadlines.escalated": {"promise", "what"},
    "deadlines.reminded": {"promise", "what"},
    "imports.*": {"upload", "what", "digest"},  # an id of ours, a choice, a file's hash
    "ledger.blanked": {"reason"},
    "mail.*": {"mail", "notice", "answers"},  # hashes and ids of ours
    "notices.*": {"notice", "peer", "reason", "reason_en", "message"},
    "people.*": {
        "name",
        "name_en",
        "address",
        "label",
        "superior",
        "account",
        "channel",
        "order",
        "quiet_from",
        "quiet_to",
    },
    "policies.*": {"key", "reason"},
    "response.contact_rules_agreed": {"manual"},
    "response.rule_broken": {"manual"},
    "response.manual_decided": {"version", "reason"},
    "response.guide_mailed": {"notice"},
    "setup.looked_at": {"step"},  # a choice
    "solutions.*": {"card", "title", "title_en"},
    "cases.undertaking_explained": {"about"},  # an id of ours: which text
    "tone.dismissed": {"about", "rule"},  # ids of ours: which text, which rule
    "duties.feed_*": {"trace"},  # of 256 random bits: nobody gets back from it, and it names nobody
    "webhooks.*": {"hook", "url", "kinds"},  # an address of the company's own systems
    "surveys.opened": {"event"},  # an id of ours: the event it follows
    "signs.noticed": {"about"},  # an id of ours: what it was read from
    "visits.declined_by_customer": {"instead"},
    "visits.planned": {"speaks_first", "takes_notes"},
    "*": {"person", "division", "customer", "contract", "channel", "to"},
}
SETTLED_BY = {
    "cases.report_to_leader": "reports.tell_leader",
    "cases.share_first_information": "reports.share",
    "cases.next_contact": "cases.contact",
    "cases.interim_report": "cases.contact",
    "cases.promised": "cases.keep_promise",
    "cases.call_back": "cases.contact",
    "causes.do_countermeasure": "causes.finish_countermeasure",
    "causes.look_again": "causes.confirm_cause",
    "closure.confirm_word": "closure.confirm_word",
    "closure.answer_sign": "closure.answer_sign",
    "closure.decide_end": "closure.decide_end",
    "closure.case_file": "lessons.write",
    "closure.completion_report": "reports.complete",
    "closure.confirm_on_the_spot": "closure.confirm_on_the_spot",
    "closure.effect_check": "closure.check_effect",
    "closure.thank": "closure.completing.thank",
    "letters.approve": "letters.approve",
    "notices.acknowledge": "notices.acknowledge",
    "letters.send_again": "letters.send",
    "losses.decide": "losses.decide",
    "solutions.carry_out": "solutions.carry_out",
    "solutions.law_deadline": "solutions.judging.attend",
    "solutions.withdraw": "solutions.judging.finish_withdrawal",
    "visits.approve": "visits.approve",
    "visits.visit": "visits.begin",
    "visits.record": "visits.record",
    "visits.debrief": "visits.debrief",
    "visits.letter": "letters.send",
    "visits.safe_return": "visits.safety.leave",
    "visits.hint": "visits.hints.decide",
    "corrections.deletion": "corrections.delete",
    "corrections.correction": "corrections.correct",
    "signs.ask": "signs.contact",
    "duties.thanks": "duties.give_care",
    "duties.follow_up": "duties.give_care",
    "duties.offer": "duties.give_care",
    "duties.call": "duties.give_care",
    "duties.meeting": "duties.give_care",
    "duties.request": "duties.give_care",
    "voice.decide": "voice.decide",
    "voice.tell": "voice.tell",
    "introductions.thank": "introductions.thank",
    "introductions.interim": "introductions.report",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_lives_in_the_room_of_its_first_word_and_is_in_the_past(kind: str) -> None:
    room, _, verb = kind.partition(".")
    assert FACTS[kind].__module__ == f"nattoku.{room}.facts"
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", verb)
    assert FACTS[kind].__dataclass_params__.frozen  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_is_routed_to_somebody_or_said_to_be_quiet(kind: str) -> None:
    quiet = any(fnmatch(kind, pattern) for pattern in routes.QUIET)
    assert kind in routes.ROUTES or quiet


def test_what_is_routed_exists() -> None:
    audiences = {routes.LEADER, routes.DIVISIONS, routes.REPRESENTATIVE, routes.PERSON, routes.TOP}
    assert set(routes.ROUTES) <= set(FACTS)
    assert set(FACTS) >= routes.LOUD
    for kind in routes.ROUTES:
        heard = set(routes.audiences(kind))
        named = {f.name for f in dataclasses.fields(FACTS[kind])}  # type: ignore[arg-type]
        assert heard <= audiences
        assert routes.PERSON not in heard or "person" in named
        assert routes.DIVISIONS not in heard or "divisions" in named
    for pattern in routes.QUIET:
        assert any(fnmatch(kind, pattern) for kind in FACTS), f"{pattern} names no fact"


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_has_a_sentence_in_both_languages_and_its_fields_exist(kind: str) -> None:
    says = FACTS[kind].says
    known = {f.name for f in dataclasses.fields(FACTS[kind])}  # type: ignore[arg-type]
    assert JAPANESE.search(says.ja)
    assert says.en
    assert not JAPANESE.search(says.en)
    for sentence in says:
        assert set(PLACEHOLDER.findall(sentence)) <= known
    assert set(PLACEHOLDER.findall(says.ja)) == set(PLACEHOLDER.findall(says.en)), "both languages say as much"
    says.with_(**vars(stored.sample(FACTS[kind])))


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_can_be_read_back_from_every_form_it_was_ever_stored_in(kind: str) -> None:
    """A missing file: run `python -m tests.registry.stored` and commit what it writes."""
    for form in stored.forms(kind):
        assert form["kind"] == kind
        private = {
            name: chain.commitment(bytes(16), chain.canonical(v).encode()) for name, v in form["private"].items()
        }
        body = chain.body(
            stream="case:1001",
            seq=1,
            kind=kind,
            actor="sato",
            happened_at=stored.MOMENT,
            recorded_at=stored.MOMENT,
            fields=form["fields"],
            private=private,
            opens=[],
            settles=[],
            prev=chain.GENESIS,
        )
        row = FactRow(stream="case:1001", seq=1, kind=kind, actor="sato", body=body)
        read = append._decoded(row, form["private"])
        assert not read.blanked
        plain = to_plain(read.fact)
        told = form["fields"] | form["private"]
        assert {name: plain[name] for name in told} == told


def test_no_stored_form_is_of_a_fact_that_nobody_declares_any_more() -> None:
    assert {p.stem for p in stored.HERE.glob("*.json")} == set(FACTS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hashed_for_ever_holds_no_words_and_no_names(kind: str) -> None:
    cls = FACTS[kind]
    hints = get_type_hints(cls)
    texts = {f.name for f in dataclasses.fields(cls) if hints[f.name] is str and f.name not in cls.personal}  # type: ignore[arg-type]
    allowed = {name for pattern, names in CLEAR_TEXT.items() if fnmatch(kind, pattern) for name in names}
    assert texts <= allowed, "Personal[str], or a reason why it may never be blanked"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_fact_is_a_broken_number(kind: str) -> None:
    """Floats have many texts, and a hash has one."""

    def leaves(hint: Any) -> list[Any]:
        return [leaf for arg in get_args(hint) for leaf in leaves(arg)] or [hint]

    for hint in get_type_hints(FACTS[kind]).values():
        assert float not in leaves(hint)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_personal_field_reads_back_empty(kind: str) -> None:
    """Empty ones are not stored: a default that is not empty would come back in their place."""
    cls = FACTS[kind]
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        if field.name in cls.personal and field.default is not dataclasses.MISSING:
            assert field.default in (None, "", (), [])


@pytest.mark.rule("S004-2.1.3")
def test_no_field_of_a_fact_or_a_table_names_a_culprit() -> None:
    named = {f"{kind}.{f.name}" for kind, cls in FACTS.items() for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    columns = {
        f"{m._meta.label}.{f.name}"
        for m in apps.get_models()
        if m.__module__.startswith("nattoku.")
        for f in m._meta.get_fields()
    }
    choices = {f"{cls.__module__}.{member}" for cls in _enums() for member in (*cls.__members__, *map(str, cls))}
    assert len(named) > 200
    assert [name for name in sorted(named | columns | choices | set(PROMISES)) if CULPRIT.search(name)] == []


def _enums() -> list[Any]:
    from enum import Enum

    found = []
    for path in sorted((Path(append.__file__).parents[1]).glob("*/*.py")):
        if path.stem in ("facts", "words"):
            module = import_module(f"nattoku.{path.parent.name}.{path.stem}")
            found += [v for v in vars(module).values() if inspect.isclass(v) and issubclass(v, Enum)]
    return found


@pytest.mark.parametrize("kind", sorted(PROMISES))
def test_a_promise_has_its_words_its_allowance_and_its_page(kind: str) -> None:
    promise = PROMISES[kind]
    assert promise.allowance >= timedelta(minutes=1)
    for text in (promise.what, promise.page):
        assert JAPANESE.search(text.ja)
        assert text.en
        assert not JAPANESE.search(text.en)
    ours = "当社の初期値" in promise.page.ja and "default" in promise.page.en
    agreed = "お客様" in promise.page.ja and "the customer" in promise.page.en
    assert ours or agreed, "no source gives hours or days: the moment is agreed with the customer, or ours, and says so"


@pytest.mark.parametrize("kind", sorted(PROMISES))
def test_a_promise_can_be_settled_by_doing_what_it_asks(kind: str) -> None:
    room, *inside, name = SETTLED_BY[kind].split(".")
    module = import_module(".".join(["nattoku", room, *(inside or ["actions"])]))
    assert "settle" in _with_helpers(module, name)


def _with_helpers(module: Any, name: str) -> str:
    """The text of a function and of the functions of its module that it calls."""
    source = inspect.getsource(getattr(module, name))
    called = {
        n.func.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
    }
    own = [f for f in called if inspect.isfunction(getattr(module, f, None)) and f != name]
    return "\n".join([source, *(inspect.getsource(getattr(module, f)) for f in own)])


def test_every_way_to_settle_is_of_a_promise_that_exists() -> None:
    assert set(SETTLED_BY) == set(PROMISES)
