"""`incident debrief`: what is said when all is over, and who stands by the report."""

from __future__ import annotations

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id
from incident.cli.commands.debriefing import decision, feedback, judge, label
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, argument, command, option
from incident.cli.texts import OneOf
from incident.domain.commands import Command, MakeRemark, MoveReview, RateOneself, SignReview
from incident.domain.events.improving import Rating, Remark, ReviewState
from incident.i18n import N_, _
from incident.wording.debrief import REMARK_WORDS, STATE_WORDS, review_state_word
from incident.wording.results import RATING_WORDS

__all__ = ["debrief"]

debrief = Group("debrief")


def _told(session: Session, incident_id: str, order: Command, command_id: str | None, words: str) -> None:
    act(session, session.load(incident_id).id, order, command_id)
    say(words)


@command(
    "say",
    help=N_("Write down what somebody said in the hot wash, or the conclusion."),
    words={kind.value: words for kind, words in REMARK_WORDS.items()},
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("KIND", "kind", type=click.Choice([each.value for each in Remark]))
@argument("TEXT")
@command_id
@answers_json
@pass_session
def remark(session: Session, *, incident_id: str, kind: str, text: str, command_id: str | None) -> None:
    """Keep it for the report."""
    order = MakeRemark(by=session.by, kind=Remark(kind), text=text)
    _told(session, incident_id, order, command_id, _("It stands in the report."))


@command(
    "rate",
    help=N_("Say how well it went, in your own view."),
    words={rating.value: words for rating, words in RATING_WORDS.items()},
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("RATING", "rating", type=OneOf([each.value for each in Rating], case_sensitive=False))
@option("--step", metavar="STEP", default="", help=N_("The step that it is about; without it, the whole."))
@because
@command_id
@answers_json
@pass_session
def rate(
    session: Session, *, incident_id: str, rating: str, step: str, because: str | None, command_id: str | None
) -> None:
    """Keep it beside what the evaluator gave."""
    order = RateOneself(by=session.by, rating=Rating(rating.upper()), step=step, because=because or "")
    _told(session, incident_id, order, command_id, _("It stands in the report."))


@command(
    "state",
    help=N_("Say how far the report has come; to take it back needs a reason."),
    words={state.value: words for state, words in STATE_WORDS.items()},
    json_shape=ACT_SHAPE,
)
@incident_id
@argument("STATE", "state", type=click.Choice([each.value for each in ReviewState]))
@because
@command_id
@answers_json
@pass_session
def state(session: Session, *, incident_id: str, state: str, because: str | None, command_id: str | None) -> None:
    """Move it on, or back."""
    order = MoveReview(by=session.by, to=ReviewState(state), because=because or "")
    words = _("The report is: {state}.").format(state=review_state_word(order.to))
    _told(session, incident_id, order, command_id, words)


@command("sign", help=N_("Stand by the report, once it is reviewed."), json_shape=ACT_SHAPE)
@incident_id
@option("--capacity", metavar="WORDS", default="", help=N_("As what: head of operations, evaluator."))
@command_id
@answers_json
@pass_session
def sign(session: Session, *, incident_id: str, capacity: str, command_id: str | None) -> None:
    """Sign all of the record until now."""
    order = SignReview(by=session.by, capacity=capacity)
    _told(session, incident_id, order, command_id, _("Signed. All of the record until now is what you signed."))


for _each in (remark, rate, feedback, judge, decision, label, state, sign):
    debrief.add_command(_each)
