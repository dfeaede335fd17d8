"""Decisions and deviations: what was decided after how long and instead of what, and where the work left the runbook.

Apart from the rest of how it was handled: both end in a judgement of people, which the report asks for and never makes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from incident.adapters.reports.document import Block, Cell, asking, heading, paragraph, table
from incident.adapters.reports.playing import moment_cell
from incident.application.review import Review
from incident.application.review.deciding import DecidedAfter, DecisionRow, decision_rows
from incident.application.review.questions import MOST_A_ROLE
from incident.application.review.rows import StepRow
from incident.domain.events import Recorded
from incident.domain.improving.plan import Judgement
from incident.domain.incident import StepState
from incident.i18n import _
from incident.wording.debriefing import change_word, reversible_word, verdict_word
from incident.wording.events import event_words
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.times import duration

__all__ = ["decisions", "deviations"]

NOTHING = timedelta(0)


def decisions(review: Review, speech: Speech) -> Iterator[Block]:
    """Who decided what and when, after how long, instead of what; then what whoever decided is asked."""
    rows = decision_rows(review)
    heads = (
        *(_("Entry"), _("Time"), _("By"), _("Decision"), _("How long after what")),
        *(_("Options seen"), _("Not known then"), _("Could be taken back")),
    )
    pairs = list(zip(review.decisions, rows, strict=True))
    yield table(heads, (_decision(entry, row, review, speech) for entry, row in pairs))
    asked = tuple(_asked(pairs, speech))
    if asked:
        yield heading(_("Ask whoever decided"))
        yield asking(asked)


def _decision(entry: Recorded, row: DecisionRow, review: Review, speech: Speech) -> list[Cell]:
    told = row.explained
    return [
        str(entry.seq),
        moment_cell(review, entry.occurred_at, speech),
        speech.person(entry.person),
        event_words(entry.event, speech),
        _latency(row),
        _options(row, speech),
        said(told.lacked) if told and told.lacked else "-",
        reversible_word(told.is_reversible if told else None),
    ]


def _latency(row: DecisionRow) -> str:
    if row.latency is None:
        return "-"
    length = duration(row.latency) if row.latency else _("0 min")
    if row.after is DecidedAfter.INJECT:
        return _("{length} after inject {number}").format(length=length, number=row.subject)
    return _("{length} after the step was taken").format(length=length)


def _options(row: DecisionRow, speech: Speech) -> str:
    """What whoever decided says, else what the step offered."""
    if row.explained and row.explained.options:
        return said(row.explained.options)
    offered = _(", ").join(speech.option(row.step, each) for each in row.options)
    return _("offered: {option}").format(option=offered) if offered else "-"


def _asked(pairs: Sequence[tuple[Recorded, DecisionRow]], speech: Speech) -> Iterator[str]:
    """Of what nobody has explained, at most five a person."""
    asked: Counter[str] = Counter()
    for entry, row in pairs:
        if row.explained is not None or asked[entry.person] == MOST_A_ROLE:
            continue
        asked[entry.person] += 1
        words = _("Entry {seq}: what else could have been decided, what was not known, could it be taken back?")
        yield _("{role}: {question}").format(role=speech.person(entry.person), question=words.format(seq=entry.seq))


def deviations(review: Review, speech: Speech) -> Iterator[Block]:
    """Where the work left the runbook, each with the judgement of people; the program makes none."""
    judged = {each.step: each for each in review.debriefed.judged}
    rows = ((row, tuple(_what(row, review))) for row in review.steps)
    left = [(row, what) for row, what in rows if what]
    yield heading(_("Deviations: justified or not?"))
    heads = (_("Step"), _("What"), _("Reason given"), _("Justified?"), _("What should change"), _("By, and why"))
    yield table(heads, (_deviation(row, what, judged.get(row.step), speech) for row, what in left))
    waiting = sum(row.step not in judged for row, _what in left)
    if waiting:
        words = _("To be judged by people: {count}. Leaving the runbook can be right: 'incident debrief judge'.")
        yield paragraph(words.format(count=waiting))


def _deviation(row: StepRow, what: tuple[str, ...], word: Judgement | None, speech: Speech) -> list[Cell]:
    given = row.mark.words if row.mark else None
    return [
        speech.step(row.step),
        what,
        said(given) if given is not None else "-",
        verdict_word(is_justified=word.is_justified) if word else _("to be judged"),
        change_word(word.change) if word and word.change else "-",
        _("{person}: {words}").format(person=speech.person(word.by), words=said(word.because)) if word else "-",
    ]


def _what(row: StepRow, review: Review) -> Iterator[str]:
    """Every way in which the step went otherwise than written."""
    if row.state is StepState.NOT_APPLICABLE:
        if row.mark is not None and row.mark.words is not None:
            yield _("ruled out")
        return
    if row.is_open and not review.is_draft:
        yield _("never done")
    elif row.late_by > NOTHING:
        yield _("{length} late").format(length=duration(row.late_by))
    if row.not_as_expected:
        yield _("not as expected")
    if row.state is StepState.OVERRIDDEN:
        yield _("overridden")
    if row.deferred_for > NOTHING:
        yield _("deferred for {length}").format(length=duration(row.deferred_for))
