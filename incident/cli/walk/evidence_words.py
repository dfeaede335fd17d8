"""What can be asked for about evidence, beside the letters of the walk: keep a file, hand a piece over, take it.

Apart from the other words, because on the full screen these have a sheet of their own.
"""

from __future__ import annotations

from typing import Final

from incident.cli.walk.entry import Verb
from incident.i18n import N_, pgettext

__all__ = ["EVIDENCE_VERBS"]

EVIDENCE_VERBS: Final = (
    Verb(
        name="evidence",
        letter="E",
        word="evidence",
        own=lambda: pgettext("typed", "evidence"),
        help=N_("What is kept as proof and who holds it; keep a file, hand one over"),
    ),
    Verb(
        name="evidence-keep",
        letter="",
        word="keep",
        own=lambda: pgettext("typed", "keep"),
        help=N_("Keep a file as evidence"),
    ),
    Verb(
        name="evidence-give",
        letter="",
        word="give",
        own=lambda: pgettext("typed", "give"),
        help=N_("Hand over a piece that you hold"),
    ),
    Verb(
        name="evidence-take",
        letter="",
        word="got",
        own=lambda: pgettext("typed", "got"),
        help=N_("Say that you have what is offered"),
    ),
    Verb(
        name="evidence-decline",
        letter="",
        word="decline",
        own=lambda: pgettext("typed", "decline"),
        help=N_("Do not take it, or call off what you offered."),
    ),
    Verb(
        name="evidence-erase",
        letter="",
        word="erase",
        own=lambda: pgettext("typed", "erase"),
        help=N_("Ask that a piece is erased, or answer somebody who asked"),
    ),
)
