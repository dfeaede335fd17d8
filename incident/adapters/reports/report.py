"""The after-action report: its chapters in their order (reference/DRILLS.md 3).

One template for exercises and for what is real; the evaluators' report, the organiser's and the one for outsiders take
their chapters from it (评估报告, 总结报告). It words a review and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from incident.adapters.reports import (
    cases,
    chapters,
    conduct,
    debrief,
    deciding,
    exercise,
    improving,
    legal,
    preparing,
    quality,
    resources,
)
from incident.adapters.reports.anonymous import unnamed, without_names
from incident.adapters.reports.document import Document, Part, paragraph, part
from incident.adapters.reports.redacting import for_the_cover, redacted
from incident.application.review import Review
from incident.domain.content import FreeText
from incident.domain.events import IncidentMode
from incident.domain.exercises.mark import MARK
from incident.domain.exercises.scenario import ScenarioBundle
from incident.i18n import N_, _, current
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.tiers import tier_word
from incident.wording.titles import title_of

__all__ = ["Version", "after_action_report"]


class Version(StrEnum):
    """Whom the report is for."""

    WHOLE = "whole"
    EVALUATION = "evaluation"
    """What was judged, by those who watched."""
    SUMMARY = "summary"
    """What the organiser tells: how it went, what was learned, what is proposed."""
    OUTSIDE = "outside"
    """For people outside: no names, no free words, no recipients."""


_TITLES: Final[Mapping[Version, str]] = {
    Version.WHOLE: N_("After-action report: {title}"),
    Version.EVALUATION: N_("Evaluation report: {title}"),
    Version.SUMMARY: N_("Summary report: {title}"),
    Version.OUTSIDE: N_("After-action report for outsiders: {title}"),
}
_OF_THE_EXERCISE: Final = ("frame", "objectives", "injects", "observations")
_CHAPTERS: Final[Mapping[Version, Mapping[str, str]]] = {
    Version.EVALUATION: {
        "frame": "",
        "preparation": "",
        **dict.fromkeys(_OF_THE_EXERCISE[1:], ""),
        **dict.fromkeys(("measures", "conformity", "self-evaluation", "feedback", "quality"), ""),
        "improvement": N_("Proposed improvements"),
        "conclusion": N_("Conclusion of the evaluation"),
    },
    Version.SUMMARY: {
        "summary": "",
        "frame": "",
        "record": "",
        "preparation": "",
        "timeline": N_("Course and key times"),
        "measures": "",
        "resources": "",
        "hot-wash": N_("Problems, experience and lessons"),
        "improvement": N_("Further improvements and their plan"),
        "conclusion": "",
    },
    Version.OUTSIDE: dict.fromkeys(
        ("summary", "timeline", "measures", "legal", "cases", "conformity", "notifications"), ""
    ),
}
"""What each version takes, in its order, and how it calls it where that is not as in the whole; the whole takes all.

The first two are in the order that AQ/T 9009 and the banking regulator ask for (reference/DRILLS.md 1.1, 3).
"""


def after_action_report(
    review: Review,
    speech: Speech,
    *,
    names: bool = True,
    scenario: ScenarioBundle | None = None,
    version: Version = Version.WHOLE,
) -> Document:
    """The report in the language in use, without a form.

    Args:
        review: what the log says.
        speech: the runbook's words, the zone and the people's names.
        names: False calls people by their roles; outsiders read no names in any case.
        scenario: the words of the exercise that was played; None for what is real, and for whoever did not lead it.
        version: whom it is for.
    """
    review = _in_the_language(review, scenario)
    is_outside = version is Version.OUTSIDE
    spoken = speech if names and not is_outside else without_names(review, speech)
    who, told = review.identification, redacted(review) if is_outside else review
    covered = for_the_cover(review) if is_outside else review
    is_exercise = who.mode is IncidentMode.EXERCISE
    title = who.incident_id if is_outside else said(title_of(who))
    left_out = _("Names, free words, facts and recipients are left out of this version.")
    chosen = _CHAPTERS.get(version)
    document = Document(
        title=_(_TITLES[version]).format(title=title),
        standing=MARK if is_exercise else tier_word(who.tiers[-1].tier),
        is_exercise=is_exercise,
        foot=_("{incident}, entry {seq}, {digest}").format(
            incident=who.incident_id, seq=who.entries, digest=who.head or "-"
        ),
        front=(chapters.cover(covered, spoken), *([paragraph(left_out)] if is_outside else [])),
        parts=tuple(_in_order(dict(_parts(told, spoken, scenario)), chosen)),
        back=tuple(_appendices(told, spoken)) if chosen is None else (),
    )
    return document if spoken is speech else unnamed(document, speech.names, spoken)


def _in_the_language(review: Review, scenario: ScenarioBundle | None) -> Review:
    """Under the scenario's title in the language in use, where the exercise has that title in another."""
    who = review.identification
    if scenario is None or said(who.title) not in {words.get("title") for words in scenario.words.values()}:
        return review
    return review.changed(identification=who.changed(title=FreeText(scenario.text("title", current()))))


def _in_order(parts: Mapping[str, Part], chosen: Mapping[str, str] | None) -> Iterator[Part]:
    for key, title in (dict.fromkeys(parts, "") if chosen is None else chosen).items():
        if key in parts:
            yield parts[key].changed(title=_(title)) if title else parts[key]


def _appendices(review: Review, speech: Speech) -> Iterator[Part]:
    yield part(_("Appendix: words"), preparing.glossary())
    yield part(_("Appendix: the log"), conduct.appendix(review, speech))


def _parts(review: Review, speech: Speech, scenario: ScenarioBundle | None) -> Iterator[tuple[str, Part]]:
    """Each chapter behind the name by which a version takes it."""
    yield "summary", part(_("Summary"), chapters.summary(review, speech, scenario), is_sheet=True)
    if review.identification.mode is IncidentMode.EXERCISE:
        yield "preparation", part(_("Preparation"), preparing.preparation(review, speech))
    if review.exercise and scenario:
        yield from zip(
            _OF_THE_EXERCISE,
            exercise.parts(review, review.exercise, scenario, speech),
            strict=True,
        )
    yield "record", part(_("Incident record"), chapters.record(review, speech))
    yield "timeline", part(_("Timeline"), chapters.timeline(review, speech))
    yield "measures", part(_("Measures"), chapters.measures(review, speech))
    if review.legal:
        yield "legal", part(_("Legal reports"), legal.reports(review, speech))
    if review.cases:
        yield "cases", part(_("Customers' cases"), cases.customers(review.cases))
    yield from _handled(review, speech)
    if review.exercise and scenario:
        yield "quality", part(_("Exercise quality"), quality.exercise_quality(review, review.exercise, scenario))
    yield "improvement", part(_("Improvement plan"), improving.plan(review, speech))
    yield "conclusion", part(_("Conclusion"), debrief.conclusion(review, speech))


def _handled(review: Review, speech: Speech) -> Iterator[tuple[str, Part]]:
    yield "decisions", part(_("Decisions"), deciding.decisions(review, speech))
    yield "conformity", part(_("Runbook conformity"), conduct.conformity(review, speech))
    yield "notifications", part(_("Notifications"), conduct.notifications(review, speech))
    if review.resources:
        yield "resources", part(_("Resources"), resources.resources(review, speech))
    yield "questions", part(_("What to ask"), conduct.questions(review, speech))
    yield "hot-wash", part(_("Hot wash"), debrief.hot_wash(review, speech))
    yield "feedback", part(_("Feedback"), quality.feedback(review))
    yield "self-evaluation", part(_("Self-evaluation"), debrief.self_evaluation(review, speech))
