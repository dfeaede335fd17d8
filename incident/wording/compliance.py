"""What a year of exercises came to, in words.

Apart from the words of the plan, which speak of each entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from incident.domain.exercises.shifts import DayShift
from incident.domain.grading.tiers import Tier
from incident.i18n import N_, _, ngettext
from incident.wording.outlines import family_word
from incident.wording.played import lengths_words
from incident.wording.results import tally_words
from incident.wording.safe import clean_line
from incident.wording.tiers import tier_phrase

if TYPE_CHECKING:
    from incident.domain.exercises.compliance import Counts, Covered
    from incident.domain.exercises.holding import Held
    from incident.domain.exercises.tally import Tally
    from incident.wording.speech import Speech

__all__ = ["covered_words", "exercise_words", "planned_lines"]

_WHAT: Final[Mapping[str, str]] = {
    "families": N_("families with a special exercise"),
    "scenarios": N_("scenarios of the plan"),
    "tiers": N_("tiers played at"),
    "shifts": N_("shifts (day 08:00 to 20:00, night, day off)"),
    "roles": N_("roles that somebody had"),
    "people": N_("people who played"),
    "steps": N_("steps of {runbook}"),
}
_SHIFTS: Final[Mapping[str, str]] = {
    DayShift.DAY: N_("by day"),
    DayShift.NIGHT: N_("at night"),
    DayShift.DAY_OFF: N_("on a day off"),
}
_FEW: Final = 12
"""So many of what is missing are named; the JSON has all."""


def planned_lines(counts: Counts) -> Iterator[str]:
    """How many were planned, and what became of them."""
    said = _("Planned: {count}, of them full: {full}, special: {special}; moved: {moved}")
    yield said.format(count=counts.planned, full=counts.full, special=counts.special, moved=counts.moved)
    said = _("Held: {held}, of them late: {late}; due now: {due}; OVERDUE: {overdue}; ahead: {ahead}")
    yield said.format(
        held=counts.held, late=counts.held_late, due=counts.due, overdue=counts.overdue, ahead=counts.ahead
    )


def covered_words(each: Covered, speech: Speech) -> str:
    """How much was reached, in per cent too, and what was not."""
    share = f"{100 * each.done // each.of}%" if each.of else "-"
    what = _(_WHAT[each.what]).format(runbook=each.runbook)
    words = _("{what}: {done} of {count} ({share})").format(what=what, done=each.done, count=each.of, share=share)
    if not each.missing:
        return words
    names = [_name(each.what, one, speech) for one in each.missing[:_FEW]]
    left = len(each.missing) - len(names)
    if left:
        names.append(_("{count} more").format(count=left))
    return _("{words}; not: {names}").format(words=words, names=_(", ").join(names))


def _name(what: str, one: str, speech: Speech) -> str:
    if what == "people":
        return speech.person(one)
    if what == "tiers":
        return tier_phrase(Tier(int(one)))
    if what == "shifts":
        return _(_SHIFTS[one])
    return family_word(one) if what == "families" else clean_line(one)


def exercise_words(held: Held, key: str, tally: Tally | None, speech: Speech) -> str:
    """One exercise that was held: what it counted for, who played, how it was rated."""
    persons = _(", ").join(speech.person(person) for person in held.players)
    counted = _("for {key}").format(key=key) if key else _("besides the plan")
    said = _("{exercise}, {at}, {scenario}, {counted}; played: {persons}")
    words = said.format(
        exercise=held.exercise, at=speech.moment(held.at), scenario=held.scenario, counted=counted, persons=persons
    )
    lengths = lengths_words(held.played, held.length, held.fastest)
    said = ngettext("{words}; {lengths}, {count} step", "{words}; {lengths}, {count} steps", len(held.done))
    words = said.format(words=words, lengths=lengths, count=len(held.done))
    if tally is None:
        return _("{words}; only those who led it see the ratings").format(words=words)
    return _("{words}; objectives: {ratings}").format(words=words, ratings=tally_words(tally))
