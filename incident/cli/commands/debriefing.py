"""`incident debrief label`, `feedback`, `judge`, `decision`: what the log alone cannot know of a report.

Apart from the hot wash and the signatures, so that neither file grows beyond a glance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import click

from incident.application.review.sayings import decisions
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.named import known_person, known_step
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import ExplainDecision, GiveFeedback, JudgeDeviation, LabelReport
from incident.domain.events.debriefing import SCORES, Aspect, Sharing, ToChange
from incident.i18n import N_, _
from incident.wording.debriefing import ASPECT_WORDS, CHANGE_WORDS, SHARING_WORDS

__all__ = ["decision", "feedback", "judge", "label"]

_Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
_VERDICTS: Final = {
    "justified": N_("It was right to leave the runbook there."),
    "not-justified": N_("It was not."),
}


@command(
    "label",
    help=N_("Say who owns the report, and how far it may go."),
    words={each.value: words for each, words in SHARING_WORDS.items()},
    json_shape=ACT_SHAPE,
)
@incident_id
@option(
    "--tlp", type=click.Choice([each.value for each in Sharing], case_sensitive=False), help=N_("How far it may go.")
)
@option("--owner", metavar="PERSON", help=N_("Who answers for it until it is closed."))
@command_id
@answers_json
@pass_session
def label(session: Session, *, incident_id: str, tlp: str | None, owner: str | None, command_id: str | None) -> None:
    """Put it on the cover."""
    if tlp is None and owner is None:
        raise click.UsageError(_("Say --tlp or --owner."))
    order = LabelReport(
        by=session.by,
        sharing=Sharing(tlp.lower()) if tlp else None,
        owner=known_person(session, owner) if owner else None,
    )
    act(session, session.load(incident_id).id, order, command_id)
    say(_("It stands on the cover of the report."))


def _score(aspect: Aspect) -> _Decorator:
    score = click.IntRange(min(SCORES), max(SCORES))
    return option(f"--{aspect.value}", metavar="SCORE", type=score, help=ASPECT_WORDS[aspect])


@command(
    "feedback",
    help=N_(
        "Fill in the form for everybody who took part: from 1, not at all, to 5, wholly. The chapter of feedback shows "
        "no names; the entry in the log has yours."
    ),
    json_shape=ACT_SHAPE,
)
@incident_id
@_score(Aspect.OBJECTIVES)
@_score(Aspect.REALISM)
@_score(Aspect.PEOPLE)
@_score(Aspect.PACE)
@_score(Aspect.USE)
@_score(Aspect.FACILITATION)
@option("--liked", metavar="TEXT", default="", help=N_("What was good."))
@option("--missed", metavar="TEXT", default="", help=N_("What was missing."))
@command_id
@answers_json
@pass_session
def feedback(
    session: Session, /, *, incident_id: str, liked: str, missed: str, command_id: str | None, **scores: int | None
) -> None:
    """Keep it; the report shows means and words, and nobody's name."""
    given = {aspect: score for aspect in Aspect if (score := scores[aspect.value]) is not None}
    if not given and not liked and not missed:
        raise click.UsageError(_("Say at least one of the scores, --liked or --missed."))
    order = GiveFeedback(by=session.by, scores=given, liked=liked, missed=missed)
    act(session, session.load(incident_id).id, order, command_id)
    say(_("Thank you. The chapter of feedback shows no names; the entry in the log has yours."))


@command(
    "judge",
    help=N_("Judge where the work left the runbook: whether that was right, and what should change."),
    words={**_VERDICTS, **{each.value: words for each, words in CHANGE_WORDS.items()}},
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("STEP", "step")
@argument("VERDICT", "verdict", type=click.Choice(list(_VERDICTS)))
@option("--change", type=click.Choice([each.value for each in ToChange]), help=N_("What should become different."))
@because
@command_id
@answers_json
@pass_session
def judge(
    session: Session,
    *,
    incident_id: str,
    step: str,
    verdict: str,
    change: str | None,
    because: str | None,
    command_id: str | None,
) -> None:
    """Keep it beside the deviation."""
    incident = session.load(incident_id)
    order = JudgeDeviation(
        by=session.by,
        step=known_step(session, incident.id, step),
        is_justified=verdict == "justified",
        because=because or "",
        change=ToChange(change) if change else None,
    )
    act(session, incident.id, order, command_id)
    say(_("It stands in the report."))


@command(
    "decision",
    help=N_("Say of a decision what its entry does not: what else could have been decided, what was not known."),
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("SEQ", "entry", type=int)
@option("--options", metavar="TEXT", default="", help=N_("What else could have been decided."))
@option("--lacked", metavar="TEXT", default="", help=N_("What it would have been good to know."))
@option(
    "--reversible/--irreversible",
    "is_reversible",
    is_flag=True,
    default=None,
    help=N_("Whether it could be taken back."),
)
@command_id
@answers_json
@pass_session
def decision(
    session: Session,
    *,
    incident_id: str,
    entry: int,
    options: str,
    lacked: str,
    is_reversible: bool | None,
    command_id: str | None,
) -> None:
    """Keep it beside the decision."""
    incident = session.load(incident_id)
    if not options and not lacked and is_reversible is None:
        raise click.UsageError(_("Say --options, --lacked, --reversible or --irreversible."))
    decided = [each.seq for each in decisions(session.services.log.read(incident.id))]
    if entry not in decided:
        known = _(", ").join(map(str, decided)) or "-"
        raise click.UsageError(_("Entry {seq} is no decision. Decisions: {known}.").format(seq=entry, known=known))
    order = ExplainDecision(by=session.by, entry=entry, options=options, lacked=lacked, is_reversible=is_reversible)
    act(session, incident.id, order, command_id)
    say(_("It stands in the report."))
