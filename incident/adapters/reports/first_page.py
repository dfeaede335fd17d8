"""The first page of a report: what happened, what failed that must not, three to keep, three to change.

Apart from the chapters behind it: whoever reads no more than this page has read what matters.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import zip_longest

from incident.adapters.reports.document import Block, Box, heading, paragraph, table
from incident.application.review import Review
from incident.application.review.model import MeasureKind
from incident.application.review.standouts import FirstPage, Lapse, LapseKind, Source, Standout, first_page
from incident.domain.exercises.scenario import ScenarioBundle
from incident.i18n import _, current, ngettext
from incident.wording.improving import priority_word
from incident.wording.quoting import said
from incident.wording.review import difference_words, measure_word
from incident.wording.speech import Speech
from incident.wording.times import duration

__all__ = ["lapses_and_lessons"]


def lapses_and_lessons(review: Review, scenario: ScenarioBundle | None, speech: Speech) -> Iterator[Block]:
    """The box, the three and three, and the actions by priority."""
    page = first_page(review)
    if page.lapses:
        title = _("Critical lapses: tell those responsible at once, before this report is ready")
        yield Box(title=title, lines=tuple(_lapse(each, scenario, speech) for each in page.lapses))
    elif page.lapses is None:
        yield paragraph(_("Whether a critical task failed stands in the report of those who led the exercise."))
    else:
        yield paragraph(_("No lapse in a critical task, a legal report or the safety of anybody is on record."))
    yield from _lessons(page, scenario, speech)
    yield heading(_("Corrective actions by priority"))
    yield table(
        (_("Priority"), _("Planned"), _("Done, not verified"), _("Verified"), _("Will not be done"), _("Overdue")),
        (
            (priority_word(each.priority), *map(str, (each.all, each.done, each.verified, each.rejected, each.overdue)))
            for each in page.actions
        ),
    )


def _lessons(page: FirstPage, scenario: ScenarioBundle | None, speech: Speech) -> Iterator[Block]:
    pairs = zip_longest(
        (_standout(each, scenario, speech) for each in page.strengths),
        (_standout(each, scenario, speech) for each in page.improve),
        fillvalue="-",
    )
    yield table((_("Strengths"), _("To improve")), pairs)
    if any(each.source is not Source.FINDING for each in (*page.strengths, *page.improve)):
        yield paragraph(_("(*) Proposed from the record, because people have not found three yet."))
    more = page.more_strengths + page.more_improve
    if more:
        words = ngettext("{count} more finding stands", "{count} more findings stand", more).format(count=more)
        yield paragraph(_("{words} in the improvement plan.").format(words=words))


def _standout(each: Standout, scenario: ScenarioBundle | None, speech: Speech) -> str:
    if each.source is Source.FINDING:
        return said(each.text or "")
    name = {
        Source.TASK: lambda: _task(each.subject, scenario),
        Source.MEASURE: lambda: measure_word(MeasureKind(each.subject)),
        Source.STEP: lambda: speech.step(each.subject),
    }[each.source]()
    words = name if each.rating is None else _("{title}: {state}").format(title=name, state=_rated(each))
    if each.length is not None:
        words = _("{words}, {change}").format(words=words, change=difference_words(each.length))
    return _("{words} (*)").format(words=words)


def _rated(each: Standout | Lapse) -> str:
    """What nobody gave is called a proposal."""
    if each.rating is None:
        return ""
    return _("{rating} proposed").format(rating=each.rating.value) if each.is_proposed else each.rating.value


def _task(task: str, scenario: ScenarioBundle | None) -> str:
    return (scenario.text(f"task.{task}", current()) if scenario else "") or task


def _lapse(lapse: Lapse, scenario: ScenarioBundle | None, speech: Speech) -> str:
    late = "" if lapse.length is None else difference_words(lapse.length)
    match lapse.kind:
        case LapseKind.TASK:
            words = _("{title}: {state}").format(title=_task(lapse.subject, scenario), state=_rated(lapse))
            return _("{words}, {change}").format(words=words, change=late) if late else words
        case LapseKind.OBSERVED:
            return _("Seen by whoever watched: {words}").format(words=said(lapse.text or ""))
        case LapseKind.UNSAFE:
            return _("Said in the hot wash: {words}").format(words=said(lapse.text or ""))
        case LapseKind.LEGAL:
            return _("Legal report {name}: {late}").format(name=speech.obligation(lapse.subject), late=late)
        case LapseKind.LEGAL_AT_ONCE:
            words = _("Legal report {name}: due at once, and not made for {length}")
            return words.format(name=speech.obligation(lapse.subject), length=duration(lapse.length or timedelta(0)))
        case LapseKind.NOBODY_REACHED:
            return _("Message {message} told nobody.").format(message=lapse.subject)
