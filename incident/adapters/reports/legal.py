"""What the law asked for, and what was reported: the chapter that an authority reads first.

Apart from the other chapters, because most incidents are held to no law and have none.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports.document import Block, bullets, heading, paragraph, table
from incident.application.review import Review
from incident.application.review.rows import LegalRow
from incident.i18n import _
from incident.wording.law import file_words
from incident.wording.quoting import said
from incident.wording.review import difference_words
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["reports"]


def reports(review: Review, speech: Speech) -> Iterator[Block]:
    """Each report with its start, its due time, its proof and the difference; then what nobody settled."""
    bound = [row for row in review.legal if not row.undecided and (row.started_at or row.filed_at)]
    yield table(
        (_("Report"), _("Since"), _("Due"), _("Reported"), _("Proof"), _("Difference")),
        (_row(row, review, speech) for row in bound),
    )
    yield paragraph(_("Times are those of the law, from its own start; no change of tier moves them."))
    for row in bound:
        if row.filed_at is None:
            yield heading(_("Still to be filed: {report}").format(report=speech.obligation(row.key)))
            yield bullets(_to_file(row.key, speech))
    others = (
        (_("Not started"), [row for row in review.legal if row not in bound and not row.undecided]),
        (_("Not decided whether they bind"), [row for row in review.legal if row.undecided]),
    )
    for words, rows in others:
        if rows:
            yield heading(words)
            yield bullets(speech.obligation(row.key) for row in rows)


def _to_file(key: str, speech: Speech) -> Iterator[str]:
    """To whom, by which way, and line by line what it holds."""
    name, _slash, recipient = key.partition("/")
    register = speech.law.register if speech.law else None
    obligation = register.obligation(name) if register else None
    if register is None or obligation is None:
        return
    to, channel = speech.legal(f"{name}.recipient.{recipient}"), speech.legal(f"{name}.channel")
    if to:
        yield _("to: {recipient}").format(recipient=to)
    if channel:
        yield _("how: {channel}").format(channel=channel)
    yield from (f"[ ] {clean_line(each)}" for each in register.contents(obligation, speech.language))


def _row(row: LegalRow, review: Review, speech: Speech) -> list[str]:
    due = speech.moment(row.due_at) if row.due_at else _("at once, no number")
    if row.first_due_at is not None and row.due_at is not None and row.first_due_at != row.due_at:
        due = _("{due} (extended; before: {first})").format(due=due, first=speech.moment(row.first_due_at))
    return [
        speech.obligation(row.key),
        speech.moment(row.started_at) if row.started_at else "-",
        due,
        _reported(row, speech),
        _proof(row),
        _difference(row, review),
    ]


def _proof(row: LegalRow) -> str:
    """The reference, and the file with what it can be told by."""
    if row.reference is None:
        return "-"
    words = said(row.reference)
    if row.file is not None:
        words = _("{reference}; {file}").format(reference=words, file=file_words(row.file, row.file_digest))
    if row.again_reference is None:
        return words
    return _("{report}; entered again: {reference}").format(report=words, reference=said(row.again_reference))


def _reported(row: LegalRow, speech: Speech) -> str:
    if row.filed_at is None:
        return _("no")
    words = _("{person} ({at})").format(person=speech.person(row.filed_by), at=speech.moment(row.filed_at))
    if row.again_at is None:
        return words
    return _("{report}; entered again for {at}").format(report=words, at=speech.moment(row.again_at))


def _difference(row: LegalRow, review: Review) -> str:
    if row.difference is not None:
        return difference_words(row.difference)
    as_of = review.identification.as_of
    if row.filed_at is None and row.due_at is not None and as_of > row.due_at:
        return _("{length}, still open").format(length=difference_words(as_of - row.due_at))
    return "-"
