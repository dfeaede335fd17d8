"""What can be asked to hear: the list of steps, the clocks, the roles, the messages, what happened, the law.

Apart from the walk, which none of it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from incident.application.ports import Delivery
from incident.cli.walk.news import entry_lines
from incident.cli.walk.reading import clock_line, due_clocks, head_lines, listed
from incident.domain.events import Recorded
from incident.domain.messages.message import Message
from incident.i18n import _, pgettext
from incident.walk.moment import Walk
from incident.wording.answering import answer_words
from incident.wording.custody import doubt_in_copy
from incident.wording.delivery import delivery_standing, reason_words, standing_of
from incident.wording.duty import duty_words
from incident.wording.safe import clean_line

__all__ = [
    "LAST",
    "briefing_lines",
    "clock_lines",
    "delivery_line",
    "evidence_lines",
    "last_entries",
    "law_lines",
    "message_line",
    "people_lines",
    "resource_lines",
    "where_lines",
    "whole",
]

LAST: Final = 10
"""Entries of the timeline, if nobody says how many."""
WIDE: Final = 1000
"""Columns of a sheet that nobody wraps."""


def where_lines(walk: Walk) -> Iterator[str]:
    """Which incident, its phases, and what is due."""
    yield from head_lines(walk)
    for number, view in enumerate(walk.checklist.phases, start=1):
        if view.is_there:
            words = _("Phase {number}, {title}: {done} of {total} steps done")
            title = walk.speech.phase(view.phase.id)
            yield words.format(number=number, title=title, done=view.done, total=view.total)


def whole(walk: Walk) -> Iterator[str]:
    """All steps of the tier."""
    return (listed(walk, item) for item in walk.checklist.items if item.number)


def clock_lines(walk: Walk) -> list[str]:
    """Everything that is due, the earliest first."""
    return [clock_line(walk, clock) for clock in due_clocks(walk)] or [_("No clock runs.")]


def people_lines(walk: Walk) -> Iterator[str]:
    """Who has which role; those of the tier that nobody holds first."""
    incident, speech = walk.incident, walk.speech
    for role in dict.fromkeys([*walk.empty_roles, *incident.runbook.roles]):
        person = incident.person_of(role)
        if person is not None:
            yield _("{role}: {person}").format(role=speech.role(role), person=speech.person(person))
            continue
        words = _("{role}: nobody, wanted now") if role in walk.empty_roles else _("{role}: nobody")
        yield words.format(role=speech.role(role))
    for each in walk.on_duty:
        yield _("{title}: {words}").format(
            title=speech.person(each.shift.person), words=duty_words([each], speech, walk.now)
        )


def delivery_line(walk: Walk, row: Delivery) -> str:
    """One message to one recipient on one way: where it stands, why, and whether they have answered."""
    message = walk.incident.messages.get(row.message)
    state = delivery_standing(row, message, walk.speech, walk.now, is_copy=walk.is_copy)
    doubt = doubt_in_copy(row.state) if walk.is_copy else ""
    why = filter(None, (state, doubt or reason_words(row.last_detail), answer_words(row, message, walk.speech)))
    return _("Message {message} to {recipient} by {target}: {state}.").format(
        message=clean_line(row.message),
        recipient=walk.speech.recipient(row.recipient),
        target=clean_line(row.target_id),
        state=pgettext("aloud", ", ").join(why),
    )


def message_line(walk: Walk, message: Message) -> str:
    """One message that has no delivery: where it stands."""
    return _("Message {message} to {recipient}: {state}.").format(
        message=clean_line(message.id),
        recipient=walk.speech.audience(message.audience),
        state=standing_of(walk.incident, message, walk.now, is_cut=walk.cut is not None),
    )


def last_entries(walk: Walk, entries: Sequence[Recorded], count: int) -> Iterator[str]:
    """The last so many entries, the oldest of them first."""
    return entry_lines(walk, entries[-count:], entries)


def briefing_lines(walk: Walk, entries: Sequence[Recorded]) -> Iterator[str]:
    """The briefing for whoever takes over, each section after its title."""
    from incident.application.briefing import assemble_briefing  # here: once a shift
    from incident.wording.briefing import briefing_sections

    own = walk.inventory
    briefing = assemble_briefing(entries, walk.deliveries, walk.incident.id, walk.person, walk.now, inventory=own)
    for section in briefing_sections(briefing, walk.speech):
        yield section.title
        yield from section.lines


def evidence_lines(walk: Walk) -> list[str]:
    """What is kept as proof, who holds it, and what must not be erased."""
    from incident.wording.evidence import evidence_sections  # here: most nights keep nothing

    sections = evidence_sections(walk.incident, walk.speech)
    return [each for title, lines in sections for each in (title, *lines)] or [_("Nothing is kept as evidence yet.")]


def resource_lines(walk: Walk) -> Iterator[str]:
    """Every resource by its state, what nobody is on, who leads too many, and who is awake longest."""
    from incident.wording.allocations import state_word  # here: most nights ask for nothing
    from incident.wording.resource_board import (
        awake_words,
        late_words,
        name_words,
        nothing_words,
        split_words,
        whereabouts,
    )

    own, speech = walk.incident.resources, walk.speech
    for each in own.allocations.values():
        said = (state_word(each.state_at(walk.now)), name_words(each, speech), whereabouts(each, speech, walk.now))
        yield _("{title}: {words}").format(title=each.id, words=pgettext("aloud", ", ").join(filter(None, said)))
    if not own.allocations:
        yield nothing_words(f"incident resource request {walk.incident.id}")
    yield from filter(None, (late_words(own, walk.now), split_words(own, _("the word 'team'"))))
    if awake := pgettext("aloud", ", ").join(awake_words(walk.incident, speech, walk.now)):
        yield _("longest at work: {people}").format(people=awake)


def law_lines(walk: Walk) -> Sequence[str]:
    """What the law asks for, with the commands that answer it."""
    if walk.incident.law.pinned is None:
        return [_("The incident is held to no rules of law.")]
    from incident.wording.statutory_sheet import statutory_lines  # here: few incidents are held to any law

    return statutory_lines(walk.incident, walk.now, walk.speech, WIDE, detail=False)
