"""Cases for the tests of their rules."""

from __future__ import annotations

from datetime import datetime

from incident.domain import commands as c
from incident.domain.cases.case import Case
from incident.domain.cases.register import Register, register_of
from incident.domain.cases.words import CaseWords
from incident.domain.events.cases import CaseGroup
from tests.domain.walks import Walk, plan, step

__all__ = ["BUNDLE", "case_of", "given", "priority", "received", "register", "with_bo"]

BUNDLE = plan([step("a"), step("b")])


def given(name: str = "Lin", **fields: object) -> c.NewCase:
    """A case of that customer; further fields of the case, or of its words."""
    words = {"contact": f"{name}@x.cn", "service": "pay", "problem": "paid twice", "request": "refund"}
    said = {each: fields.pop(each, usual) for each, usual in words.items()}
    case = c.NewCase(words=CaseWords(name=name, **said))  # type: ignore[arg-type]  # the fields of the words
    return case.changed(**fields)


def received(*cases: c.NewCase, by: str = "ann", **fields: object) -> Walk:
    """An incident of Ann's, declared at 02:40, with these cases."""
    walk = Walk(BUNDLE, by="ann")
    command = c.ReceiveCases(by=by, cases=cases or (given(),))
    walk.do(command.changed(**fields))
    return walk


def with_bo(walk: Walk) -> Walk:
    """Bo holds a role too."""
    walk.do(c.AssignRole(by="ann", role="liaison", person="bo"))
    return walk


def register(walk: Walk) -> Register:
    """The cases as they stand."""
    return register_of(walk.incident)


def case_of(walk: Walk, number: int = 1) -> Case:
    """One of them."""
    return register(walk).case(number)


def priority(name: str, at: datetime | None = None) -> c.NewCase:
    """A customer who is seen to first."""
    return given(name, group=CaseGroup.ELDERLY, received_at=at)
