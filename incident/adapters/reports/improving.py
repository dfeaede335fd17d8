"""The improvement plan: what people found out, and who changes what by when (reference/DRILLS.md 3.3).

Apart from what happened, because it is written when the night is over, and lives until something shows that it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from incident.adapters.reports.document import Block, bullets, heading, paragraph, table
from incident.application.review import Review
from incident.domain import events as e
from incident.domain.events import Recorded
from incident.domain.improving.plan import Action, Finding
from incident.i18n import _
from incident.wording.improving import action_details, element_word, kind_word, priority_word, state_words, steps_words
from incident.wording.quoting import said
from incident.wording.speech import Speech

__all__ = ["plan"]


def plan(review: Review, speech: Speech) -> Iterator[Block]:
    """The findings, then the actions; *done* is told apart from *verified*."""
    yield table(
        (_("No."), _("Kind"), _("Finding"), _("What contributed"), _("Steps"), _("By")),
        (_finding(each, speech) for each in review.findings),
    )
    yield heading(_("Corrective actions"))
    heads = (
        *(_("No."), _("Answers"), _("Action"), _("How one sees that it holds"), _("Element"), _("Priority")),
        *(_("Owner"), _("Due"), _("State"), _("Why")),
    )
    yield table(heads, (_action(each, review, speech) for each in review.actions))
    yield from _details(review, speech)
    unsigned = tuple(dict.fromkeys(filter(None, map(_named, review.after_signing))))
    if unsigned:
        words = _("Written or changed after the last signature, and signed by nobody: {names}.")
        yield paragraph(words.format(names=_(", ").join(unsigned)))
    if review.actions:
        words = _("Done is what somebody says. Verified is what a later exercise or incident shows.")
        yield paragraph(words)


def _named(entry: Recorded) -> str | None:
    """Which finding or action the entry is about; None where it is about none."""
    match entry.event:
        case e.FindingRecorded():
            return entry.event.finding
        case e.ActionPlanned() | e.ActionChanged() | e.ActionMoved() | e.ActionVerified():
            return entry.event.action
        case _:
            return None


def _details(review: Review, speech: Speech) -> Iterator[Block]:
    """What was said of an action besides; nothing where nobody said more."""
    rows = [(each.id, *row) for each in review.actions for row in action_details(each, speech)]
    if rows:
        yield table((_("Action"), _("What"), _("What was said")), rows)
    for each in review.actions:
        if each.change is not None:
            yield paragraph(_("{action} asks for this change of the runbook:").format(action=each.id))
            yield bullets(map(said, (each.change.words or said(each.change)).splitlines()))


def _finding(row: Finding, speech: Speech) -> list[str]:
    return [
        row.id,
        kind_word(row.kind),
        said(row.text),
        said(row.because) if row.because else "-",
        steps_words(row.steps, speech) or "-",
        speech.person(row.by),
    ]


def _action(row: Action, review: Review, speech: Speech) -> list[str]:
    return [
        row.id,
        ", ".join(row.findings) or "-",
        said(row.text),
        said(row.proof),
        element_word(row.element),
        priority_word(row.priority),
        speech.person(row.owner),
        speech.moment(row.due_at),
        state_words(row, review.identification.as_of),
        said(row.because) if row.because else "-",
    ]
