"""The after-action report as Markdown: its chapters in their order (reference/DRILLS.md 3).

It words a review and computes nothing. An exercise's report opens and closes
with the exercise mark, like everything that an exercise produces.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports import cases, chapters, conduct, exercise, improving, legal
from incident.adapters.reports.anonymous import without_names
from incident.adapters.reports.escaping import md
from incident.adapters.reports.layout import heading, page
from incident.application.review import Review
from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import MARK
from incident.domain.exercises.scenario import ScenarioBundle
from incident.i18n import _
from incident.wording.quoting import said
from incident.wording.speech import Speech

__all__ = ["render_markdown"]


def render_markdown(
    review: Review, speech: Speech, *, names: bool = True, scenario: ScenarioBundle | None = None
) -> str:
    """The report in the language in use.

    Args:
        review: what the log says.
        speech: the runbook's words, the zone and the people's names.
        names: False calls people by their roles.
        scenario: the words of the exercise that was played; None for what is real, and for whoever did not lead it.
    """
    spoken = speech if names else without_names(review, speech)
    return page(_blocks(review, spoken, scenario))


def _blocks(review: Review, speech: Speech, scenario: ScenarioBundle | None) -> Iterator[str]:
    is_exercise = review.identification.mode is IncidentMode.EXERCISE
    mark = f"**{MARK}**" if is_exercise else ""
    title = _("After-action report: {title}").format(title=said(review.identification.title))
    yield mark
    yield heading(1, md(title))
    yield chapters.cover(review, speech)
    parts = (
        (_("Summary"), chapters.summary(review, speech)),
        *(exercise.parts(review.exercise, scenario, speech) if review.exercise and scenario else ()),
        (_("Incident record"), chapters.record(review, speech)),
        (_("Timeline"), chapters.timeline(review, speech)),
        (_("Measures"), chapters.measures(review, speech)),
        *([(_("Legal reports"), legal.reports(review, speech))] if review.legal else []),
        *([(_("Customers' cases"), cases.customers(review.cases))] if review.cases else []),
        (_("Decisions"), conduct.decisions(review, speech)),
        (_("Runbook conformity"), conduct.conformity(review, speech)),
        (_("Notifications"), conduct.notifications(review, speech)),
        (_("What to ask"), conduct.questions(review, speech)),
        (_("Improvement plan"), improving.plan(review, speech)),
    )
    for number, (words, blocks) in enumerate(parts, start=1):
        yield heading(2, f"{number}. {words}")
        yield from blocks
    yield heading(2, _("Appendix: the log"))
    yield from conduct.appendix(review, speech)
    yield mark
