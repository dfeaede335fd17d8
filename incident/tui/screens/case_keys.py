"""The keys of what is done about one case: the same on the board and where all of the case stands."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from incident.i18n import N_

__all__ = ["ACTS", "CALLING", "case_act"]

CALLING: Final = "case-call"
"""Begins no dialogue at once: name and number are shown first."""


def case_act(key: str, name: str, words: str, tooltip: str) -> Binding:
    """A key that begins a dialogue about a case."""
    return Binding(key, f"begin('case-{name}')", words, id=f"cases.{name}", tooltip=tooltip)


ACTS: Final = (
    case_act("a", "accept", N_("accept"), N_("You own it from now on")),
    case_act("o", "hand-on", N_("hand on"), N_("Somebody else is to accept it")),
    case_act("e", "answer", N_("answer it"), N_("The customer had a first answer")),
    case_act("t", "told", N_("told"), N_("The customer was told what came of it")),
    case_act("d", "done", N_("finish"), N_("What they asked for is done, or decided")),
    Binding("b", "call_back", N_("call back"), id="cases.call", tooltip=N_("Show name and number, which is logged")),
    case_act("s", "pause", N_("their turn"), N_("The time stands still until the customer acts; again: goes on")),
    case_act("m", "more-time", N_("more time"), N_("A later end, with a reason, an approver and word to the customer")),
    case_act("p", "priority", N_("priority"), N_("Say to which group the customer belongs")),
    case_act("X", "erase", N_("erase"), N_("Ask that the customer's words go, or answer whoever asked")),
    case_act("f", "content", N_("content?"), N_("Enter whether the customer is content")),
)
