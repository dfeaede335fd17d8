"""What can be asked for about customers' cases: heard, and each act by a word, with the numbers of the cases behind it.

Apart from the other words, because on the full screen these have a board of their own.
"""

from __future__ import annotations

from typing import Final

from incident.cli.walk.entry import Verb
from incident.i18n import N_, pgettext

__all__ = ["CASE_VERBS"]

CASE_VERBS: Final = (
    Verb(
        name="cases",
        letter="K",
        word="cases",
        own=lambda: pgettext("typed", "cases"),
        help=N_("Which customers wait, what is overdue first; with words: those that hold them"),
    ),
    Verb(
        name="case-accept",
        letter="",
        word="accept",
        own=lambda: pgettext("typed", "accept"),
        help=N_("Own cases from now on: accept C-0004"),
    ),
    Verb(
        name="case-hand-on",
        letter="",
        word="pass",
        own=lambda: pgettext("typed", "pass"),
        help=N_("Hand cases on to somebody"),
    ),
    Verb(
        name="case-answer",
        letter="",
        word="reply",
        own=lambda: pgettext("typed", "reply"),
        help=N_("Customers had their first answer"),
    ),
    Verb(
        name="case-told",
        letter="",
        word="told",
        own=lambda: pgettext("typed", "told"),
        help=N_("Customers were told what came of it"),
    ),
    Verb(
        name="case-done",
        letter="",
        word="finish",
        own=lambda: pgettext("typed", "finish"),
        help=N_("What customers asked for is done, or decided"),
    ),
    Verb(
        name="case-pause",
        letter="",
        word="wait",
        own=lambda: pgettext("typed", "wait"),
        help=N_("Customers have to act first: their time stands still; again: goes on"),
    ),
    Verb(
        name="case-more-time",
        letter="",
        word="longer",
        own=lambda: pgettext("typed", "longer"),
        help=N_("A later end of a case, with a reason, an approver and word to the customer"),
    ),
    Verb(
        name="case-call",
        letter="",
        word="callback",
        own=lambda: pgettext("typed", "callback"),
        help=N_("Hear a customer's name and number, which is logged: callback C-0004"),
    ),
    Verb(
        name="case-priority",
        letter="",
        word="priority",
        own=lambda: pgettext("typed", "priority"),
        help=N_("Say to which group customers belong"),
    ),
    Verb(
        name="case-erase",
        letter="",
        word="forget",
        own=lambda: pgettext("typed", "forget"),
        help=N_("Ask that a customer's words go, or answer whoever asked"),
    ),
    Verb(
        name="case-content",
        letter="",
        word="content",
        own=lambda: pgettext("typed", "content"),
        help=N_("Enter whether a customer is content"),
    ),
    Verb(
        name="case-add",
        letter="",
        word="newcase",
        own=lambda: pgettext("typed", "newcase"),
        help=N_("Take in a case, with its five elements"),
    ),
)
