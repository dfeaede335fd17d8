"""What would leave the building, read before it leaves: the texts, to whom, and what they say as 'not known yet'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from incident.application.completing import template_of
from incident.application.messages.reach import recipients
from incident.cli.exits import Exit
from incident.cli.output import say
from incident.domain.commands import CompleteStep, SendMessage
from incident.domain.decide import decide
from incident.domain.events import IncidentMode, MessageDrafted, MessageReleased, Wording
from incident.domain.exercises.mark import wrapped, wrapped_title
from incident.domain.runbooks.wordings import unstated
from incident.i18n import _
from incident.wording.delivery import sent_before_words
from incident.wording.facts import fact_type_words
from incident.wording.leaving_out import decided_words
from incident.wording.promising import waited_words
from incident.wording.repeating import old_words, said_wrong_before
from incident.wording.safe import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.application.ports import Recipient
    from incident.cli.session import Session
    from incident.domain.commands import Command
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message

__all__ = ["agree", "agree_to_send"]


def agree_to_send(
    session: Session, incident_id: str, command: Command, command_id: str | None, at: datetime, *, yes: bool
) -> None:
    """Show every text that the command would let go or lay before its approver, and have its leaving agreed to.

    Raises:
        Refused: the rules do not allow the command.
        click.exceptions.Exit: the person does not want it to leave, or nobody is there to
            answer and `yes` was not said.
    """
    if command_id is not None and session.services.log.command(command_id) is not None:
        return  # it was executed before: nothing leaves
    incident = session.load(incident_id)
    command = session.services.service.completing(incident_id, command)
    _say_why_not_by_night(session, incident, command, at)
    events = decide(incident, command, at)
    drafts = [event for event in events if isinstance(event, MessageDrafted)]
    leaving = [event.message for event in events if isinstance(event, MessageReleased)]
    texts: list[MessageDrafted | Message] = [incident.messages[each] for each in leaving if each in incident.messages]
    for words in _sent_before(session, incident, command, at):
        say(words)
    for text in [*texts, *drafts]:
        say("\n".join(_lines(session, incident, text, at)))
    if leaving:
        agree(session, yes=yes)


def _say_why_not_by_night(session: Session, incident: Incident, command: Command, at: datetime) -> None:
    """Say that another revision was approved, before the refusal that follows."""
    if not isinstance(command, CompleteStep | SendMessage) or not command.night or command.preapproval is not None:
        return
    from incident.application.messages.by_night import of_another_revision  # here: few messages leave by night
    from incident.wording.telling import revised_words

    template = template_of(command, incident)
    found = of_another_revision(session.services.directory, incident.runbook, template, at) if template else None
    if found is not None:
        say(revised_words(found, incident.runbook.revision))


def _sent_before(session: Session, incident: Incident, command: Command, at: datetime) -> Sequence[str]:
    step = incident.runbook.step(command.step) if isinstance(command, CompleteStep) else None
    return () if step is None else sent_before_words(incident, step, session.speech(), at)


def agree(session: Session, *, yes: bool) -> None:
    """Have what was shown agreed to.

    Raises:
        click.exceptions.Exit: the person does not want it to leave, or nobody is there to
            answer and `yes` was not said.
    """
    if yes:
        return
    if not session.at_terminal:
        say(_("Nothing was sent. Read the text above and say --yes to send it."))
        raise click.exceptions.Exit(Exit.USAGE)
    if not click.confirm(_("Send this?"), err=True):
        say(_("Nothing was sent."))
        raise click.exceptions.Exit(1)


def _lines(session: Session, incident: Incident, text: MessageDrafted | Message, at: datetime) -> Iterator[str]:
    yield from _never_stated(session, incident, text.template)
    waiting = None if isinstance(text, MessageDrafted) else text
    if waiting is not None:
        yield from old_words(incident, waiting, session.speech())
    elif text.corrects is None:
        yield from said_wrong_before(incident, text.template, session.speech())
    yield from waited_words(incident, waiting, text.step or "", session.speech(), at)
    is_exercise = incident.mode is IncidentMode.EXERCISE
    people = recipients(incident, session.services.directory, text.audience, at) or ()
    yield _("To {audience}: {recipients}").format(
        audience=session.speech().audience(text.audience),
        recipients=_(", ").join(_recipient(each) for each in people) or _("nobody who can be reached"),
    )
    for (audience, _who), decision in incident.left_out.items():
        if audience == text.audience:
            kept = decided_words(decision, session.speech(), at)
            yield _("Not told, on purpose: {who}").format(who=kept)
    for language in _languages(text.wordings, people):
        yield f"--- {language}"
        yield from _body(text.wordings[language], is_exercise=is_exercise)
    yield "---"


def _body(wording: Wording, *, is_exercise: bool) -> Iterator[str]:
    title, body = str(wording.title), str(wording.body)
    yield clean_line(wrapped_title(title) if is_exercise else title)
    yield ""
    yield clean(wrapped(body) if is_exercise else body)


def _recipient(recipient: Recipient) -> str:
    return _("{name} ({target}, {language})").format(
        name=clean_line(recipient.name),
        target=clean_line(recipient.target_id),
        language=clean_line(recipient.language),
    )


def _languages(wordings: Mapping[str, Wording], people: Iterable[Recipient]) -> Iterable[str]:
    """The languages that somebody gets, a language that is not there being replaced by the first; all, for nobody."""
    first = next(iter(wordings), "")
    read = dict.fromkeys(each.language if each.language in wordings else first for each in people)
    return read or wordings


def _never_stated(session: Session, incident: Incident, template: str) -> Iterator[str]:
    """The facts that the text says as 'not known yet' because nobody has stated them."""
    missing = unstated(incident, template)
    if missing:
        yield _("Nobody has stated these yet, so the text says that they are not known:")
    speech = session.speech()
    for fact in missing:
        yield f"  incident fact {incident.id} {fact.id}=…    # {speech.fact(fact.id)} ({fact_type_words(fact.type)})"
