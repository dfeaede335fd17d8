"""How it was handled: steps, notifications, questions, and the log that all of it was read from.

Apart from what happened: readers look for one or for the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from incident.adapters.reports.deciding import deviations
from incident.adapters.reports.document import Block, Cell, asking, bullets, heading, paragraph, table
from incident.adapters.reports.pictures import drawn_steps
from incident.adapters.reports.playing import moment_cell
from incident.application.review import Review
from incident.application.review.model import Question
from incident.application.review.rows import DeliveryRow, MessageRow, NoteRow, NowRow, StepCounts, StepRow
from incident.domain.events import EntryCorrected, NoteKind, Recorded
from incident.domain.incident import StepState
from incident.domain.messages.message import LeftOut
from incident.i18n import _, ngettext
from incident.wording.acknowledging import acknowledged_words, told_words
from incident.wording.clocks import clock_name_of, threshold_word
from incident.wording.delivery import assurance_word, delivery_state_word, reason_words
from incident.wording.leaving_out import because_words, who_words
from incident.wording.quoting import said, with_reason
from incident.wording.review import question_words
from incident.wording.speech import Speech
from incident.wording.steps import state_word
from incident.wording.timeline import line
from incident.wording.times import duration, long_time
from incident.wording.warned import Warned, cases_meant, numbers_phrase, warned_together, warnings_of, with_cases

__all__ = ["appendix", "conformity", "notifications", "questions"]

NOTHING = timedelta(0)


def conformity(review: Review, speech: Speech) -> Iterator[Block]:
    """The checklist as it ended, and where the work left it."""
    yield table((_("Steps"), _("Count")), ((name, str(count)) for name, count in _counted(review.counts)))
    yield from _before(review, speech)
    yield from drawn_steps(review, speech)
    head = (_("No."), _("Step"), _("State"), _("By"), _("Time"), _("Due"), _("Late by"), _("Remarks"))
    yield table(head, (_step(row, review, speech) for row in review.steps))
    yield from deviations(review, speech)
    yield heading(_("Warnings of clocks"))
    yield table((_("Time"), _("Clock"), _("Warning")), _warnings(review, speech))


def _warnings(review: Review, speech: Speech) -> Iterator[list[str]]:
    """Those of one minute about customers' cases are one row; the last chapter has the numbers of their entries."""
    meant = cases_meant(review.log, speech)
    every = (
        Warned(seq=row.seq, at=row.at, clock=row.clock, threshold=row.threshold, cases=tuple(meant.get(row.seq, ())))
        for row in review.warnings
    )
    for each in warned_together(every):
        words = with_cases(threshold_word(each.threshold), each)
        yield [speech.moment(each.at), clock_name_of(each.clock, speech), words]


def _counted(counts: StepCounts) -> Iterator[tuple[str, int]]:
    yield _("applicable"), counts.applicable
    yield _("done"), counts.done
    yield _("still open"), counts.open
    yield _("late"), counts.late
    yield _("not as expected"), counts.not_as_expected
    yield _("deferred"), counts.deferred
    yield _("overridden"), counts.overridden
    yield _("not applicable"), counts.not_applicable
    yield _("added by a raise"), counts.added


def _before(review: Review, speech: Speech) -> Iterator[Block]:
    """What came before the first step, where the runbook asked for something there."""
    if review.now:
        yield heading(_("Before the first step"))
        yield table(
            (_("No."), _("NOW line"), _("Answer"), _("By"), _("Time")), (_now(row, speech) for row in review.now)
        )
        yield heading(_("Steps"))


def _now(row: NowRow, speech: Speech) -> list[str]:
    answer = _("nobody has answered") if row.done is None else _("done") if row.done else _("not done")
    return [
        str(row.line),
        speech.now_line(row.line),
        with_reason(answer, row.because),
        speech.person(row.by) if row.by else "-",
        speech.moment(row.at) if row.at else "-",
    ]


