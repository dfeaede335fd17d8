"""What the law asked for, and what was reported: the chapter that an authority reads first.

Apart from the other chapters, because most incidents are held to no law and have none.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports.escaping import md
from incident.adapters.reports.layout import bullets, heading, paragraph, table
from incident.application.review import Review
from incident.application.review.rows import LegalRow
from incident.i18n import _
from incident.wording.quoting import said
from incident.wording.review import difference_words
from incident.wording.speech import Speech

__all__ = ["reports"]


def reports(review: Review, speech: Speech) -> Iterator[str]:
    """Each report with its start, its due time, its proof and the difference; then what nobody settled."""
    bound = [row for row in review.legal if not row.undecided and (row.started_at or row.filed_at)]
    yield table(
        (_("Report"), _("Since"), _("Due"), _("Reported"), _("Reference"), _("Difference")),
        (_row(row, review, speech) for row in bound),
    )
    yield paragraph(md(_("Times are those of the law, from its own start; no change of tier moves them.")))
    others = (
        (_("Not started"), [row for row in review.legal if row not in bound and not row.undecided]),
        (_("Not decided whether they bind"), [row for row in review.legal if row.undecided]),
    )
    for words, rows in others:
        if rows:
            yield heading(3, words)
            yield bullets(md(speech.obligation(row.key)) for row in rows)


def _row(row: LegalRow, review: Review, speech: Speech) -> list[str]:
    due = speech.moment(row.due_at) if row.due_at else _("at once, no number")
    if row.first_due_at is not None and row.due_at is not None and row.first_due_at != row.due_at:
        due = _("{due} (extended; before: {first})").format(due=due, first=speech.moment(row.first_due_at))
    return [
        md(speech.obligation(row.key)),
        speech.moment(row.started_at) if row.started_at else "-",
        md(due),
        md(_reported(row, speech)),
        md(said(row.reference)) if row.reference is not None else "-",
        md(_difference(row, review)),
    ]


def _reported(row: LegalRow, speech: Speech) -> str:
    if row.filed_at is None:
        return _("no")
    return _("{person} ({at})").format(person=speech.person(row.filed_by), at=speech.moment(row.filed_at))


def _difference(row: LegalRow, review: Review) -> str:
    if row.difference is not None:
        return difference_words(row.difference)
    as_of = review.identification.as_of
    if row.filed_at is None and row.due_at is not None and as_of > row.due_at:
        return _("{length}, still open").format(length=difference_words(as_of - row.due_at))
    return "-"
