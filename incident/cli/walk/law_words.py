"""The words of the line mode that state something of the law; few incidents need one.

Apart from the dictionary, which has them among all others.
"""

from __future__ import annotations

from typing import Final

from incident.cli.walk.entry import Verb
from incident.i18n import N_, pgettext

__all__ = ["LAW_VERBS"]

LAW_VERBS: Final = (
    Verb(
        name="law-moment",
        letter="M",
        word="moment",
        own=lambda: pgettext("typed", "moment"),
        help=N_("State when something happened that the law counts from"),
    ),
    Verb(
        name="law-filed",
        letter="",
        word="filed",
        own=lambda: pgettext("typed", "filed"),
        help=N_("Enter a report that was made, with its proof"),
    ),
    Verb(
        name="law-class",
        letter="",
        word="class",
        own=lambda: pgettext("typed", "class"),
        help=N_("State which class of a regime it is"),
    ),
    Verb(
        name="law-extend",
        letter="",
        word="extend",
        own=lambda: pgettext("typed", "extend"),
        help=N_("Take the time that the law allows"),
    ),
    Verb(
        name="law-off",
        letter="",
        word="law-off",
        own=lambda: pgettext("typed", "law-off"),
        help=N_("Rule out what does not bind"),
    ),
    Verb(
        name="law-on",
        letter="",
        word="law-on",
        own=lambda: pgettext("typed", "law-on"),
        help=N_("Let a rule count that is no law"),
    ),
)
"""In the order in which help names them."""
