"""`incident drill observe`, `incident drill mark`, `incident drill rate`: what was seen, and how well it was done.

Apart from running an exercise, because evaluators observe and never steer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from incident.cli.arguments import because, incident_id, json_output
from incident.cli.commands.drill.leading import leading_of
from incident.cli.output import print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.decide.words import require_text
from incident.domain.exercises.leading import Mark, ObservationAdded, ObservationKind, Rating
from incident.i18n import N_, _
from incident.wording.results import MARK_WORDS, RATING_WORDS, mark_word
from incident.wording.times import duration

if TYPE_CHECKING:
    from incident.domain.exercises.rating import Proposal

__all__ = ["mark", "observe", "rate"]

_OBSERVE_SHAPE: Final = "{version, kind, inject, task}"
_RATE_SHAPE: Final = "{version, task, given, proposed, took_seconds, evidence}"
_KINDS: Final = {
    "+": N_("A strength."),
    "-": N_("Something to improve."),
    "?": N_("A question for afterwards."),
    "!": N_("Something about safety."),
}
_MARK_SHAPE: Final = "{version, number, inject, mark}"
_MARKS: Final = {mark.value: words for mark, words in MARK_WORDS.items()}
_RATINGS: Final = {rating.value: words for rating, words in RATING_WORDS.items()}


@command("observe", words=_KINDS, json_shape=_OBSERVE_SHAPE)
@incident_id
@argument("KIND", type=click.Choice(list(_KINDS)))
@argument("TEXT")
@option("--inject", "inject", metavar="NUMBER", default="", help=N_("The inject that it is about."))
@option("--task", "task", metavar="TASK", default="", help=N_("The critical task that it is about."))
@json_output
@pass_session
def observe(session: Session, *, incident_id: str, kind: str, text: str, inject: str, task: str, as_json: bool) -> None:
    """Keep it."""
    words = require_text(text, "note")
    seen = ObservationAdded(kind=ObservationKind(kind), text=words, observed_at=session.now(), inject=inject, task=task)
    leading_of(session).observe(session.load(incident_id).id, seen)
    if as_json:
        print_json({"kind": kind, "inject": inject or None, "task": task or None})
    say(_("Kept where no player reads it."))


@command("mark", words=_MARKS, json_shape=_MARK_SHAPE)
@incident_id
@argument("NUMBER", "number")
@argument("MARK", "given", type=click.Choice(list(_MARKS)))
@json_output
@pass_session
def mark(session: Session, *, incident_id: str, number: str, given: str, as_json: bool) -> None:
    """Keep it beside what the log shows."""
    done = leading_of(session).mark(session.load(incident_id).id, number, Mark(given))
    if as_json:
        print_json({"number": done.number, "inject": done.id, "mark": given})
    say(_("Inject {number} marked: {mark}").format(number=done.number, mark=mark_word(Mark(given))))


@command("rate", words=_RATINGS, json_shape=_RATE_SHAPE)
@incident_id
@argument("NAME", "task")
@argument("RATING", "given", type=click.Choice(list(_RATINGS)))
@because
@json_output
@pass_session
def rate(session: Session, *, incident_id: str, task: str, given: str, because: str | None, as_json: bool) -> None:
    """Rate the task or the objective of that name, beside what is proposed."""
    exercise = session.load(incident_id).id
    proposal = leading_of(session).rate(exercise, task, Rating(given), because or "")
    if as_json:
        print_json(_shape(task, given, proposal))
    say(_words(task, given, proposal))


def _words(task: str, given: str, proposal: Proposal) -> str:
    if proposal.rating is None:
        return _("{task} rated {given}; the log proposes nothing").format(task=task, given=given)
    said = _("{task} rated {given}; the log proposes {proposed}")
    words = said.format(task=task, given=given, proposed=proposal.rating.value)
    if proposal.took is None:
        return words
    return _("{words}, done after {length}").format(words=words, length=duration(proposal.took))


def _shape(task: str, given: str, proposal: Proposal) -> dict[str, object]:
    return {
        "task": task,
        "given": given,
        "proposed": proposal.rating.value if proposal.rating else None,
        "took_seconds": int(proposal.took.total_seconds()) if proposal.took is not None else None,
        "evidence": list(proposal.evidence),
    }
