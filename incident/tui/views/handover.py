"""The rows of the hand-over screen: the sections of the briefing, who hands over to whom, and which keys make sense."""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.briefing import Briefing
from incident.domain.duties.carrying import still_offered
from incident.domain.duties.handover import COMMAND
from incident.domain.refusals import Refusal
from incident.i18n import _
from incident.tui.views.lines import Line, line, rule, width_of, wrap
from incident.tui.views.sheet_title import sheet_title
from incident.walk.flows.handover import command_refused, offered_to, own_offer
from incident.walk.half_typed import left_behind_words
from incident.walk.moment import Walk
from incident.wording.briefing import briefing_sections
from incident.wording.handover import given_words
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.times import clock_time

__all__ = ["briefing_rows", "handover_head", "handover_keys"]

GAP = "   "
"""What stands between two hints."""
MARGIN = 3
WORRY_ROWS = 2
MOST_ROWS = 6
"""Rows of one line of the briefing; a worry of a whole page is read in the timeline."""


def briefing_rows(briefing: Briefing, speech: Speech, width: int) -> Sequence[Line]:
    """Title and lines of every section, wrapped to the window."""
    rows: list[Line] = []
    for number, section in enumerate(briefing_sections(briefing, speech), start=1):
        rows.append(line(" ", (f"{number} {section.title}", ".bright")))
        for words in section.lines:
            rows += [line(" " * MARGIN, each) for each in wrap(words, width - MARGIN - 1, MOST_ROWS)]
    return rows


def handover_head(walk: Walk, width: int) -> Sequence[Line]:
    """Which incident, and what is on its way to whom."""
    incident, speech = walk.incident, walk.speech
    clock = clock_time(walk.now, speech.zone, seconds=True)
    return [
        *sheet_title(_("HAND-OVER"), incident, width, time=clock),
        *_worry(walk, width),
        *_left_behind(walk, width),
        rule(width, _underway(walk)),
    ]


def _worry(walk: Walk, width: int) -> Sequence[Line]:
    """What worries whoever hands over, in sight however far one scrolls."""
    handover = offered_to(walk) or own_offer(walk)
    if handover is None:
        return []
    label, room = _("WORRIES MOST"), width - width_of(_("WORRIES MOST")) - 4
    first, *others = wrap(said(handover.worry), room, WORRY_ROWS)
    rows = [line(" ", (label, ".wrong"), "  ", (first, ".bright"))]
    return [*rows, *(line(" " * (width - room - 1), (each, ".bright")) for each in others)]


def _left_behind(walk: Walk, width: int) -> Sequence[Line]:
    """What whoever has handed over has half typed, and nobody took."""
    words = left_behind_words(walk) if walk.is_relieved else ""
    return [line(" ", (each, ".bright")) for each in wrap(words, width - 2, WORRY_ROWS)] if words else []


def _underway(walk: Walk) -> str:
    """The hand-over that concerns this person, in a few words."""
    speech, handover = walk.speech, offered_to(walk) or own_offer(walk)
    if handover is None:
        return _("written from the record; you add only what it cannot know")
    left = [each.key for each in still_offered(walk.incident, handover, walk.now)]
    if handover.giver == walk.person and (given := given_words(handover, left, speech)):
        return given
    return _("{giver} -> {person}").format(giver=speech.person(handover.giver), person=speech.person(handover.to))


def handover_keys(walk: Walk) -> str:
    """What can be done now, the likeliest first; nobody is offered what they have."""
    offered, own = offered_to(walk), own_offer(walk)
    words = _("o hand over to a person   T take command   j k scroll   Esc back")
    if offered is not None and offered.read_back is None:
        words = _("r read back   w decline   T take command   j k scroll   Esc later")
    elif offered is not None:
        words = _("a accept   T take command   w decline   j k scroll   Esc later")
    elif own is not None:
        words = _("w call off   T take command   j k scroll   Esc back")
    left = still_offered(walk.incident, offered, walk.now) if offered is not None else ()
    refused = command_refused(walk)
    vain = ["T"] if refused is not None and refused.code is not Refusal.COMMAND_NOT_OFFERED else []
    vain += ["a"] if left and all(each.key == COMMAND for each in left) else []
    return GAP.join(hint for hint in words.split(GAP) if hint.split(" ")[0] not in vain)
