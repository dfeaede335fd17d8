"""Handing over, in words: the lines of the timeline, the things that somebody carries, the phrase that takes command.

Apart from the briefing, because a timeline and a refusal need no more than this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final, assert_never

from incident.domain import events as e
from incident.domain.duties.handover import COMMAND, CarriedKind, Handover
from incident.domain.events.handover import OfHandover
from incident.domain.incident import Incident
from incident.i18n import _, ngettext, pgettext
from incident.wording.clocks import clock_name_of
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.times import duration

__all__ = ["carried_words", "command_phrase", "given_words", "handover_needs", "handover_words", "is_phrase"]

ANSWER_WITHIN: Final = timedelta(minutes=10)
"""After so long whoever offered is told that nobody has answered; nothing moves by itself."""


def command_phrase() -> str:
    """What somebody types who takes command, in the language in use."""
    return pgettext("typed to take command", "I HAVE COMMAND")


def is_phrase(typed: str) -> bool:
    """Whether that is the phrase, however it is spaced and whether or not in capitals."""
    return "".join(typed.split()).casefold() == "".join(command_phrase().split()).casefold()


def _offered_words(handover: Handover, speech: Speech) -> str:
    """That somebody's work waits for the reader, and for which of their words."""
    person = speech.person(handover.giver)
    if handover.read_back is None:
        return _("{person} hands over to you ({handover}): read it and say it back").format(
            person=person, handover=clean_line(handover.id)
        )
    return _("{person} hands over to you ({handover}): not all of it is accepted").format(
        person=person, handover=clean_line(handover.id)
    )


def handover_needs(incident: Incident, person: str, now: datetime, speech: Speech) -> list[str]:
    """What that person has to see to: what is offered to them, and what they offered and nobody took up."""
    if not incident.handovers:
        return []
    from incident.domain.duties.carrying import offers  # here: few incidents last longer than a shift

    found = offers(incident, now)
    mine = [_offered_words(each, speech) for each in found if each.to == person]
    late = (each for each in found if each.giver == person and _is_unanswered(each, now))
    return [*mine, *(_unanswered_words(each, now, speech) for each in late)]


def _is_unanswered(handover: Handover, now: datetime) -> bool:
    return handover.read_back is None and now - handover.offered_at >= ANSWER_WITHIN


def _unanswered_words(handover: Handover, now: datetime, speech: Speech) -> str:
    words = _("{person} has not answered hand-over {handover} for {length}: call, or call it off for another")
    return words.format(
        person=speech.person(handover.to),
        handover=clean_line(handover.id),
        length=duration(now - handover.offered_at),
    )


def given_words(handover: Handover, left: Collection[str], speech: Speech) -> str:
    """To whoever offered it: how far it has gone over, and whose command is; `left`: what still waits."""
    name, taken, total = speech.person(handover.to), len(handover.carries) - len(left), len(handover.carries)
    if handover.is_withdrawn or (not taken and handover.read_back is None):
        return ""
    if not taken:
        return _("{name} has read it back. Nothing is accepted yet.").format(name=name)
    if not left:
        return _("{name} carries all of it now.").format(name=name)
    words = _("{name} carries {taken} of {total} now; what is left is still yours.")
    if COMMAND in left:
        words = _("{name} carries {taken} of {total} now. Command is still yours.")
    return words.format(name=name, taken=taken, total=total)


def carried_words(key: str, speech: Speech) -> str:
    """One thing that somebody carries, from its key: `role:commander`, `clock:update`."""
    kind, _colon, subject = key.partition(":")
    if subject.startswith("#") and kind in (CarriedKind.QUESTION, CarriedKind.ANSWER):
        words = _("question {number} asked") if kind == CarriedKind.QUESTION else _("answer owed to question {number}")
        return words.format(number=clean_line(subject[1:]))
    match kind:
        case CarriedKind.ROLE:
            return _("role {role}").format(role=speech.role(subject))
        case CarriedKind.STEP:
            return _("step '{step}'").format(step=speech.step(subject))
        case CarriedKind.QUESTION:
            return _("question asked: '{step}'").format(step=speech.step(subject))
        case CarriedKind.ANSWER:
            return _("answer owed: '{step}'").format(step=speech.step(subject))
        case CarriedKind.CLOCK:
            return _("clock: {clock}").format(clock=clock_name_of(subject, speech))
        case CarriedKind.CASES:
            return _("cases of {person} that still wait").format(person=speech.person(subject))
        case CarriedKind.DRAFT:
            return _("draft of message {message}").format(message=clean_line(subject))
        case CarriedKind.WORDS:
            return _("half-typed words: they stand with what is half decided")
        case _:
            return clean_line(key)


def handover_words(event: OfHandover, speech: Speech) -> str:
    """What the event says, without its time and its actor."""
    match event:
        case e.HandoverOffered():
            return _offered(event, speech)
        case e.HandoverReadBack():
            return _("read back hand-over {handover}: next: {next}; can hurt: {hurt}; due: {due}").format(
                handover=clean_line(event.handover),
                next=said(event.next_action),
                hurt=said(event.can_hurt),
                due=said(event.due_next),
            )
        case e.HandoverAccepted():
            return _("took over by hand-over {handover}: {items}").format(
                handover=clean_line(event.handover), items=_items(event.items, speech)
            )
        case e.HandoverWithdrawn():
            words = _("called off hand-over {handover}").format(handover=clean_line(event.handover))
            return with_reason(words, event.because)
        case e.CommandTaken():
            return with_reason(_taken(event, speech), event.because)
    assert_never(event)


def _offered(event: e.HandoverOffered, speech: Speech) -> str:
    count = len(event.carries)
    words = ngettext(
        "offered {count} thing to {person} (hand-over {handover}); worried most: {worry}",
        "offered {count} things to {person} (hand-over {handover}); worried most: {worry}",
        count,
    ).format(count=count, person=speech.person(event.to), handover=clean_line(event.handover), worry=said(event.worry))
    if event.half_decided is None:
        return words
    return _("{words}; half decided: {decision}").format(words=words, decision=said(event.half_decided))


def _taken(event: e.CommandTaken, speech: Speech) -> str:
    person = speech.person(event.person)
    if event.instead_of is None:
        return _("COMMAND: {person} has command").format(person=person)
    before = speech.person(event.instead_of)
    return _("COMMAND: {person} has command now, no longer {before}").format(person=person, before=before)


def _items(items: Iterable[str], speech: Speech) -> str:
    return _(", ").join(carried_words(item, speech) for item in items)
