"""`incident ask` and `incident question`: what is put to a person, and its two marks, understood and answered.

Apart from `incident step`, by which a person is asked to see to a step; those questions are listed here too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import command_id, incident_id, json_output
from incident.cli.named import known_person
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.parameters import LENGTH
from incident.cli.resting import agree_to_wake
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.domain import commands as c
from incident.domain.questions.waiting import every_question, named_question
from incident.i18n import N_, _
from incident.wording.cells import hanging
from incident.wording.questions import asked_words, standing_words

if TYPE_CHECKING:
    from incident.domain.commands import Command
    from incident.domain.questions.question import Question
    from incident.wording.speech import Speech

__all__ = ["ask", "question", "question_shape"]

_ACTS: Final = {
    "understood": N_("Who was asked has understood what is asked; that is no answer yet."),
    "answer": N_("Here is the answer: WORDS; --from says whose it is, where you enter it."),
    "give": N_("Ask --person instead, --within some minutes."),
}
_ONE: Final = "{question, text, step, asked_by, put_at, person, due_at, understood_at, answer: {by, at, words}}"
_SHAPE: Final = f"{{version, id, seq, questions: [{_ONE}]}}"
"""`seq`: the entry that an act wrote, null where none was; `answer` is null while there is none."""
_WITHIN: Final = timedelta(minutes=3)
_within = option(
    "--within", type=LENGTH, metavar="LENGTH", default=_WITHIN, help=N_("How soon they answer; 3m if not said.")
)
_to_who_rests = option("--yes", is_flag=True, help=N_("Ask also a person who rests."))


@command("ask", json_shape=ACT_SHAPE)
@incident_id
@argument("PERSON")
@argument("TEXT")
@_within
@_to_who_rests
@command_id
@answers_json
@pass_session
def ask(
    session: Session,
    *,
    incident_id: str,
    person: str,
    text: str,
    within: timedelta,
    yes: bool,
    command_id: str | None,
) -> None:
    """Put the question; it waits on the person's screen, and comes back when time is up."""
    order = c.AskQuestion(by=session.by, text=text, person=known_person(session, person), within=within)
    agree_to_wake(session, incident_id, order, command_id, yes=yes)
    outcome = act(session, incident_id, order, command_id)
    name = session.speech().person(order.person)
    words = _("Question {number} of {incident}: {person} is asked. Their answer: {command}")
    number = outcome.entries[0].seq if outcome.entries else 0
    answered = f"incident question {outcome.incident.id} {number} answer WORDS"
    say(words.format(number=number, incident=outcome.incident.id, person=name, command=answered))


@command("question", words=_ACTS, json_shape=_SHAPE)
@incident_id
@argument("NUMBER", required=False, type=click.IntRange(min=1))
@argument("ACT", "act_name", required=False, type=OneOf(list(_ACTS)))
@argument("WORDS", required=False)
@option("--from", "answered_by", metavar="PERSON", help=N_("Whose answer it is: answer."))
@option("--person", metavar="PERSON", help=N_("Who is asked: give."))
@_within
@_to_who_rests
@command_id
@json_output
@pass_session
def question(
    session: Session,
    /,
    *,
    incident_id: str,
    number: int | None,
    act_name: str | None,
    as_json: bool,
    yes: bool,
    command_id: str | None,
    **said: Any,  # noqa: ANN401  (what the act takes, which `_order` names)
) -> None:
    """List the questions; with NUMBER and ACT, do that first."""
    seq = None
    if number is not None:
        order = _order(session, incident_id, number, act_name, **said)
        if isinstance(order, c.AssignQuestion):
            agree_to_wake(session, incident_id, order, command_id, yes=yes)
        outcome = act(session, incident_id, order, command_id)
        seq = outcome.entries[-1].seq if outcome.entries else None
    incident, speech = session.load(incident_id), session.speech()
    every = every_question(incident)
    if as_json:
        print_json({"id": incident.id, "seq": seq, "questions": [question_shape(each) for each in every]})
    elif not every:
        say(_("Nobody has asked anything in this incident."))
    else:
        print_data("\n".join(row for each in every for row in _rows(session, each, speech)))


def question_shape(question: Question) -> dict[str, Any]:
    """A question in JSON."""
    answer = question.answer
    return {
        "question": question.seq,
        "text": question.text and question.text.words,
        "step": question.step,
        "asked_by": question.put_by or question.by,
        "put_at": instant(question.at),
        "person": question.person,
        "due_at": instant(question.due_at) if question.person else None,
        "understood_at": instant(question.understood_at),
        "answer": answer and {"by": answer.by, "at": instant(answer.at), "words": answer.text.words},
    }


def _order(
    session: Session,
    incident_id: str,
    number: int,
    act_name: str | None,
    *,
    words: str | None,
    answered_by: str | None,
    person: str | None,
    within: timedelta,
) -> Command:
    """What the line asks for.

    Raises:
        click.UsageError: it does not say what, or not all that this takes.
    """
    known = named_question(session.load(incident_id), number)
    put_at = known.at if known is not None else None
    match act_name:
        case "understood":
            return c.UnderstandQuestion(by=session.by, question=number, put_at=put_at)
        case "answer":
            by = known_person(session, answered_by) if answered_by is not None else ""
            text = _wanted(words, "WORDS")
            return c.AnswerQuestion(by=session.by, question=number, text=text, answered_by=by, put_at=put_at)
        case "give":
            to = known_person(session, _wanted(person, "--person PERSON"))
            return c.AssignQuestion(by=session.by, question=number, person=to, within=within, put_at=put_at)
    raise click.UsageError(_("Say what becomes of the question: understood, answer with WORDS, or give with --person."))


def _rows(session: Session, question: Question, speech: Speech) -> list[str]:
    words = _("{number} {question}; {standing}").format(
        number=question.seq,
        question=asked_words(question, speech),
        standing=standing_words(question, speech, session.now()),
    )
    return hanging("", words, session.width)


def _wanted(value: str | None, name: str) -> str:
    if value is None:
        raise click.UsageError(_("This needs {option}.").format(option=name))
    return value