def _step(row: StepRow, review: Review, speech: Speech) -> list[Cell]:
    mark = row.mark
    return [
        row.number or "-",
        speech.step(row.step),
        f"{row.state.glyph} {state_word(row.state)}",
        speech.person(mark.by) if mark else "-",
        moment_cell(review, mark.at if mark else None, speech),
        moment_cell(review, row.due_at, speech, row.marked_at or review.identification.as_of),
        duration(row.late_by) if row.late_by > NOTHING else "-",
        _(", ").join(_remarks(row, review, speech)) or "-",
    ]


def _remarks(row: StepRow, review: Review, speech: Speech) -> Iterator[str]:
    clock = review.identification.clock
    if clock is not None and row.marked_at is not None and clock.stood_at(row.marked_at):
        yield _("done while play stood")
    if row.mark is not None and row.mark.option is not None:
        yield speech.option(row.step, row.mark.option)
    if row.mark is not None and row.mark.words is not None:
        yield said(row.mark.words)
    if row.is_added:
        yield _("added by a raise")
    if row.not_as_expected and row.state is not StepState.NOT_AS_EXPECTED:
        yield _("was not as expected before")
    if row.deferred_for > NOTHING:
        yield _("deferred for {length}").format(length=duration(row.deferred_for))
    if row.undone:
        yield ngettext("taken back {count} time", "taken back {count} times", row.undone).format(count=row.undone)


def notifications(review: Review, speech: Speech) -> Iterator[Block]:
    """Every message to every recipient; 'sent' is neither read nor acknowledged."""
    if not review.messages:
        yield paragraph(_("None."))
    for row in review.messages:
        yield heading(_("{message} to {audience}").format(message=row.message, audience=speech.audience(row.audience)))
        yield bullets(_message(row, speech))
        if not row.deliveries:
            continue
        head = (_("Recipient"), _("Sent to"), _("Outcome"), _("Sent"), _("Tries"), _("Why"))
        yield table(head, (_delivery(delivery, speech) for delivery in row.deliveries))
    if review.not_told:
        yield heading(_("Not told, on purpose"))
        yield table(
            (_("Who"), _("Decided by"), _("Time"), _("Reason")), (_kept(each, speech) for each in review.not_told)
        )


def _kept(decision: LeftOut, speech: Speech) -> list[str]:
    by, at = speech.person(decision.by), speech.moment(decision.at)
    return [who_words(decision, speech), by, at, because_words(decision)]


def _message(row: MessageRow, speech: Speech) -> Iterator[str]:
    yield _("Written by {person} at {at}.").format(person=speech.person(row.author), at=speech.moment(row.drafted_at))
    if row.corrects is not None:
        yield _("Corrects {message}.").format(message=row.corrects)
    if row.corrected_by is not None:
        yield _("Was wrong: corrected by {message}.").format(message=row.corrected_by)
    if row.released_at is None:
        yield _("Never released.")
    else:
        yield _("Released at {at}.").format(at=speech.moment(row.released_at))
    if row.delivered_at is not None:
        yield _("First accepted by a recipient's channel at {at}.").format(at=speech.moment(row.delivered_at))
    elif row.released_at is not None:
        nobody = _("Released, but nobody was told: nobody could be reached.")
        yield nobody if row.has_reached_nobody else _("Released, but not delivered.")
    yield from told_words(row.tellings, speech)
    if row.approved_by:
        words = _("Approved by {person}, by phone.") if row.is_agreed_by_phone else _("Approved by {person}.")
        yield words.format(person=speech.person(row.approved_by))
    if row.acknowledgements:
        persons = _(", ").join(acknowledged_words(each, speech) for each in row.acknowledgements)
        yield _("Acknowledged by {persons}.").format(persons=persons)


