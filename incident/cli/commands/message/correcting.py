"""`incident message correct`: what is right, to everybody who may have a wrong text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from incident.cli.acting import act, deliver
from incident.cli.answering import SENT_SHAPE, answers_with, sent
from incident.cli.arguments import command_id, incident_id
from incident.cli.named import known_person
from incident.cli.output import print_data, say
from incident.cli.preview import agree
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import CorrectMessage
from incident.domain.content import FreeText
from incident.domain.events import Wording
from incident.domain.messages.repeating import repeats
from incident.i18n import LANGUAGES, N_, _
from incident.wording.promising import unmoved_words
from incident.wording.repeating import repeats_words
from incident.wording.safe import clean, clean_line

if TYPE_CHECKING:
    from incident.application.ports import NewDelivery
    from incident.domain.incident import Incident
    from incident.domain.messages.message import Message

__all__ = ["correct"]


@command(
    "correct",
    help=N_("Say what is right to everybody who may have a wrong message; what of it still waits never leaves."),
    json_shape=SENT_SHAPE,
)
@incident_id
@argument("MESSAGE", "message_id")
@option("--template", metavar="TEMPLATE", help=N_("The text that is right, filled with what is known now."))
@option(
    "--body",
    "bodies",
    multiple=True,
    metavar="WORDS",
    help=N_("What is right, written out; once a language: --body en=WORDS --body zh-CN=WORDS."),
)
@option(
    "--title",
    "titles",
    multiple=True,
    metavar="WORDS",
    help=N_("Its subject, where the old one is wrong too; as --body."),
)
@option("--approved-by", metavar="PERSON", help=N_("Who agreed by phone, where somebody has to."))
@option("--yes", is_flag=True, help=N_("Send it without being asked."))
@command_id
@answers_with(sent)
@pass_session
def correct(
    session: Session,
    *,
    incident_id: str,
    message_id: str,
    template: str | None,
    bodies: Sequence[str],
    titles: Sequence[str],
    approved_by: str | None,
    yes: bool,
    command_id: str | None,
) -> None:
    """Show who gets what, then send it."""
    if bool(template) == bool(bodies):
        raise click.UsageError(_("Say what is right: with --template, or with --body in your own words."))
    wrong = session.load(incident_id).released_message(message_id.upper())
    order = CorrectMessage(
        by=session.by,
        message=wrong.id,
        template=template or "",
        approved_by=known_person(session, approved_by) if approved_by is not None else None,
        as_read=_written(wrong, bodies, titles, session.speech().language) if bodies else None,
    )
    now = session.now(command_id)
    if command_id is None or session.services.log.command(command_id) is None:
        _agree(session, incident_id, order, now, yes=yes)
    outcome = act(session, incident_id, order, command_id, now)
    for written in list(outcome.incident.messages)[-1:]:
        print_data(written)
    _name_others(outcome.incident, wrong.id)
    deliver(session, outcome)


def _name_others(incident: Incident, wrong: str) -> None:
    """The command for each other text that may say the same."""
    for other in repeats(incident, incident.messages[wrong]):
        say(f"  incident message correct {incident.id} {clean_line(other.id)} …")


def _written(wrong: Message, bodies: Sequence[str], titles: Sequence[str], language: str) -> Mapping[str, Wording]:
    """What was typed, by language; the subject is the old one where nobody gave another."""
    named = dict(_in_languages(titles, language))
    old = {tag: str(words.title) for tag, words in wrong.wordings.items()}
    first = next(iter(old.values()), "")
    return {
        tag: Wording(title=FreeText(named.get(tag) or old.get(tag) or first), body=FreeText(body))
        for tag, body in _in_languages(bodies, language)
    }


def _in_languages(typed: Sequence[str], language: str) -> Iterator[tuple[str, str]]:
    """`zh-CN=…` is Chinese; without such a beginning it is the language of whoever types."""
    for words in typed:
        tag, is_named, rest = words.partition("=")
        yield (tag, rest) if is_named and tag in LANGUAGES else (language, words)


def _agree(session: Session, incident_id: str, order: CorrectMessage, at: datetime, *, yes: bool) -> None:
    """Show every text with those whom it goes to, and have it agreed to."""
    after, telling = session.services.service.foreseen(incident_id, order, session.services.actor, at)
    texts: dict[tuple[str, str], list[NewDelivery]] = {}
    for row in telling.deliveries:
        texts.setdefault((row.title, row.body), []).append(row)
    for (title, body), rows in texts.items():
        say(_("To {recipients}:").format(recipients=_(", ").join(_recipient(row) for row in rows)))
        say(f"{clean_line(title)}\n\n{clean(body)}\n---")
    if telling.stopped:
        say(
            _("Deliveries of the wrong text that have not left and never will: {count}").format(
                count=len(telling.stopped)
            )
        )
    for name in telling.unreached:
        say(
            _("{recipient} may have the wrong text, and no way leads there any more.").format(
                recipient=clean_line(name)
            )
        )
    audience = after.messages[order.message].audience
    for words in unmoved_words(after, audience, order.template, session.speech(), at):
        say(words)
    for words in repeats_words(after, after.messages[order.message], session.speech(), at):
        say(words)
    agree(session, yes=yes)


def _recipient(row: NewDelivery) -> str:
    return _("{name} ({target}, {language})").format(
        name=clean_line(row.recipient), target=clean_line(row.target_id), language=clean_line(row.language)
    )
