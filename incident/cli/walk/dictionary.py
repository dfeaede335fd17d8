"""All that can be asked for at the prompt: the letter of the full screen, the word, the same in the reader's language.

Apart from how a line is understood, because this is a table and grows with every screen.
"""

from __future__ import annotations

from typing import Final

from incident.cli.walk.case_words import CASE_VERBS
from incident.cli.walk.entry import Verb
from incident.cli.walk.evidence_words import EVIDENCE_VERBS
from incident.cli.walk.law_words import LAW_VERBS
from incident.cli.walk.resource_words import RESOURCE_VERBS
from incident.i18n import N_, pgettext

__all__ = ["VERBS"]


VERBS: Final = (
    Verb(
        name="done",
        letter=" ",
        word="done",
        own=lambda: pgettext("typed", "done"),
        help=N_("The step went as expected; asks only for what is missing"),
    ),
    Verb(
        name="not-expected",
        letter="n",
        word="no",
        own=lambda: pgettext("typed", "no"),
        help=N_("The expected result did not come; opens the way out"),
    ),
    Verb(
        name="defer",
        letter="s",
        word="defer",
        own=lambda: pgettext("typed", "defer"),
        help=N_("Put the step off until a time, a step or a person, with a reason"),
    ),
    Verb(
        name="rule-out",
        letter="-",
        word="na",
        own=lambda: pgettext("typed", "na"),
        help=N_("The step does not apply, with a reason"),
    ),
    Verb(
        name="override",
        letter="O",
        word="override",
        own=lambda: pgettext("typed", "override"),
        help=N_("Let a watched step count, with a reason"),
    ),
    Verb(
        name="take",
        letter="b",
        word="begin",
        own=lambda: pgettext("typed", "begin"),
        help=N_("You are on it: others see that, and its timer runs"),
    ),
    Verb(
        name="hold",
        letter="h",
        word="hold",
        own=lambda: pgettext("typed", "hold"),
        help=N_("Interrupt the walk here with a reason, or go on"),
    ),
    Verb(
        name="ask",
        letter="a",
        word="ask",
        own=lambda: pgettext("typed", "ask"),
        help=N_("Ask a named person to see to the step within some minutes"),
    ),
    Verb(
        name="answer",
        letter="A",
        word="answer",
        own=lambda: pgettext("typed", "answer"),
        help=N_("Answer a question, say that it is understood, or ask a person one"),
    ),
    Verb(
        name="now",
        letter="0",
        word="now",
        own=lambda: pgettext("typed", "now"),
        help=N_("What comes before every step: say what is done"),
    ),
    Verb(
        name="note",
        letter="m",
        word="note",
        own=lambda: pgettext("typed", "note"),
        help=N_("Write a line into the timeline"),
    ),
    Verb(
        name="paper",
        letter="X",
        word="paper",
        own=lambda: pgettext("typed", "paper"),
        help=N_("Type in what was ticked on paper, such as 3-7 02:10"),
    ),
    Verb(
        name="fact",
        letter="f",
        word="fact",
        own=lambda: pgettext("typed", "fact"),
        help=N_("State a fact; conditions, clocks and messages use it"),
    ),
    Verb(
        name="undo",
        letter="u",
        word="undo",
        own=lambda: pgettext("typed", "undo"),
        help=N_("Take back your last mark; says first which"),
    ),
    Verb(
        name="redo",
        letter="",
        word="redo",
        own=lambda: pgettext("typed", "redo"),
        help=N_("Set the mark again that you took back last"),
    ),
    Verb(name="up", letter="+", word="up", own=lambda: pgettext("typed", "up"), help=N_("Demand more: a graver tier")),
    Verb(name="down", letter="_", word="down", own=lambda: pgettext("typed", "down"), help=N_("Demand less; asks why")),
    Verb(
        name="roles",
        letter="r",
        word="roles",
        own=lambda: pgettext("typed", "roles"),
        help=N_("Give a role to a person"),
    ),
    Verb(
        name="call",
        letter="!",
        word="call",
        own=lambda: pgettext("typed", "call"),
        help=N_("Who would come, and how each is reached"),
    ),
    Verb(
        name="briefing",
        letter="",
        word="briefing",
        own=lambda: pgettext("typed", "briefing"),
        help=N_("Everything that whoever takes over has to know"),
    ),
    Verb(
        name="hand-over",
        letter="H",
        word="handover",
        own=lambda: pgettext("typed", "handover"),
        help=N_("Offer your work to a person; or say back and accept what is offered to you"),
    ),
    Verb(
        name="call-off",
        letter="w",
        word="withdraw",
        own=lambda: pgettext("typed", "withdraw"),
        help=N_("Call a hand-over off, or decline it"),
    ),
    Verb(
        name="take-command",
        letter="T",
        word="command",
        own=lambda: pgettext("typed", "command"),
        help=N_("Take command, by typing the phrase"),
    ),
    Verb(
        name="update",
        letter="U",
        word="update",
        own=lambda: pgettext("typed", "update"),
        help=N_("Send the due update to customers"),
    ),
    Verb(
        name="details",
        letter="",
        word="step",
        own=lambda: pgettext("typed", "step"),
        help=N_("All words of the step; Enter alone says them too"),
    ),
    Verb(
        name="next",
        letter="j",
        word="next",
        own=lambda: pgettext("typed", "next"),
        help=N_("Look at the next step; the place stays"),
    ),
    Verb(
        name="before",
        letter="k",
        word="before",
        own=lambda: pgettext("typed", "before"),
        help=N_("Look at the step before; the place stays"),
    ),
    Verb(
        name="current",
        letter=".",
        word="current",
        own=lambda: pgettext("typed", "current"),
        help=N_("Look at the current step again"),
    ),
    Verb(
        name="list",
        letter="g",
        word="list",
        own=lambda: pgettext("typed", "list"),
        help=N_("All steps of this tier; with a number: look at that step"),
    ),
    Verb(
        name="where",
        letter="",
        word="where",
        own=lambda: pgettext("typed", "where"),
        help=N_("Which incident, tier and phase, and who leads"),
    ),
    Verb(
        name="clocks",
        letter="",
        word="clocks",
        own=lambda: pgettext("typed", "clocks"),
        help=N_("Everything that is due"),
    ),
    Verb(
        name="people", letter="", word="people", own=lambda: pgettext("typed", "people"), help=N_("Who has which role")
    ),
    Verb(
        name="messages",
        letter="N",
        word="messages",
        own=lambda: pgettext("typed", "messages"),
        help=N_("What became of every message; sends one again"),
    ),
    Verb(
        name="timeline",
        letter="t",
        word="timeline",
        own=lambda: pgettext("typed", "timeline"),
        help=N_("What happened last; a number says how many entries"),
    ),
    Verb(
        name="law",
        letter="L",
        word="law",
        own=lambda: pgettext("typed", "law"),
        help=N_("What the law asks for, and the commands that answer it"),
    ),
    Verb(
        name="resources",
        letter="R",
        word="resources",
        own=lambda: pgettext("typed", "resources"),
        help=N_("What is asked for, what comes, who works, what is free"),
    ),
    *RESOURCE_VERBS,
    *CASE_VERBS,
    *EVIDENCE_VERBS,
    *LAW_VERBS,
    Verb(
        name="language",
        letter="c",
        word="language",
        own=lambda: pgettext("typed", "language"),
        help=N_("English or Chinese, at once"),
    ),
    Verb(
        name="close",
        letter="C",
        word="close",
        own=lambda: pgettext("typed", "close"),
        help=N_("Close the incident, when nothing is open"),
    ),
    Verb(name="help", letter="?", word="help", own=lambda: pgettext("typed", "help"), help=N_("What can be typed")),
    Verb(
        name="leave",
        letter="q",
        word="quit",
        own=lambda: pgettext("typed", "quit"),
        help=N_("Leave; the place is kept"),
    ),
)