def _delivery(row: DeliveryRow, speech: Speech) -> list[str]:
    outcome = delivery_state_word(row.state)
    if row.assurance is not None:
        outcome = _("{reason} ({evidence})").format(reason=outcome, evidence=assurance_word(row.assurance))
    return [
        speech.recipient(row.recipient),
        row.target,
        outcome,
        speech.moment(row.sent_at) if row.sent_at else "-",
        str(row.tries),
        reason_words(row.last_detail) or "-",
    ]


def questions(review: Review, speech: Speech) -> Iterator[Block]:
    """What the log cannot say: asked of roles, answered by people, with room for the answer."""
    yield paragraph(_("Ask what and how, not who and why. The program found these gaps; people explain them."))
    yield asking(_question(question, speech) for question in review.questions)
    for kind, title in ((NoteKind.QUESTION, _("Questions asked on the day")), (NoteKind.TODO, _("To do afterwards"))):
        yield heading(title)
        yield bullets(_note(note, speech) for note in review.notes_of(kind))
    yield heading(_("Where the runbook was wrong or unclear"))
    yield bullets(_flag(note, speech) for note in review.notes_of(NoteKind.FLAW))


def _flag(note: NoteRow, speech: Speech) -> str:
    """The step that was on the screen, then what was said of it."""
    words = _note(note, speech)
    return words if note.step is None else _("{step}: ").format(step=speech.step(note.step)) + words


def _question(question: Question, speech: Speech) -> str:
    return _("{role}: {question}").format(role=speech.role(question.role), question=question_words(question, speech))


def _note(note: NoteRow, speech: Speech) -> str:
    words = _("{text} ({person}, {at}, entry {seq})")
    written = words.format(text=said(note.text), person=speech.person(note.by), at=speech.moment(note.at), seq=note.seq)
    if note.answer is None:
        return written
    answered = _("{question} Answered by {person}: {words}")
    return answered.format(question=written, person=speech.person(note.answer.by), words=said(note.answer.text))


def appendix(review: Review, speech: Speech) -> Iterator[Block]:
    """Every entry with its digest, corrections in the order in which they came; warnings alike are one row."""
    who = review.identification
    yield paragraph(
        _(
            "{count} entries; the digest of the last one is {digest}. 'incident verify {incident}' recomputes it."
        ).format(count=who.entries, digest=who.head or "-", incident=who.incident_id)
    )
    head = (_("Entry"), _("Happened"), _("Recorded"), _("By"), _("Kind"), _("What"), _("Digest"))
    corrected = {entry.event.seq for entry in review.log if isinstance(entry.event, EntryCorrected)}
    warned, by_seq = warnings_of(review.log, speech, corrected), {entry.seq: entry for entry in review.log}
    gone = {seq for each in warned.values() for seq in each.others}
    shown = (entry for entry in review.log if entry.seq not in gone)
    yield table(head, (_told(entry, warned.get(entry.seq), by_seq, speech) for entry in shown))


def _told(entry: Recorded, warned: Warned | None, by_seq: Mapping[int, Recorded], speech: Speech) -> list[str]:
    """The entry; where it is the first of warnings alike, the numbers and the last digest of all of them."""
    seq, *others, words, digest = _entry(entry, speech)
    if warned is not None:
        words = with_cases(words, warned)
    if warned is not None and warned.others:
        seq, digest = numbers_phrase((entry.seq, *warned.others)), by_seq[warned.others[-1]].digest[:12] or "-"
    return [seq, *others, words, digest]


def _entry(entry: Recorded, speech: Speech) -> list[str]:
    said_so = line(entry, speech)
    who = said_so.who
    if said_so.entered_by:
        who = _("{person} (entered by {other})").format(person=who, other=said_so.entered_by)
    return [
        str(entry.seq),
        long_time(entry.occurred_at, speech.zone),
        long_time(entry.recorded_at, speech.zone),
        who,
        said_so.kind,
        said_so.words,
        entry.digest[:12] or "-",
    ]
