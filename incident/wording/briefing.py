"""The briefing in words: its sections in their order, each a title and lines, for a screen and for paper alike.

The order is that of an incident briefing (ICS 201): situation, objectives, actions with their times, what runs, the
organisation; then who was told, what can go wrong, and what the person who goes worries about most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incident.application.briefing import Briefing, Offer
from incident.domain.duties.carrying import Carried
from incident.domain.frozen import Frozen
from incident.domain.incident import COMMANDER, Incident, Progress, StepState
from incident.domain.timing.playing_time import back_at
from incident.domain.walking.checklist import Item
from incident.i18n import _, ngettext
from incident.wording.beginning import now_list
from incident.wording.briefing_open import people_lines, running_lines, told_lines
from incident.wording.facts import answered, entry_words, value_words
from incident.wording.graded import tier_reason
from incident.wording.handover import carried_words, command_phrase
from incident.wording.milestones import milestone_word
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line
from incident.wording.sentences import unstopped
from incident.wording.speech import Speech
from incident.wording.tiers import tier_phrase
from incident.wording.times import duration
from incident.wording.titles import title_of

__all__ = ["Section", "briefing_sections", "briefing_title"]


class Section(Frozen):
    """One part of the briefing."""

    title: str
    lines: Sequence[str]


def briefing_title(briefing: Briefing) -> str:
    """What it is about."""
    incident = briefing.incident
    return _("Hand-over: {incident} {title}").format(incident=incident.id, title=said(title_of(incident)))


def briefing_sections(briefing: Briefing, speech: Speech) -> tuple[Section, ...]:
    """All sections; one without lines says that there is nothing."""
    parts = (
        (_("SITUATION"), _situation(briefing, speech)),
        (_("OBJECTIVES"), _objectives(briefing, speech)),
        (_("DONE, NOT DONE"), _actions(briefing, speech)),
        (_("RUNNING NOW"), running_lines(briefing, speech)),
        (_("PEOPLE AND RESOURCES"), people_lines(briefing, speech)),
        (_("TOLD, NOT TOLD"), told_lines(briefing, speech)),
        (_("STILL TRUE"), _still_true(briefing, speech)),
        (_("WHAT WORRIES MOST"), _worries(briefing, speech)),
        (_("HAND-OVER"), _standing(briefing, speech)),
    )
    return tuple(Section(title=title, lines=tuple(lines) or (_("nothing"),)) for title, lines in parts)


def _situation(briefing: Briefing, speech: Speech) -> Iterator[str]:
    incident, now = briefing.incident, briefing.now
    yield with_reason(tier_phrase(incident.tier), tier_reason(briefing.tier_because, speech))
    yield _("Declared {time} by {person}, {length} ago").format(
        time=speech.when(incident.declared_at, now),
        person=speech.person(incident.declared_by),
        length=duration(incident.elapsed(now)),
    )
    for milestone, at in incident.milestones.items():
        yield _("{milestone}: {at}").format(milestone=milestone_word(milestone), at=speech.when(at, now))
    for fact, entry in incident.facts.items():
        words = answered(fact, entry_words(fact, entry, speech), speech)
        yield _("{fact} ({time}, {person})").format(
            fact=words, time=speech.when(entry.at, now), person=speech.person(entry.by)
        )


def _objectives(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """What is to be reached, by the phases of the runbook; what was decided on the way."""
    for view in briefing.checklist.phases:
        if view.is_there and view.total:
            counted = ngettext(
                "{phase}: {done} of {total} step done", "{phase}: {done} of {total} steps done", view.total
            )
            words = counted.format(phase=speech.phase(view.phase.id), done=view.done, total=view.total)
            yield f"{'[x]' if view.is_complete else '[ ]'} {words}"
    for entry in briefing.decisions:
        yield _("decided {time}, {person}: {words}").format(
            time=speech.when(entry.occurred_at, briefing.now),
            person=speech.person(entry.person),
            words=said(getattr(entry.event, "text", "")),
        )


def _actions(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """NOW lines; what was done and when; what was begun, put off, asked or went wrong; how much is to come."""
    yield from _now_lines(briefing, speech)
    count = sum(item.is_complete for item in briefing.checklist.applicable)
    yield ngettext("{count} step done", "{count} steps done", count).format(count=count)
    for item in briefing.done:
        if item.progress is not None:
            yield _row(item, item.progress, briefing, speech)
    for item in briefing.not_done:
        if item.progress is not None:
            yield _with_wait(_row(item, item.progress, briefing, speech), item.progress, briefing, speech)
    left = briefing.to_come
    if left:
        first = _("{number} {title}").format(number=left[0].number, title=speech.step(left[0].step.id))
        words = ngettext("{count} step to come, first {step}", "{count} steps to come, first {step}", len(left))
        yield words.format(count=len(left), step=first)


def _now_lines(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """The lines before every step that are not done: those that nobody has answered, those that somebody declined."""
    for each in now_list(briefing.incident, speech):
        words = each.said(speech, briefing.now)
        if each.line in briefing.incident.now_unanswered:
            words = _("{words} - nobody has answered").format(words=words)
        if not each.is_done:
            yield _("NOW: {words}").format(words=words)


def _row(item: Item, progress: Progress, briefing: Briefing, speech: Speech) -> str:
    words = _("{glyph} {number} {title}: {time} {person}").format(
        glyph=item.glyph,
        number=item.number or "-",
        title=unstopped(speech.step(item.step.id)),
        time=speech.when(progress.at, briefing.now),
        person=speech.person(progress.by),
    )
    if progress.option is not None:
        words = _("{words}, {value}").format(words=words, value=speech.option(item.step.id, progress.option))
    if progress.words is not None:
        words = with_reason(words, value_words(item.step.id, said(progress.words), speech))
    if progress.kept_by is not None:
        return _("{words}; taken over by {person}").format(words=words, person=speech.person(progress.kept_by))
    return words


def _with_wait(words: str, progress: Progress, briefing: Briefing, speech: Speech) -> str:
    """The row, and what the step waits for."""
    if progress.state is StepState.TO_DO:
        return _("{words}; under way").format(words=words)
    if progress.answer is not None:  # it waits for nobody but whoever goes on with it
        answered = _("answered {time} by {person}: {words}").format(
            time=speech.when(progress.answer.at, briefing.now),
            person=speech.person(progress.answer.by),
            words=said(progress.answer.text),
        )
        return _("{words}; {answered}").format(words=words, answered=answered)
    if progress.until_person is not None:
        words = _("{words}; waits for {person}").format(words=words, person=speech.person(progress.until_person))
    until = back_at(briefing.incident, progress, briefing.now)
    if until is not None:
        return _("{words}; until {time}").format(words=words, time=speech.when(until, briefing.now))
    if progress.until_step is not None:
        return _("{words}; until step '{step}'").format(words=words, step=speech.step(progress.until_step))
    return words


def _still_true(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """What must not be undone by whoever comes fresh to it."""
    for item in briefing.checklist.items:
        words = speech.text(f"step.{item.step.id}.still_true")
        if words and item.was_done and item.progress is not None:
            yield _("since step {number}: {words}").format(number=item.number or "-", words=words)


def _worries(briefing: Briefing, speech: Speech) -> Iterator[str]:
    for handover in briefing.worries:
        yield _("{person}: {words}").format(person=speech.person(handover.giver), words=said(handover.worry))
        if handover.half_decided is not None:
            yield _("half decided: {words}").format(words=said(handover.half_decided))


def _standing(briefing: Briefing, speech: Speech) -> Iterator[str]:
    """Which hand-overs are under way; else what the reader would hand over."""
    for offer in briefing.offers:
        yield from offer_lines(offer, briefing, speech)
    if not briefing.offers and briefing.carried:
        yield _("{person} carries:").format(person=speech.person(briefing.person))
        yield from (f"- {_carried(each, briefing, speech)}" for each in briefing.carried)
    yield _command(briefing.incident, speech)


def offer_lines(offer: Offer, briefing: Briefing, speech: Speech) -> Iterator[str]:
    """From whom to whom, how it was read back, and what waits to be accepted."""
    handover = offer.handover
    yield _("{handover}: {giver} to {person}, offered {time}").format(
        handover=clean_line(handover.id),
        giver=speech.person(handover.giver),
        person=speech.person(handover.to),
        time=speech.when(handover.offered_at, briefing.now),
    )
    back = handover.read_back
    if back is None:
        yield _("not read back yet")
    else:
        yield _("read back: next: {next}; can hurt: {hurt}; due: {due}").format(
            next=said(back.next_action), hurt=said(back.can_hurt), due=said(back.due_next)
        )
    yield from (f"[x] {carried_words(key, speech)}" for key in handover.carries if key in handover.accepted)
    yield from (f"[ ] {_carried(each, briefing, speech)}" for each in offer.left)


def _carried(each: Carried, briefing: Briefing, speech: Speech) -> str:
    words = carried_words(each.key, speech)
    if each.at is None:
        return words
    return _("{words} ({time})").format(words=words, time=speech.when(each.at, briefing.now))


def _command(incident: Incident, speech: Speech) -> str:
    commander = incident.person_of(COMMANDER)
    if commander is None:
        return _("Nobody has command.")
    words = _("{person} has command until somebody else takes it and types: {phrase}")
    return words.format(person=speech.person(commander), phrase=command_phrase())
