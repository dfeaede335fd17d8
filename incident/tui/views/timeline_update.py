"""What the next update to customers would say if it left now, under the timeline on a broad screen.

Apart from the dialogue that sends it, which asks who may, and shows every language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.domain.incident import CUSTOMERS
from incident.domain.messages.updating import update_templates
from incident.domain.runbooks.wordings import render
from incident.domain.timing.clocks import update_clock
from incident.i18n import _
from incident.tui.views.lines import Line, beside, line, rule, wrap
from incident.walk.flows.messages import wording_lines
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.clocks import due_words

__all__ = ["update_lines"]

MOST_ROWS: Final = 5


def update_lines(walk: Walk, width: int) -> Sequence[Line]:
    """Its text in the reader's language, filled with what is stated; nothing where none can be sent."""
    templates = update_templates(walk.incident, walk.speech.language) if walk.is_open else []
    wordings = render(walk.incident, templates[0], walk.now, CUSTOMERS) if templates else {}
    wording = wordings.get(walk.speech.language) or next(iter(wordings.values()), None)
    if wording is None:
        return ()
    title, *body = wording_lines(wording)
    rows = [(title, ".bright"), *((row, "") for row in wrap(" | ".join(filter(None, body)), width - 6, MOST_ROWS))]
    return [
        rule(width, _("WHAT THE NEXT UPDATE WOULD SAY")),
        *(line("   ", row) for row in rows),
        beside(line(""), line((_sends(walk), ".muted"), " "), width),
    ]


def _sends(walk: Walk) -> str:
    """The key that reads and sends it, and when it is due."""
    key, clock = key_of("timeline.update", "U"), update_clock(walk.incident, walk.now)
    if clock is None:
        return _("{key} reads and sends it").format(key=key)
    due = due_words(clock.id, clock.remaining(walk.now))
    return _("{key} reads and sends it   {due}").format(key=key, due=due)
