"""The log as lines that people read: when, who, which kind, and one sentence.

Corrections stand under what they correct and never instead of it; whose words
were erased says so. Every line is one line and clean: a note cannot forge the
line after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.frozen import Frozen
from incident.domain.incident import PROGRAM
from incident.i18n import _
from incident.wording.events import event_words
from incident.wording.quoting import said
from incident.wording.speech import Speech
from incident.wording.telling import corrected_by

__all__ = ["Correction", "TimelineLine", "line", "lines", "recalled_tails"]

SENSED = (e.StepSensed, e.StepUnsensed)
"""What the program says by itself, also where a person's mark brought it about."""
NO_NOTE = "."
"""The kind of every line that is not a note."""


class Correction(Frozen):
    """Words that stand under a line and correct it, or answer it."""

    seq: int
    at: datetime
    who: str
    words: str


class TimelineLine(Frozen):
    """One entry of the log in the reader's language."""

    seq: int
    at: datetime
    who: str
    """Whose act it is, by display name."""
    kind: str
    """F, A, D, Q, T or P for a note; `.` for everything else."""
    words: str
    corrections: tuple[Correction, ...] = ()
    answers: tuple[Correction, ...] = ()
    """What was answered to the question that it put; it stands in its own place too."""
    erased: bool = False
    """Whether words of this entry were destroyed on a rule."""
    has_more: bool = False
    """Whether it has other words still; what it says names the customers whose are gone."""
    entered_by: str = ""
    """Who typed it, where that is somebody else; else ''."""
    step: str = ""
    """Id of the step that it is about, or ''."""


def lines(entries: Iterable[Recorded], speech: Speech) -> list[TimelineLine]:
    """The lines of a log from its beginning, the oldest first; a correction is a part of the line it corrects."""
    every = list(entries)
    corrections, answers, erased = _corrections(every, speech), _answers(every, speech), _erased(every)
    heard, customers = _heard(every), _customers(every) if erased else {}
    said = [
        line(
            entry,
            speech,
            corrections=corrections.get(entry.seq, ()),
            answers=answers.get(entry.seq, ()),
            erased=entry.seq in erased,
            heard=entry.seq in heard,
            customers=customers.get(entry.seq, ()),
        )
        for entry in every
        if not isinstance(entry.event, e.EntryCorrected)
    ]
    tails = recalled_tails(every, speech)
    return [each.changed(words=each.words + tails[each.seq]) if each.seq in tails else each for each in said]


def line(
    entry: Recorded,
    speech: Speech,
    *,
    corrections: Sequence[Correction] = (),
    answers: Sequence[Correction] = (),
    erased: bool = False,
    heard: bool = False,
    customers: Sequence[int] = (),
) -> TimelineLine:
    """The line of one entry; `heard`: whoever approved it said so by phone; `customers`: whose words are gone."""
    event, has_more = entry.event, False
    words = event_words(event, speech)
    if customers:
        from incident.wording import customers_gone  # here: few customers' words are erased

        words = customers_gone.customers_words(event, words, customers)
        has_more = customers_gone.has_more(event, customers)
    return TimelineLine(
        seq=entry.seq,
        at=entry.occurred_at,
        who=speech.person(PROGRAM if isinstance(event, SENSED) else entry.person),
        kind=event.kind.value if isinstance(event, e.NoteAdded) else NO_NOTE,
        words=_("{words}, who agreed by phone").format(words=words) if heard else words,
        corrections=tuple(corrections),
        answers=tuple(answers),
        erased=erased,
        has_more=has_more,
        entered_by=speech.person(entry.actor) if entry.actor != entry.person else "",
        step=getattr(event, "step", None) or "",
    )


def _corrections(entries: Sequence[Recorded], speech: Speech) -> Mapping[int, tuple[Correction, ...]]:
    """By the entry they stand under; the correction of a correction stands under the first entry."""
    under: dict[int, int] = {}
    found: dict[int, tuple[Correction, ...]] = {}
    written: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry.event, e.MessageDrafted):
            written[entry.event.message] = entry.seq
            wrong = written.get(entry.event.corrects or "", 0)
            if wrong:
                found[wrong] = (*found.get(wrong, ()), _corrected(entry, entry.event, speech))
        if not isinstance(entry.event, e.EntryCorrected):
            continue
        under[entry.seq] = corrected = under.get(entry.event.seq, entry.event.seq)
        who, words = speech.person(entry.person), said(entry.event.text)
        correction = Correction(seq=entry.seq, at=entry.occurred_at, who=who, words=words)
        found[corrected] = (*found.get(corrected, ()), correction)
    return found


def _heard(entries: Sequence[Recorded]) -> frozenset[int]:
    """The releases that somebody entered for whoever approved them; one by night was approved beforehand."""
    by_night = {entry.event.message for entry in entries if isinstance(entry.event, e.NightPolicyUsed)}
    return frozenset(
        entry.seq
        for entry in entries
        if isinstance(entry.event, e.MessageReleased) and entry.event.message not in by_night
        if entry.event.approved_by not in (None, entry.person) and entry.person != PROGRAM
    )


def _answers(entries: Sequence[Recorded], speech: Speech) -> Mapping[int, tuple[Correction, ...]]:
    """By the entry that put the question; none that was taken back."""
    undone = {entry.event.mark for entry in entries if isinstance(entry.event, e.QuestionMarkUndone)}
    return {
        entry.event.question: (
            Correction(
                seq=entry.seq, at=entry.occurred_at, who=speech.person(entry.event.by), words=said(entry.event.text)
            ),
        )
        for entry in entries
        if isinstance(entry.event, e.QuestionAnswered) and entry.event_id not in undone
    }


def _corrected(entry: Recorded, event: e.MessageDrafted, speech: Speech) -> Correction:
    """That another message corrects the one written here; it stands in its own place too."""
    words = corrected_by(event, speech)
    return Correction(seq=entry.seq, at=entry.occurred_at, who=speech.person(entry.person), words=words)


def recalled_tails(entries: Sequence[Recorded], speech: Speech) -> Mapping[int, str]:
    """What became of messages whose mark was taken back, by the entry that took it back."""
    if not any(isinstance(entry.event, e.StepUndone) for entry in entries):
        return {}
    from incident.wording.recalling import recalled_in  # here: few marks are taken back

    return recalled_in(entries, speech)


def _customers(entries: Sequence[Recorded]) -> Mapping[int, Sequence[int]]:
    from incident.wording.customers_gone import customers_gone  # here, as above

    return customers_gone(entries)


def _erased(entries: Sequence[Recorded]) -> frozenset[int]:
    return frozenset(entry.event.seq for entry in entries if isinstance(entry.event, e.ContentErased))
