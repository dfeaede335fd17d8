"""The questions that dialogues about resources share: for whom, how many, how much money, why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.application.ports import Person
from incident.i18n import _
from incident.walk.flows.asking import Choice, Question, asked_text
from incident.walk.flows.persons import of_people
from incident.walk.moment import Walk
from incident.wording.money import parse_money
from incident.wording.safe import clean_line

__all__ = ["NOBODY", "asked_money", "asked_number", "asked_sum", "asked_whom", "asked_why"]

NOBODY: Final = "-"
"""No id of anybody."""


def asked_whom(walk: Walk, people: Sequence[Person], words: str, *, or_nobody: str = "") -> Question:
    """Asks for a team, a role that somebody holds, or a person; `or_nobody`: the words for none of them."""
    speech, incident = walk.speech, walk.incident
    teams = [
        Choice(value=each, words=_("team {team}").format(team=clean_line(each))) for each in incident.resources.teams
    ]
    held = _("{role}: {person}")
    roles = [
        Choice(value=role, words=held.format(role=speech.role(role), person=speech.person(person)))
        for role in incident.runbook.roles
        if (person := incident.person_of(role)) is not None
    ]
    nobody = [Choice(value=NOBODY, words=or_nobody)] if or_nobody else []
    return Question(id="whom", words=words, choices=(*nobody, *teams, *roles, *of_people(people)))


def asked_why(words: str = "", reasons: Sequence[str] = (), *, may_be_empty: bool = True) -> Question:
    """Asks for the reason; most may be left out."""
    said = words or (_("Why? Enter alone leaves it out.") if may_be_empty else _("Why?"))
    return asked_text("because", said, reasons, may_be_empty=may_be_empty)


def asked_number() -> Question:
    """Asks how many; nothing stands in the field, where 5 typed behind a 1 would be 15."""
    words = _("How many? Enter alone: one.")
    return Question(id="quantity", words=words, is_typed=True, may_be_empty=True, complaint=_no_number)


def asked_money(
    id: str,  # noqa: A002 (the question's own word)
    words: str,
    *,
    may_be_empty: bool = False,
    is_unknown: bool = False,
    currency: str = "",
) -> Question:
    """Asks for an amount with its currency; `is_unknown`: what is left out is not nothing, but nobody knows it.

    `currency`: only in this one.
    """
    return Question(
        id=id,
        words=words,
        is_typed=True,
        may_be_empty=may_be_empty,
        left_empty="" if is_unknown else _("nothing"),
        complaint=lambda typed: "" if may_be_empty and not typed.strip() else _no_money(typed, currency),
    )


def asked_sum() -> Question:
    """Asks how much money it is about: above nothing, for nobody asks for nothing and nobody gives it."""
    words = _("How much? An amount with its currency, such as 5000.00 CNY.")
    return Question(id="quantity", words=words, is_typed=True, complaint=_no_sum)


def _no_sum(words: str) -> str:
    money = parse_money(words)
    return _("Type an amount above nothing.") if money and not money[0] else _no_money(words, "")


def _no_number(words: str) -> str:
    typed = words.strip()
    is_number = typed.isascii() and typed.isdecimal() and int(typed[:10]) > 0 and len(typed) < 10  # noqa: PLR2004
    return "" if is_number or not typed else _("Type a number from 1 on.")


def _no_money(words: str, currency: str) -> str:
    money = parse_money(words)
    if money is None:
        return _("Type an amount with its currency, such as 5000.00 CNY.")
    said = _("It was approved in {currency}, and {other} is other money. Say it in {currency}.")
    return said.format(currency=currency, other=money[1]) if currency not in {"", money[1]} else ""
