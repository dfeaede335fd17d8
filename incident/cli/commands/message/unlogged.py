"""`incident message page` and `paged`: telling people while the log cannot be used, and entering it afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from incident.application.delivery.unlogged import Told, words_of_page
from incident.application.errors import StorageError
from incident.application.messages.people import in_mode, person_called
from incident.application.ports import DeliveryState, Page
from incident.cli.acting import act
from incident.cli.answering import ACT_SHAPE, answers_json, answers_with
from incident.cli.arguments import incident_id
from incident.cli.exits import Exit
from incident.cli.output import print_data, say
from incident.cli.parameters import LENGTH
from incident.cli.session import Heard, Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import AddNote
from incident.i18n import N_, _, ngettext
from incident.wording.delivery import delivery_state_word, reason_words
from incident.wording.people import ways_in_full
from incident.wording.safe import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from incident.application.delivery.unlogged import Pager

__all__ = ["page", "paged"]


def _answered(_session: Session, heard: Heard) -> dict[str, object]:
    return {"came": heard.data, "said": heard.said}


@command(
    "page",
    help=N_("While the log cannot be used: tell people on every way of theirs, without it."),
    json_shape="{version, came, said}",
)
@argument("PERSON...", "people", nargs=-1, required=True)
@argument("TEXT")
@option("--wait", type=LENGTH, default="30s", help=N_("How long to try again where it could not be sent."))
@option("--yes", is_flag=True, help=N_("Send it without being asked."))
@answers_with(_answered)
@pass_session
def page(session: Session, *, people: tuple[str, ...], text: str, wait: timedelta, yes: bool) -> None:
    """Only where no log would keep it: otherwise a message belongs to its incident."""
    why = _why_without(session)
    if why is None:
        say(_("The log can be used, so nothing was sent: 'incident declare' and 'incident message send' tell people."))
        raise click.exceptions.Exit(Exit.REFUSED)
    from incident.wording.errors import say_error  # here: as every command has it

    say(say_error(why))
    say(_("THE LOG CANNOT BE USED. This page stands in no incident, and nobody can acknowledge it there."))
    told = [person_called(session.services.directory, each).id for each in people]
    with_pager = session.wiring.open_pager(session.options)
    try:
        came = _paged(session, with_pager, told, clean(text).strip(), wait, yes=yes)
    finally:
        with_pager.close()
    if not {each.recipient.person for each in came if each.state is DeliveryState.SENT}.issuperset(told):
        raise click.exceptions.Exit(Exit.UNDELIVERED)


def _why_without(session: Session) -> StorageError | None:
    """Why the log cannot be used; None where it can."""
    try:
        session.services.log.check_writable()
    except StorageError as error:
        return error
    return None


def _paged(
    session: Session, pager: Pager, told: Sequence[str], text: str, wait: timedelta, *, yes: bool
) -> Sequence[Told]:
    ways, speech = pager.ways(told), session.speech()
    names = _(", ").join(map(speech.person, told))
    said = ngettext("To {people}, {count} message:", "To {people}, {count} messages:", len(ways))
    say(said.format(people=names, count=len(ways)))
    say(text)
    if not ways or (not yes and not _agreed(session)):
        say(_("Nothing was sent."))
        raise click.exceptions.Exit(Exit.REFUSED)
    login = session.wiring.login_name(session.options)
    begun = Page(id=f"PAGE-{session.services.ids.new()[:8]}", at=session.now(), by=login, people=told, text=text)
    _keep(pager, begun)
    who, contact = speech.person(login), session.services.workspace.contact
    came = pager.send(begun, ways, lambda language: words_of_page(text, who, contact, language), wait)
    _keep(pager, begun.changed(came=[(e.recipient.person, e.recipient.target_id, e.state.value) for e in came]))
    for line in _came_words(session, came, told):
        print_data(line)
    say(_("When the log can be used again: incident message paged INCIDENT"))
    return came


def _agreed(session: Session) -> bool:
    if not session.at_terminal:
        say(_("Say --yes to send it."))
        return False
    return click.confirm(_("Send this?"), err=True)


def _keep(pager: Pager, begun: Page) -> None:
    """A page that nobody can keep leaves all the same."""
    try:
        pager.spool.keep(begun)
    except StorageError as error:
        from incident.wording.errors import say_error  # here, as above

        say(say_error(error))
        say(_("This page is kept nowhere: write it down."))


def _came_words(session: Session, came: Sequence[Told], told: Sequence[str]) -> Iterator[str]:
    for each in came:
        words = delivery_state_word(each.state)
        if each.state is not DeliveryState.SENT and each.outcome.detail:
            words = _("{state}, {reason}").format(state=words, reason=reason_words(each.outcome.detail))
        name, target = clean_line(each.recipient.name), clean_line(each.recipient.target_id)
        yield _("{recipient} by {target}: {state}").format(recipient=name, target=target, state=words)
    reached = {each.recipient.person for each in came if each.state is DeliveryState.SENT}
    directory = session.services.directory
    missing = filter(None, (directory.person(each) for each in told if each not in reached))
    for person in in_mode(missing, directory, exercise=False):
        words = _("NOT REACHED, phone now: {name}, {ways}")
        yield words.format(name=clean_line(person.name), ways=ways_in_full(person))


@command(
    "paged", help=N_("Enter into an incident what was paged while the log could not be used."), json_shape=ACT_SHAPE
)
@incident_id
@answers_json
@pass_session
def paged(session: Session, *, incident_id: str) -> None:
    """A note of each, once: its id is that of the command."""
    pager = session.wiring.open_pager(session.options)
    waiting = pager.spool.pages()
    for each in waiting:
        words = _note_words(session, each)
        act(session, incident_id, AddNote(by=session.by, text=words), each.id)
        pager.spool.taken(each.id)
    said = ngettext("Entered {count} page.", "Entered {count} pages.", len(waiting))
    say(said.format(count=len(waiting)) if waiting else _("No page waits to be entered."))


def _note_words(session: Session, each: Page) -> str:
    speech = session.speech()
    at = speech.when(each.at, session.now())
    if each.came is None:
        came = _("the program ended meanwhile, so nobody knows what left")
    else:
        ways = (
            _("{recipient} by {target}: {state}").format(
                recipient=speech.person(person), target=target, state=delivery_state_word(DeliveryState(state))
            )
            for person, target, state in each.came
        )
        came = _("; ").join(ways)
    said = _("Paged without the log, {at}, by {by} to {people}: {text} ({came})")
    names = _(", ").join(map(speech.person, each.people))
    return said.format(at=at, by=speech.person(each.by), people=names, text=each.text, came=came)
