"""The after-action report: its chapters in their order (reference/DRILLS.md 3).

One template for exercises and for what is real. It words a review and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports import cases, chapters, conduct, debrief, exercise, improving, legal, resources
from incident.adapters.reports.anonymous import without_names
from incident.adapters.reports.document import Document, Part, part
from incident.application.review import Review
from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import MARK
from incident.domain.exercises.scenario import ScenarioBundle
from incident.i18n import _
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.tiers import tier_word

__all__ = ["after_action_report"]


def after_action_report(
    review: Review, speech: Speech, *, names: bool = True, scenario: ScenarioBundle | None = None
) -> Document:
    """The report in the language in use, without a form.

    Args:
        review: what the log says.
        speech: the runbook's words, the zone and the people's names.
        names: False calls people by their roles.
        scenario: the words of the exercise that was played; None for what is real, and for whoever did not lead it.
    """
    spoken = speech if names else without_names(review, speech)
    who = review.identification
    is_exercise = who.mode is IncidentMode.EXERCISE
    return Document(
        title=_("After-action report: {title}").format(title=said(who.title)),
        standing=MARK if is_exercise else tier_word(who.tiers[-1].tier),
        is_exercise=is_exercise,
        foot=_("{incident}, entry {seq}, {digest}").format(
            incident=who.incident_id, seq=who.entries, digest=who.head or "-"
        ),
        front=(chapters.cover(review, spoken),),
        parts=tuple(_parts(review, spoken, scenario)),
        back=(part(_("Appendix: the log"), conduct.appendix(review, spoken)),),
    )


def _parts(review: Review, speech: Speech, scenario: ScenarioBundle | None) -> Iterator[Part]:
    yield part(_("Summary"), chapters.summary(review, speech))
    if review.exercise and scenario:
        yield from exercise.parts(review.exercise, scenario, speech)
    yield part(_("Incident record"), chapters.record(review, speech))
    yield part(_("Timeline"), chapters.timeline(review, speech))
    yield part(_("Measures"), chapters.measures(review, speech))
    if review.legal:
        yield part(_("Legal reports"), legal.reports(review, speech))
    if review.cases:
        yield part(_("Customers' cases"), cases.customers(review.cases))
    yield part(_("Decisions"), conduct.decisions(review, speech))
    yield part(_("Runbook conformity"), conduct.conformity(review, speech))
    yield part(_("Notifications"), conduct.notifications(review, speech))
    if review.resources:
        yield part(_("Resources"), resources.resources(review, speech))
    yield part(_("What to ask"), conduct.questions(review, speech))
    yield part(_("Hot wash"), debrief.hot_wash(review, speech))
    yield part(_("Self-evaluation"), debrief.self_evaluation(review, speech))
    yield part(_("Improvement plan"), improving.plan(review, speech))
    yield part(_("Conclusion"), debrief.conclusion(review, speech))
