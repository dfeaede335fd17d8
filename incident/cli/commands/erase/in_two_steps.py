"""Erasing in two steps: proposed by a person or a rule, confirmed by somebody who did not ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from incident.application.evidence.authors import authors_of, told_by
from incident.application.evidence.going import said_of, said_of_others_too
from incident.application.evidence.retention import due
from incident.application.messages.echoes import has_words, rest_of
from incident.cli.acting import act
from incident.cli.asking import require_consent
from incident.cli.exits import Exit
from incident.cli.output import print_data, say
from incident.cli.spoken import option
from incident.domain.commands import ConfirmErasure, DeclineErasure, ProposeErasure
from incident.domain.decide import decide
from incident.domain.erasers import free_entries, settlers
from incident.domain.events import ErasureProposed
from incident.domain.incident import Status
from incident.domain.refusals import Refusal, Refused
from incident.i18n import N_, _, ngettext
from incident.wording.entering import entered_both_words
from incident.wording.erasing import entries_phrase, same_bytes_words, stays_words
from incident.wording.evidence import erasure_words, settled_words
from incident.wording.refusals import say_refusal
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from incident.cli.session import Session
    from incident.domain.evidence import Erasure
    from incident.domain.incident import Incident

__all__ = [
    "because_that_stays",
    "confirm_erasure",
    "decline_erasure",
    "propose_due",
    "propose_erasure",
    "say_owed",
    "say_that_it_stays",
    "say_what_else_goes",
]

because_that_stays = option(
    "--because",
    "--reason",
    "because",
    metavar="WORDS",
    help=N_("Why. It stays in the record for ever: name nobody in it, and nothing of what is to go."),
)
"""The reason of an erasure, which nobody can erase."""


def propose_erasure(session: Session, incident_id: str, seq: int, because: str, command_id: str | None) -> None:
    """Ask for one entry."""
    if any(entry.seq == seq and not has_words(entry.event) for entry in session.log.read(incident_id)):
        raise Refused(Refusal.ENTRY_WORDLESS, seq=seq)
    order = ProposeErasure(by=session.by, entries=(seq,), because=because)
    if _propose(session, incident_id, order, command_id):
        say_that_it_stays(because)
        return
    incident = session.load(incident_id)
    asked = next(each for each in incident.evidence.proposed if seq in each.entries and not each.cases)
    print_data(f"{incident_id} {asked.id}")
    said = _("{erasure} asks for this already, so your reason was not recorded.")
    say(said.format(erasure=asked.id))
    say(erasure_words(asked, session.speech(incident.bundle)))
    say(_confirming(session, incident, asked))


def say_that_it_stays(because: str) -> None:
    """A reason is no text that could be erased later."""
    said = _("The reason stays in the record for ever, so it must name nobody: {reason}")
    say(said.format(reason=clean_line(because)))


def propose_due(session: Session, incident_id: str | None) -> None:
    """Ask for what the rules say is due, an act for each incident and rule; a legal hold is named, and stops no other.

    Raises:
        NotFound: there is no such incident.
        click.exceptions.Exit: a legal hold kept something of it.
    """
    retention = session.services.workspace.retention
    if not retention:
        say(_("'incident.yaml' has no 'retention': no rule says when anything is due."))
        return
    if incident_id is not None and session.load(incident_id).closed_at is None:
        said = _("'{incident}' is open. The rules of 'retention' count from when it is closed.")
        say(said.format(incident=clean_line(incident_id)))
        return
    is_held, proposed = False, 0
    for each in due(session.log, retention, session.now(), incident_id):
        order = ProposeErasure(by=session.by, entries=each.entries, because=each.rule, by_rule=True)
        try:
            proposed += _propose(session, each.incident_id, order, None)
        except Refused as refused:
            is_held = True
            said = _("{incident}: {refusal}")
            say(said.format(incident=each.incident_id, refusal=say_refusal(refused, session.speech(), session.now())))
    if is_held:
        raise click.exceptions.Exit(Exit.REFUSED)
    if not proposed:
        say(_("Nothing is due that was not proposed already."))


def _propose(session: Session, incident_id: str, order: ProposeErasure, command_id: str | None) -> bool:
    """Whether it was proposed now."""
    outcome = act(session, incident_id, order, command_id)
    if not outcome.entries:
        return False
    own = next(entry.event.erasure for entry in outcome.entries if isinstance(entry.event, ErasureProposed))
    asked = outcome.incident.evidence.erasures[own]
    print_data(f"{incident_id} {asked.id}")
    if asked.settled_at is not None:  # the command came again, and somebody has answered it meanwhile
        say(settled_words(asked, session.speech(outcome.incident.bundle)))
        return True
    _say_same_bytes(outcome.incident, asked)
    say(_confirming(session, outcome.incident, asked))
    return True


def _say_same_bytes(incident: Incident, erasure: Erasure) -> None:
    for words in () if erasure.cases else same_bytes_words(incident, erasure.entries):
        say(words)


def _confirming(session: Session, incident: Incident, asked: Erasure) -> str:
    """Who may confirm it, and how."""
    authors = authors_of(session.log.read(incident.id), free_entries(incident, asked.entries))
    people = settlers(incident, asked, told_by(session.services.directory, authors))
    said = _("Proposed. {people} can confirm it: incident erase {incident} --confirm {erasure}")
    if not people:
        said = _("Proposed. Somebody else confirms it: incident erase {incident} --confirm {erasure}")
        if incident.status is not Status.CLOSED:
            said = _(
                "Proposed. Nobody else wrote these words or holds a role: whoever is given one can confirm it: "
                "incident erase {incident} --confirm {erasure}"
            )
    speech = session.speech(incident.bundle)
    named = _(", ").join(map(speech.person, people))
    return said.format(people=named, incident=incident.id, erasure=asked.id)


def confirm_erasure(session: Session, incident_id: str, erasure: str, command_id: str | None, *, yes: bool) -> None:
    """Say what goes, ask, and destroy it."""
    incident = session.load(incident_id)
    order = session.services.service.completing(incident_id, ConfirmErasure(by=session.by, erasure=erasure))
    decide(incident, order, session.now(command_id))  # nobody is asked about what cannot be
    proposed = incident.evidence.erasures[erasure]
    say(erasure_words(proposed, session.speech(incident.bundle)))
    say_owed(session, incident, proposed)
    say_what_else_goes(session, incident, proposed)
    _say_same_bytes(incident, proposed)
    both = entered_both_words(proposed, session.services.actor, session.speech(incident.bundle))
    if both:
        say(both)
    stays = [each.seq for each in session.log.read(incident_id) if each.seq in proposed.entries and rest_of(each.event)]
    if stays:
        say(stays_words(stays))
    question, done = _asked_and_done(proposed, has_rest=bool(stays))
    if not yes:
        require_consent(session, question, _("Nothing was erased."))
    act(session, incident_id, ConfirmErasure(by=session.by, erasure=erasure), command_id)
    say(done)


def say_owed(session: Session, incident: Incident, erasure: Erasure) -> None:
    """What the customers whose words are to go still have to get, before anybody agrees to it."""
    if not erasure.cases:
        return
    from incident.domain.cases.register import register_of  # here: few erasures are about customers
    from incident.wording.case_rows import owed_words

    cases = map(register_of(incident).case, erasure.cases)
    owed = [words for case in cases if (words := owed_words(case, session.now()))]
    for words in owed:
        say(words)
    if owed:
        say(_("With the words these duties end: the customer can be neither reached nor told any more."))


def say_what_else_goes(session: Session, incident: Incident, erasure: Erasure) -> None:
    """Which other entries lose what they say of these customers, and which stay because they are about others too."""
    if incident.cases is None:
        return
    entries = session.log.read(incident.id)
    goes, stays = said_of(erasure, incident, entries), said_of_others_too(erasure, incident, entries)
    if goes:
        words = _("What else was written of these customers goes too: {entries}.")
        say(words.format(entries=entries_phrase([entry.seq for entry in goes])))
    if stays:
        words = ngettext(
            "Entry {entries} is about other customers too, and stays. "
            "If it names somebody who is to go: incident erase {incident} {entries} --propose",
            "Entries {entries} are about other customers too, and stay. "
            "If they name somebody who is to go: incident erase {incident} ENTRY --propose",
            len(stays),
        )
        say(words.format(entries=_(", ").join(str(entry.seq) for entry in stays), incident=incident.id))
    if erasure.cases:
        say_naming(session, incident, erasure, {entry.seq for entry in (*goes, *stays)})
        say_linked(incident, erasure)
        say(_("Notes and messages can name these customers as well: look with incident search."))


def say_naming(session: Session, incident: Incident, erasure: Erasure, known: AbstractSet[int]) -> None:
    """Which notes, messages and others name these customers, for once their words are gone nobody can look for them."""
    from incident.application.cases.words import words_by_number  # here, as above
    from incident.application.evidence.naming import naming

    customers = words_by_number(incident, session.log, erasure.cases).values()
    said = _("Entry {entry} names a customer who is to go, and stays: incident erase {incident} {entry} --propose")
    for seq in naming(customers, session.log.read(incident.id), known):
        say(said.format(entry=seq, incident=incident.id))


def say_linked(incident: Incident, erasure: Erasure) -> None:
    """Which other cases may be of the same customer, and are not erased with these: what is asked for is a person."""
    from incident.domain.cases.register import register_of  # here, as above
    from incident.wording.case_rows import linked_words

    for words in linked_words(incident.id, register_of(incident).linked(erasure.cases)):
        say(words)


def _asked_and_done(erasure: Erasure, *, has_rest: bool) -> tuple[str, str]:
    """What is asked before, and what is said after."""
    if erasure.cases:
        from incident.wording.cases import cases_phrase  # here, as above

        cases = cases_phrase(erasure.cases)
        return (
            _("Erase the words of {cases} for ever?").format(cases=cases),
            _("The words of {cases} are gone; the record still verifies.").format(cases=cases),
        )
    entries = entries_phrase(erasure.entries)
    asked = _("Erase the words and files of {entries} for ever?").format(entries=entries)
    if has_rest:
        return asked, _("What could be erased of {what} is gone; the record still verifies.").format(what=entries)
    return asked, _("The words and files of {entries} are gone; the record still verifies.").format(entries=entries)


def decline_erasure(session: Session, incident_id: str, erasure: str, because: str, command_id: str | None) -> None:
    """It stays."""
    act(session, incident_id, DeclineErasure(by=session.by, erasure=erasure, because=because), command_id)
    say(_("Erasure {erasure} is declined; nothing was erased.").format(erasure=erasure))
