"""The improvement plan: what people found out, and who changes what by when (reference/DRILLS.md 3.3).

Apart from what happened, because it is written when the night is over, and lives until something shows that it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports.escaping import md
from incident.adapters.reports.layout import heading, paragraph, table
from incident.application.review import Review
from incident.domain.improving.plan import Action, Finding
from incident.i18n import _
from incident.wording.improving import element_word, kind_word, priority_word, state_words, steps_words
from incident.wording.quoting import said
from incident.wording.speech import Speech

__all__ = ["plan"]


def plan(review: Review, speech: Speech) -> Iterator[str]:
    """The findings, then the actions; *done* is told apart from *verified*."""
    yield table(
        (_("No."), _("Kind"), _("Finding"), _("What contributed"), _("Steps"), _("By")),
        (_finding(each, speech) for each in review.findings),
    )
    yield heading(3, _("Corrective actions"))
    heads = (
        *(_("No."), _("Answers"), _("Action"), _("How one sees that it holds"), _("Element"), _("Priority")),
        *(_("Owner"), _("Due"), _("State"), _("Why")),
    )
    yield table(heads, (_action(each, review, speech) for each in review.actions))
    if review.actions:
        words = _("Done is what somebody says. Verified is what a later exercise or incident shows.")
        yield paragraph(md(words))


def _finding(row: Finding, speech: Speech) -> list[str]:
    return [
        row.id,
        md(kind_word(row.kind)),
        md(said(row.text)),
        md(said(row.because)) if row.because else "-",
        md(steps_words(row.steps, speech)) or "-",
        md(speech.person(row.by)),
    ]


def _action(row: Action, review: Review, speech: Speech) -> list[str]:
    return [
        row.id,
        ", ".join(row.findings) or "-",
        md(said(row.text)),
        md(said(row.proof)),
        md(element_word(row.element)),
        md(priority_word(row.priority)),
        md(speech.person(row.owner)),
        md(speech.moment(row.due_at)),
        md(state_words(row, review.identification.as_of)),
        md(said(row.because)) if row.because else "-",
    ]
