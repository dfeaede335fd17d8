"""The keys of the walk: one plain letter a verb, the same on every screen of an incident."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from incident.i18n import N_

__all__ = ["WALK_KEYS"]


def _key(key: str, action: str, words: str, tooltip: str, id: str = "") -> Binding:  # noqa: A002 (Textual's name)
    return Binding(key, action, words, id=f"walk.{id or action}", tooltip=tooltip)


WALK_KEYS: Final[list[BindingType]] = [
    _key("space", "as_expected", N_("as expected"), N_("The step went as expected; asks only for what is missing")),
    _key("n", "not_expected", N_("NOT as expected"), N_("The expected result did not come; opens the way out")),
    _key("s", "defer", N_("defer"), N_("Put the step off until a time, a step or a person, with a reason")),
    _key("minus", "rule_out", N_("not applicable"), N_("The step does not apply, with a reason")),
    _key("O", "override", N_("override"), N_("Let a watched step count, with a reason")),
    _key("b", "take", N_("begin"), N_("You are on it: others see that, and its timer runs")),
    _key("h", "hold", N_("hold, go on"), N_("Interrupt the walk here with a reason, or go on")),
    _key("a", "ask", N_("ask a person"), N_("Ask a named person to see to the step within some minutes")),
    _key("A", "questions", N_("questions"), N_("Answer a question, say that it is understood, or ask a person one")),
    _key("0", "now", N_("NOW lines"), N_("What comes before every step: say what is done"), "now"),
    _key("m", "note", N_("note"), N_("Write a line into the timeline")),
    _key("X", "paper", N_("marks from paper"), N_("Type in what was ticked on paper, such as 3-7 02:10")),
    _key("f", "fact", N_("state a fact"), N_("State a fact; conditions, clocks and messages use it")),
    _key("u,z", "undo", N_("undo"), N_("Take back your last mark; the last row says which")),
    _key("ctrl+r", "redo", N_("set again"), N_("Set the mark again that you took back last")),
    _key("plus", "raise_tier", N_("raise the tier"), N_("Demand more: a graver tier"), "raise"),
    _key("underscore", "lower_tier", N_("lower the tier"), N_("Demand less; asks why"), "lower"),
    _key("r", "roles", N_("roles"), N_("Give a role to a person")),
    _key("p", "people", N_("people"), N_("Who holds which role, who may fill it, how each is reached")),
    _key("H", "handover", N_("hand over"), N_("The briefing for whoever takes over; offer, accept, take command")),
    _key("U", "update", N_("update"), N_("Send the due update to customers")),
    _key("t", "timeline", N_("timeline"), N_("Everything that happened")),
    _key("E", "evidence", N_("evidence"), N_("What is kept as proof and who holds it; keep a file, hand one over")),
    _key("R", "resources", N_("resources"), N_("What is asked for, what comes, who works, what is free")),
    _key("K", "cases", N_("cases"), N_("Which customers wait, what is overdue first; answer, tell, finish")),
    _key("V", "review", N_("review"), N_("The after-action report, as far as the log goes by now")),
    _key("i", "similar", N_("what is alike"), N_("Incidents with the same runbook, and how they ended")),
    _key("L", "law", N_("clocks, law"), N_("What runs, what the law asks for, and what answers it")),
    _key("down,j", "look(1)", N_("look down"), N_("Look at the next step; the place stays"), "look.down"),
    _key("up,k", "look(-1)", N_("look up"), N_("Look at the step before; the place stays"), "look.up"),
    _key(
        "full_stop",
        "current",
        N_("back to current"),
        N_("The current step again; from there, what asks or is back"),
    ),
    _key("G", "look_last", N_("the last step"), N_("Look at the last step of the list; the place stays"), "look.last"),
    _key("g", "whole", N_("whole list"), N_("All steps of this tier")),
    _key("enter", "details", N_("details"), N_("All words of the step; never marks anything")),
    _key("C", "close", N_("close"), N_("Close the incident, when nothing is open")),
    _key("escape", "back", N_("back"), N_("Back to the current step; from there to the list of incidents")),
    *(
        Binding(
            str(n), f"option({n})", N_("choose"), id=f"walk.number.{n}", show=False, tooltip=N_("Choose that answer")
        )
        for n in range(1, 10)
    ),
    _key("N", "messages", N_("messages"), N_("What became of every message")),
]
