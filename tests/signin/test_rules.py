"""Codes, counts, sessions and who may help whom: no database."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattoku.lib.refusal import Refusal
from nattoku.people.facts import Role
from nattoku.signin import agents, rules

KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the key of the test vectors in RFC 6238, appendix B
AT = datetime(2026, 11, 22, 1, 0, 10, tzinfo=UTC)
NEVER = -1
R, L, M, D, V = Role.RECEIVER, Role.LEADER, Role.MANAGER, Role.REPRESENTATIVE, Role.VIEWER


def code(seconds: float) -> str:
    return pyotp.TOTP(KEY).at(AT + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("stamp", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_rfc_6238(stamp: int, digits: str) -> None:
    assert rules.step_of(KEY, digits, at=datetime.fromtimestamp(stamp, UTC), last=NEVER) == stamp // 30


@pytest.mark.parametrize(("late", "let_in"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_one_step_fast_or_slow(late: int, let_in: bool) -> None:
    assert (rules.step_of(KEY, code(late), at=AT, last=NEVER) is not None) is let_in


def test_a_code_is_let_in_once_and_nothing_older_after_it() -> None:
    step = rules.step_of(KEY, code(0), at=AT, last=NEVER)
    assert step is not None
    assert rules.step_of(KEY, code(0), at=AT, last=step) is None
    assert rules.step_of(KEY, code(-30), at=AT, last=step) is None
    assert rules.step_of(KEY, code(30), at=AT, last=step) == step + 1


def test_full_width_digits_and_a_blank_are_the_keyboards_and_no_mistake() -> None:
    wide = code(0).translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert rules.step_of(KEY, f"{wide[:3]} {wide[3:]}", at=AT, last=NEVER) is not None


@given(st.text(max_size=40))
def test_what_is_not_the_code_is_not_let_in(typed: str) -> None:
    near = {pyotp.TOTP(KEY).at(AT + timedelta(seconds=s)) for s in (-30, 0, 30)}
    assert (rules.step_of(KEY, typed, at=AT, last=NEVER) is not None) == (rules.digits_of(typed) in near)


def test_ten_recovery_codes_differ_and_are_read_as_handwriting_gives_them() -> None:
    made = rules.recovery_codes()
    assert len(set(made)) == 10
    assert all(re.fullmatch(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", one) for one in made)
    assert rules.recovery_of(f" {made[0].upper().replace('-', ' ')} ") == made[0].replace("-", "")


@pytest.mark.parametrize(("known", "shown"), [(5, 5), (5, 4), (1, 0)])
def test_a_passkey_whose_count_goes_back_is_refused_in_words(known: int, shown: int) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.count_of(known, shown)
    assert refusal.value.status == 403
    assert "写し" in refusal.value.sentence.ja
    assert "copied" in refusal.value.sentence.en


@pytest.mark.parametrize(("known", "shown"), [(0, 0), (0, 1), (5, 6)])
def test_a_count_that_rises_or_that_is_never_kept_is_taken(known: int, shown: int) -> None:
    assert rules.count_of(known, shown) == shown


def test_a_session_ends_when_it_is_left_alone_and_when_it_is_old() -> None:
    def over(used: float, began: float) -> bool:
        hours = {"idle": timedelta(hours=12), "longest": timedelta(days=7)}
        return rules.over(began=AT - timedelta(hours=began), used=AT - timedelta(hours=used), at=AT, **hours)

    assert not over(11, 11)
    assert over(13, 13)
    assert not over(0, 7 * 24 - 1)
    assert over(0, 7 * 24 + 1)


def test_a_second_step_is_asked_of_nobody_until_the_representative_decides() -> None:
    asked = {n: {role for role in Role if rules.needs_second_factor(role, n)} for n in range(1, 6)}
    assert asked == {1: set(), 2: {M, D}, 3: {L, M, D}, 4: set(Role), 5: set(Role)}


def test_a_link_to_a_new_password_is_handed_only_downwards() -> None:
    def helps(by: Role, *, led: bool) -> set[Role]:
        return {whose for whose in Role if rules.may_reset(by, whose, own=False, led=led)}

    assert helps(D, led=False) == set(Role)
    assert helps(M, led=False) == {R, L, V}
    assert helps(L, led=True) == {R, V}
    assert helps(L, led=False) == helps(R, led=True) == helps(V, led=True) == set()
    assert not any(rules.may_reset(role, role, own=True, led=True) for role in Role)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("nattoku.example.jp", "nattoku.example.jp"),
        ("nattoku.example.jp:8443", "nattoku.example.jp"),
        ("localhost:8000", "localhost"),
        ("192.0.2.7", ""),
        ("192.0.2.7:8000", ""),
        ("[::1]:8000", ""),
        ("[::1]", ""),
    ],
)
def test_passkeys_are_bound_to_a_name_and_an_address_is_none(host: str, name: str) -> None:
    assert rules.rp_id(host) == name


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
            "Edge（Windows）",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1",
            "Safari（iPhone）",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", "Chrome（Android）"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox（Mac）"),
        ("curl/8", "見分けられない機器"),
        ("", "見分けられない機器"),
    ],
)
def test_a_device_is_said_in_words(agent: str, words: str) -> None:
    assert agents.device(agent).ja == words
