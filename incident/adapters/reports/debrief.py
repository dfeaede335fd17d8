"""What people said when all was over: the hot wash, how they rate themselves, and what they conclude.

Apart from the improvement plan: this is what was said, that is what follows from it. People rate it
themselves beside whoever watched, because both are asked for (AQ/T 9009).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from incident.adapters.reports.anonymous import leads_of
from incident.adapters.reports.document import Block, asking, bullets, paragraph, table
from incident.application.review import Review
from incident.domain.events.improving import Remark
from incident.domain.improving.plan import SaidAfter, SelfRating
from incident.i18n import N_, _
from incident.wording.debrief import remark_word
from incident.wording.quoting import said
from incident.wording.speech import Speech

__all__ = ["conclusion", "hot_wash", "self_evaluation"]

_ASKED: Final = (
    N_("What should have happened, and what did?"),
    N_("One thing to keep, and one to change?"),
    N_("Was anything unsafe?"),
    N_("What did you need to know, and did not?"),
    N_("Was anything unreal enough to change what you did?"),
)
_CONCLUDED: Final = (
    N_("Does the plan hold?"),
    N_("Were the resources enough?"),
    N_("Were the people fit for it?"),
    N_("When is it exercised again?"),
)


def hot_wash(review: Review, speech: Speech) -> Iterator[Block]:
    """What was said; where nothing was, what to ask everybody now."""
    rows = [each for each in review.said if each.kind is not Remark.CONCLUSION]
    if not rows:
        yield paragraph(_("Nothing was written down yet. Ask everybody, two minutes each:"))
        yield asking(map(_, _ASKED))
        return
    order = list(Remark)
    rows.sort(key=lambda row: order.index(row.kind))
    yield table((_("About"), _("What"), _("By")), (_row(each, speech) for each in rows))


def _row(row: SaidAfter, speech: Speech) -> tuple[str, str, str]:
    return remark_word(row.kind), said(row.text), speech.person(row.by)


def self_evaluation(review: Review, speech: Speech) -> Iterator[Block]:
    """How players rate it themselves, each beside the rating of whoever watched; who led it is no player."""
    leads = leads_of(review)
    yield table(
        (_("What"), _("Rating of oneself"), _("By"), _("Why"), _("Rating of the evaluator")),
        (_self_rating(each, review, speech) for each in review.rated if each.by not in leads),
    )


def _self_rating(row: SelfRating, review: Review, speech: Speech) -> tuple[str, ...]:
    return (
        speech.step(row.step) if row.step else _("the whole"),
        row.rating.value,
        speech.person(row.by),
        said(row.because) if row.because else "-",
        _(", ").join(_watched(row, review)) or "-",
    )


def _watched(row: SelfRating, review: Review) -> Iterator[str]:
    """Of the tasks that try out the step, what a person gave; of the whole, each objective."""
    if review.exercise is None:
        return
    results = review.exercise
    found = (each for each in results.tasks if row.step in each.steps) if row.step else results.objectives
    yield from (each.given.rating.value for each in found if each.given is not None)


def conclusion(review: Review, speech: Speech) -> Iterator[Block]:
    """What people conclude; where nobody has, what to conclude on."""
    rows = [each for each in review.said if each.kind is Remark.CONCLUSION]
    if rows:
        words = _("{text} ({person})")
        yield bullets(words.format(text=said(each.text), person=speech.person(each.by)) for each in rows)
    else:
        yield asking(map(_, _CONCLUDED))
