"""What can be typed about resources, beside the word that lists them.

Apart, as the words of cases, evidence and the law are.
"""

from __future__ import annotations

from typing import Final

from incident.cli.walk.entry import Verb
from incident.i18n import N_, pgettext

__all__ = ["RESOURCE_VERBS"]

RESOURCE_VERBS: Final = (
    Verb(
        name="resource-need",
        letter="",
        word="need",
        own=lambda: pgettext("typed", "need"),
        help=N_("Ask for a thing or a person"),
    ),
    Verb(
        name="resource-next",
        letter="",
        word="resource",
        own=lambda: pgettext("typed", "resource"),
        help=N_("Say what becomes of one: resource R1"),
    ),
    Verb(
        name="resource-team",
        letter="",
        word="team",
        own=lambda: pgettext("typed", "team"),
        help=N_("Form a team under a lead, or dissolve it"),
    ),
    Verb(
        name="resource-period",
        letter="",
        word="period",
        own=lambda: pgettext("typed", "period"),
        help=N_("Begin the next operational period"),
    ),
)
