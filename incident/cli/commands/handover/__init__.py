"""`incident handover`: the briefing, and everything that two people say to each other when work goes over.

Apart from `incident role`, which gives one role to somebody who is there: here a whole shift goes home.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

import click

from incident.application.briefing import Briefing, load_briefing
from incident.cli.acting import act
from incident.cli.arguments import because, command_id, incident_id, json_output
from incident.cli.commands.handover.shape import SHAPE, briefing_shape
from incident.cli.named import known_person
from incident.cli.output import print_data, print_json, say
from incident.cli.resting import agree_to_wake
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.cli.writing import write_file
from incident.domain import commands as c
from incident.domain.duties.carrying import Carried, carried_by, offers, still_offered
from incident.domain.duties.handover import COMMAND, Handover
from incident.domain.frozen import Frozen
from incident.domain.incident import COMMANDER, Incident
from incident.i18n import N_, _, ngettext
from incident.walk.reading import readable_inventory
from incident.wording.handover import carried_words, command_phrase, is_phrase
from incident.wording.safe import clean_line

__all__ = ["handover"]

_ACTS: Final = {
    "offer": N_("Offer all that you carry to PERSON; --worry says what worries you most."),
    "read-back": N_("Say what you heard: --next, --hurts, --due."),
    "accept": N_("Carry these ITEMs from now on; none named: all but command."),
    "take": N_("Take command, by the phrase; with --because where nobody offered it."),
    "withdraw": N_("Call it off, or decline it."),
}


class _Said(Frozen):
    """What stands on the command line."""

    session: Session
    incident: Incident
    words: Sequence[str]
    command_id: str | None
    handover: str | None
    worry: str | None
    half_decided: str | None
    half_typed: bool
    next: str | None
    hurts: str | None
    due: str | None
    because: str | None
    giver: str | None
    yes: bool

    @property
    def by(self) -> str:
        """Whose act it is."""
        return self.session.by


@command("handover", json_shape=SHAPE, words=_ACTS)
@incident_id
@argument("[ACTION]", "act_name", type=OneOf(list(_ACTS)), required=False)
@argument("[PERSON|ITEM]...", "words", nargs=-1)
@option("--worry", metavar="WORDS", help=N_("What worries you most: offer."))
@option("--half-decided", metavar="WORDS", help=N_("What you had nearly decided: offer."))
@option("--half-typed", is_flag=True, help=N_("Send along what you have half typed in the terminal program: offer."))
@option("--next", metavar="WORDS", help=N_("The next action: read-back."))
@option("--hurts", metavar="WORDS", help=N_("What can hurt: read-back."))
@option("--due", metavar="WORDS", help=N_("What is due next: read-back."))
@option("--handover", metavar="H1", help=N_("Which one, where several are under way."))
@because
@option("--from", "giver", metavar="PERSON", help=N_("Who has command now: take --yes."))
@option("--yes", is_flag=True, help=N_("Do not ask: take, with --from, or offer to a person who rests."))
@option("--format", "form", type=OneOf(["text", "md"]), default="text", show_default=True)
@json_output
@option("-o", "--output", metavar="FILE", help=N_("Write the briefing there instead of printing it."))
@command_id
@pass_session
def handover(
    session: Session,
    /,
    *,
    incident_id: str,
    act_name: str | None,
    words: tuple[str, ...],
    form: str,
    as_json: bool,
    output: str | None,
    **said: Any,  # noqa: ANN401  (the options, which `_Said` names)
) -> None:
    """Brief, or do what was said."""
    incident = session.load(incident_id)
    if act_name is not None:
        _DOES[act_name](_Said(session=session, incident=incident, words=words, **said))
        return
    services, own = session.services, readable_inventory(session.services)
    briefing = load_briefing(services.log, services.outbox, incident.id, session.by, session.now(), inventory=own)
    if as_json:
        print_json(briefing_shape(briefing, session.speech()))
        return
    _say_half_typed(session, incident)
    text = _text(session, briefing, form)
    if output is None or output == "-":
        print_data(text.rstrip("\n"))
        return
    write_file(output, text.rstrip("\n") + "\n", "--output")
    say(_("Written to {path}.").format(path=clean_line(output)))


def _text(session: Session, briefing: Briefing, form: str) -> str:
    from incident.adapters.reports.handover import briefing_as_markdown, briefing_as_text  # here: acts need no page

    if form == "md":
        return briefing_as_markdown(briefing, session.speech())
    return briefing_as_text(briefing, session.speech(), session.width)


def _say_half_typed(session: Session, incident: Incident) -> tuple[str, ...]:
    """What stands half typed in the terminal program of whoever asks, and in no record; what of it can go along."""
    from pathlib import Path  # here, as below: few leave anything half typed

    folder = Path(session.services.workspace.root) / ".drafts"
    if not folder.is_dir():
        return ()
    from incident.walk.drafts import Drafts
    from incident.walk.half_typed import going_along, left_behind_words, with_half_typed
    from incident.walk.reading import moment_of

    with closing(Drafts(folder, session.by)) as drafts:
        walk = with_half_typed(moment_of(session.services, incident), drafts)
    if words := left_behind_words(walk):
        say(words)
    return going_along(walk)


def _offer(said: _Said) -> None:
    session = said.session
    if len(said.words) != 1:
        raise click.UsageError(_("Name the person who takes over."))
    along = _say_half_typed(session, said.incident)
    if said.half_typed and not along:
        raise click.UsageError(_("Nothing of yours is half typed here. Leave out --half-typed."))
    if along and not said.half_typed:
        say(_("To send it along: --half-typed"))
    worry = _asked(said, said.worry, "--worry", _("What worries you most?"))
    order = c.OfferHandover(
        by=said.by,
        to=known_person(session, said.words[0]),
        worry=worry,
        half_decided=said.half_decided or "",
        half_typed=" / ".join(along) if said.half_typed else "",
    )
    agree_to_wake(session, said.incident.id, order, said.command_id, yes=said.yes)
    outcome = act(session, said.incident.id, order, said.command_id)
    speech, made = session.speech(), list(outcome.incident.handovers.values())[-1]
    words = ngettext(
        "Hand-over {handover}: {count} thing offered to {person}. Nothing has moved yet.",
        "Hand-over {handover}: {count} things offered to {person}. Nothing has moved yet.",
        len(made.carries),
    )
    say(words.format(handover=made.id, count=len(made.carries), person=speech.person(made.to)))
    for key in made.carries:
        say(f"  {carried_words(key, speech)}")
    say(_("They read it: incident handover {incident}").format(incident=outcome.incident.id))


def _read_back(said: _Said) -> None:
    session, offered = said.session, _offered_to_me(said)
    order = c.ReadBackHandover(
        by=said.by,
        handover=offered,
        next_action=_asked(said, said.next, "--next", _("What is the next action?")),
        can_hurt=_asked(said, said.hurts, "--hurts", _("What can hurt?")),
        due_next=_asked(said, said.due, "--due", _("What is due next, and to whom?")),
    )
    outcome = act(session, said.incident.id, order, said.command_id)
    say(_("Read back. Next: incident handover {incident} accept").format(incident=outcome.incident.id))


def _accept(said: _Said) -> None:
    session, offered = said.session, _offered_to_me(said)
    order = c.AcceptHandover(by=said.by, handover=offered, items=tuple(_item(said, offered, w) for w in said.words))
    outcome = act(session, said.incident.id, order, said.command_id)
    left = still_offered(outcome.incident, outcome.incident.handovers[offered], session.now())
    _say_left(said, left)


def _say_left(said: _Said, left: Sequence[Carried]) -> None:
    if not left:
        say(_("All of it is yours."))
        return
    say(_("Still to accept:"))
    speech = said.session.speech()
    for each in left:
        say(f"  {each.key}  {carried_words(each.key, speech)}")
    if any(each.key == COMMAND for each in left):
        say(_("Command: incident handover {incident} take").format(incident=said.incident.id))


def _take(said: _Said) -> None:
    session = said.session
    if not _agreed(said):
        say(_("That is not the phrase. Nothing happened."))
        raise click.exceptions.Exit(1)
    outcome = act(session, said.incident.id, c.TakeCommand(by=said.by, because=said.because or ""), said.command_id)
    say(_("You have command of {incident}. Every screen says so.").format(incident=outcome.incident.id))
    left = _left_for_me(outcome.incident, said)
    if left:
        _say_left(said, left)


def _left_for_me(incident: Incident, said: _Said) -> Sequence[Carried]:
    """What was offered to whoever took command, and is not accepted yet."""
    now = said.session.now()
    mine = (each for each in offers(incident, now) if each.to == said.by)
    return [each for handover in mine for each in still_offered(incident, handover, now)]


def _agreed(said: _Said) -> bool:
    """Whether the phrase was typed; a script names whose command it takes.

    Raises:
        click.UsageError: nobody is there to type it, or somebody else has command.
    """
    session, commander = said.session, said.incident.person_of(COMMANDER)
    if said.yes:
        if said.giver is None or known_person(session, said.giver) != commander:
            raise click.UsageError(_("With --yes say --from with the person who has command now."))
        return True
    if not session.at_terminal:
        raise click.UsageError(_("Nobody is there to ask. Say --yes and --from."))
    if commander is not None:
        say(_("{person} has command.").format(person=session.speech().person(commander)))
    asked = _("Type {phrase} to take it").format(phrase=command_phrase())
    return is_phrase(str(click.prompt(asked, default="", show_default=False, err=True)))


def _withdraw(said: _Said) -> None:
    session = said.session
    mine = [each for each in offers(said.incident, session.now()) if said.by in (each.giver, each.to)]
    offered = _one_of(said, mine)
    act(
        session,
        said.incident.id,
        c.WithdrawHandover(by=said.by, handover=offered, because=said.because or ""),
        said.command_id,
    )
    say(_("Hand-over {handover} is called off. What was not accepted stays where it was.").format(handover=offered))


_DOES: Final[Mapping[str, Callable[[_Said], None]]] = {
    "offer": _offer,
    "read-back": _read_back,
    "accept": _accept,
    "take": _take,
    "withdraw": _withdraw,
}


def _offered_to_me(said: _Said) -> str:
    return _one_of(said, [each for each in offers(said.incident, said.session.now()) if each.to == said.by])


def _one_of(said: _Said, mine: Sequence[Handover]) -> str:
    """The id of the hand-over that is meant.

    Raises:
        click.UsageError: several are under way, and none was named.
    """
    if said.handover is not None:
        return said.handover
    if len(mine) > 1:
        names = _(", ").join(each.id for each in mine)
        raise click.UsageError(_("Say --handover: {names}.").format(names=names))
    if not mine:
        say(_("No hand-over waits for you in {incident}.").format(incident=said.incident.id))
        raise click.exceptions.Exit(1)
    return mine[0].id


def _item(said: _Said, handover_id: str, typed: str) -> str:
    """The thing of that key, or of that subject where only one has it; what is unknown goes on as it is."""
    found = said.incident.handovers.get(handover_id)
    every = still_offered(said.incident, found, said.session.now()) if found else ()
    alike = [each.key for each in every if typed.casefold() == each.subject.casefold()]
    return alike[0] if len(alike) == 1 else typed


def _asked(said: _Said, given: str | None, name: str, question: str) -> str:
    """What the line says, or the person at the terminal.

    Raises:
        click.UsageError: it is missing, and nobody is there.
    """
    if given is not None:
        return given
    if not said.session.at_terminal:
        raise click.UsageError(_("This needs {option}.").format(option=f"{name} WORDS"))
    if name == "--worry":
        count = len(carried_by(said.incident, said.by, said.session.now()))
        say(ngettext("You carry {count} thing.", "You carry {count} things.", count).format(count=count))
    return str(click.prompt(question, prompt_suffix=" ", err=True))
