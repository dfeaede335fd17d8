"""What stood before play began, and what the words of a report mean.

Apart from the exercise itself: what was prepared is read from the log, and what that does not say is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

from incident.adapters.reports.document import Block, asking, heading, paragraph, table
from incident.application.review import Review
from incident.domain import events as e
from incident.domain.events import Recorded
from incident.i18n import N_, _, current
from incident.wording.programme import notice_row, programmed_rows
from incident.wording.quoting import said
from incident.wording.speech import Speech

__all__ = ["glossary", "preparation", "programmed_of", "sides_rows"]

_OF_THE_PLAN: Final = (
    N_("Which rule or plan asked for this exercise?"),
    N_("Who was told of it beforehand, and who was not to know?"),
)
"""Asked where it answers no entry of the year's plan."""
_CHECKED: Final = N_("Was everything that play needed checked, and put back in order after it?")
_TERMS: Final = (
    (N_("tier"), N_("How grave it is: 1 is the gravest.")),
    (N_("step"), N_("One thing to do of the runbook, with what is to be seen when it is done.")),
    (N_("inject"), N_("Something that happens to the players of an exercise.")),
    (N_("critical task"), N_("What is rated, against a standard that was set before play.")),
    (N_("P, S, M, U"), N_("Performed without, with some, with major challenges; unable to be performed.")),
    (N_("deviation"), N_("Where the work left the runbook; only people judge whether that was right.")),
    (N_("not as expected"), N_("A step was done, and what should have been seen was not.")),
    (N_("override"), N_("Somebody let a step count without having seen it, and said why.")),
    (N_("verified"), N_("A later exercise or incident showed that an action holds; done is what somebody says.")),
    (N_("head of the log"), N_("A digest over every entry: whoever has it can tell whether one was changed.")),
)
_T = TypeVar("_T")


def preparation(review: Review, speech: Speech) -> Iterator[Block]:
    """When it was made ready and begun, by whom, in which roles, beside which open incidents; then what is asked."""
    prepared, started = _first(review.log, e.ExercisePrepared), _first(review.log, e.ExerciseStarted)
    if prepared is None or not isinstance(prepared.event, e.ExercisePrepared):
        return
    plan = prepared.event
    beside = _(", ").join(plan.despite) or _("none of tier 1 or 2")
    rows = [
        *_programmed(plan),
        (_("Made ready"), speech.moment(prepared.occurred_at)),
        (_("Begun"), speech.moment(started.occurred_at) if started else _("not yet")),
        *sides_rows(plan.controllers, plan.evaluators, speech),
        (_("Rehearsal for oneself"), _("yes") if plan.is_solo else _("no")),
        (_("Real incidents that were open when it began"), beside),
        (_("Digest of the scenario"), plan.plan),
    ]
    yield table((_("Item"), _("Content")), rows)
    words = plan.briefing.get(current()) or next(iter(plan.briefing.values()), None)
    if words is not None:
        yield heading(_("What the players were told at the start"))
        yield paragraph(said(words))
    yield heading(_("What the log does not say"))
    yield asking(map(_, (*(() if plan.programmed else _OF_THE_PLAN), _CHECKED)))


def sides_rows(controllers: Sequence[str], evaluators: Sequence[str], speech: Speech) -> Iterator[tuple[str, str]]:
    """Who steered it; and who observed and rated alone, where somebody did."""
    leaders = [person for person in controllers if person not in evaluators]
    yield _("Led by"), _(", ").join(map(speech.person, leaders))
    if evaluators:
        yield _("Evaluated by"), _(", ").join(map(speech.person, evaluators))


def _programmed(plan: e.ExercisePrepared) -> Iterator[tuple[str, str]]:
    if plan.programmed is not None:
        yield from programmed_rows(plan.programmed)
        yield notice_row(plan.programmed)


def programmed_of(review: Review) -> e.exercising.Programmed | None:
    """The entry of the year's plan that it answers."""
    prepared = _first(review.log, e.ExercisePrepared)
    return prepared.event.programmed if prepared and isinstance(prepared.event, e.ExercisePrepared) else None


def _first(log: Sequence[Recorded], kind: type[_T]) -> Recorded | None:
    return next((each for each in log if isinstance(each.event, kind)), None)


def glossary() -> Iterator[Block]:
    """The words that a reader from elsewhere may not know."""
    yield table((_("Word"), _("Meaning")), ((_(word), _(meaning)) for word, meaning in _TERMS))
