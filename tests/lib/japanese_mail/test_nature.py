"""Machines are told from people: answers, bounces, loops and lists."""

import pytest

from nattoku.lib.japanese_mail import read
from nattoku.lib.japanese_mail.nature import Nature

REPORT = b"""From: Mail Delivery System <MAILER-DAEMON@mx.example>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

The mail could not be delivered.
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; a@b.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <N-7f3a@minato.example>
Subject: x
--b--
"""


def nature(*head: str, body: str = "x") -> Nature:
    return read("\n".join([*head, "", body]).encode()).nature


@pytest.mark.parametrize(
    "head",
    [
        ["From: postmaster@ezweb.ne.jp", "Subject: Mail System Error - Returned Mail"],
        ["From: Posmaster@au.example", "Subject: x"],
        ["From: mail-daemon@docomo.ne.jp", "Subject: x"],
        ["From: MAILER-DAEMON@softbank.ne.jp", "Subject: 配信不能"],
        [
            "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@a.example>",
            "Subject: 配信不能: x",
        ],
        ["From: noreply@a.example", "Return-Path: <>", "Subject: メールを送信できませんでした"],
        ["From: a@b.example", "X-Failed-Recipients: c@d.example", "Subject: failure"],
    ],
)
def test_bounces_of_servers_and_of_japanese_carriers_are_recognised(head: list[str]) -> None:
    assert nature(*head) is Nature.BOUNCED


def test_a_bounce_names_what_it_brings_back_and_is_read() -> None:
    got = read(REPORT)
    assert (got.nature, got.returned, got.automatic) == (Nature.BOUNCED, ("<N-7f3a@minato.example>",), True)
    assert got.body == "The mail could not be delivered."


@pytest.mark.parametrize(
    "head",
    [
        ["Auto-Submitted: auto-replied"],
        ["Auto-Submitted: auto-generated; owner-email=a@b.example"],
        ["Precedence: auto_reply"],
        ["X-Autoreply: yes"],
        ["Subject: =?UTF-8?B?44CQ6Ieq5YuV6L+U5L+h44CR44GK5ZWP44GE5ZCI44KP44Gb?="],
        ["Subject: 自動返信: 休みをいただいております"],
        ["Subject: Automatic reply: chairs"],
        ["Subject: Out of Office"],
    ],
)
def test_answers_of_machines_are_recognised(head: list[str]) -> None:
    assert nature("From: a@b.example", *head) is Nature.ANSWERED_BY_MACHINE


def test_our_own_mail_and_one_that_has_been_around_too_long_is_a_loop() -> None:
    assert nature("From: a@b.example", "X-Nattoku-Notice: N-1") is Nature.LOOPED
    assert nature("From: a@b.example", *["Received: from x"] * 51) is Nature.LOOPED


def test_a_lists_mail_is_a_persons_and_is_marked() -> None:
    assert nature("From: a@b.example", "List-Id: <info.minato.example>") is Nature.LISTED
    assert not read(b"From: a@b.example\nPrecedence: bulk\n\nx").automatic


@pytest.mark.parametrize(
    "head",
    [
        ["Subject: 自動返信メールが届きません"],
        ["Subject: Re: 【自動返信】お問い合わせ"],
        ["Auto-Submitted: no"],
        ["Subject: 配信不能と言われた商品について"],
        ["Subject: Delivery failure of my chair"],
        ["X-Auto-Response-Suppress: All"],
        ["Subject: 不在通知が入っていた荷物の件"],
    ],
)
def test_a_customer_who_writes_about_machines_is_a_person(head: list[str]) -> None:
    assert nature("From: yamada@example.jp", *head) is Nature.WRITTEN
