"""`incident doctor --send-test-page`: who is really reached, over which channel, and who says so.

Apart from the findings, which look and send nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from incident.application.messages.trial import Trial, Way, begin_trial, read_trial, ways_to_everybody
from incident.cli.acting import SENDING, sending_words
from incident.cli.exits import Exit
from incident.cli.output import print_data, say
from incident.cli.session import Session
from incident.cli.tables import table
from incident.i18n import _, ngettext
from incident.wording.delivery import assurance_word, delivery_state_word, reason_words
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.delivery.dispatch_report import DispatchReport
    from incident.wording.speech import Speech

__all__ = ["SHAPE", "page_shape", "print_page", "send_test_page"]

SHAPE: Final = (
    "{id, ways: [{recipient, person, target, address, state, assurance, detail, acknowledged}], without_a_way, "
    "underway, unreached}"
)
_LOOK_SECONDS: Final = 0.5


def send_test_page(session: Session, wait: timedelta, *, exercise: bool, yes: bool) -> Trial:
    """Ask, send, and wait for what becomes of it.

    Raises:
        click.exceptions.Exit: it was not agreed to, or there is nobody to send to.
    """
    told = ways_to_everybody(session.services.directory, session.now(), exercise=exercise)
    if not told:
        say(
            _("No way for exercises leads to anybody: targets.yaml marks a target for them by 'exercise: true'.")
            if exercise
            else _("No way leads to anybody: write people and targets into people.yaml and targets.yaml.")
        )
        raise click.exceptions.Exit(Exit.REFUSED)
    _agree(session, len({each.person for each in told if each.person}), len(told), exercise=exercise, yes=yes)
    incident_id = begin_trial(session.services, _("Test page to everybody"), exercise=exercise)
    said = _("Incident {incident} keeps the results; it is closed already. Ctrl-C ends the waiting.")
    say(said.format(incident=incident_id))
    report, trial = _waited(session, incident_id, wait)
    for words in sending_words(report.changed(settled=(), reaped=())):
        say(words)
    return trial


def _agree(session: Session, people: int, count: int, *, exercise: bool, yes: bool) -> None:
    said = ngettext(
        "A test page to the targets for exercises is {count} message to {people} people, marked as an exercise.",
        "A test page to the targets for exercises is {count} messages to {people} people, marked as an exercise.",
        count,
    )
    real = ngettext(
        "A test page is {count} real message to {people} people; it is marked as a test in both languages.",
        "A test page is {count} real messages to {people} people; each is marked as a test in both languages.",
        count,
    )
    say((said if exercise else real).format(count=count, people=people))
    if not exercise:
        say(
            _("Channels of customers and of others outside are left out; '--exercise' tests the targets for exercises.")
        )
    if yes:
        return
    if not session.at_terminal:
        say(_("Nothing was sent. Say --yes to send it."))
        raise click.exceptions.Exit(Exit.USAGE)
    if not click.confirm(_("Send this?"), err=True):
        say(_("Nothing was sent."))
        raise click.exceptions.Exit(1)


def _waited(session: Session, incident_id: str, wait: timedelta) -> tuple[DispatchReport, Trial]:
    """Send what is due until every delivery has ended and everybody has answered, for at most that long."""
    end = time.monotonic() + wait.total_seconds()
    while True:
        report = session.services.dispatcher.drain(SENDING)
        trial = read_trial(session.services, incident_id)
        has_everybody = trial.is_over and trial.acknowledged.issuperset(trial.people)
        left = end - time.monotonic()
        if has_everybody or report.is_held or left <= 0:
            return report, trial
        time.sleep(min(_LOOK_SECONDS, left))


def print_page(trial: Trial, session: Session) -> None:
    """A line for each way, then who was reached and who was not."""
    speech = session.speech(trial.incident.bundle)
    head = [_("TO"), _("TARGET"), _("STATE")]
    print_data("\n".join(table(head, (_row(way, trial, speech) for way in trial.ways), session.width)))
    for words in _summed(trial, speech):
        print_data(words)
    if not trial.is_over or not trial.acknowledged.issuperset(trial.people):
        say(_("What comes later: incident message list {incident}").format(incident=trial.incident.id))


def _row(way: Way, trial: Trial, speech: Speech) -> list[str]:
    who, row = way.recipient, way.delivery
    if row is None:
        return [clean_line(who.name), clean_line(who.target_id), _("nothing was sent")]
    words = delivery_state_word(row.state)
    if row.assurance is not None:
        words = _("{state}, {reason}").format(state=words, reason=assurance_word(row.assurance))
    elif row.last_detail:
        words = _("{state}, {reason}").format(state=words, reason=reason_words(row.last_detail))
    if (who.person or who.name) in trial.acknowledged:
        words = _("{state}; ACKNOWLEDGED").format(state=words)
    return [speech.person(who.person) if who.person else clean_line(who.name), clean_line(who.target_id), words]


def _summed(trial: Trial, speech: Speech) -> Iterator[str]:
    reached = len(trial.people) - len(trial.unreached) - len(trial.underway)
    said = _("Reached: {reached} of {people} people. Acknowledged: {acknowledged}.")
    acknowledged = len(trial.acknowledged.intersection(trial.people))
    yield said.format(reached=reached, people=len(trial.people) + len(trial.silent), acknowledged=acknowledged)
    for words, people in (
        (_("Not arrived yet, still being sent or tried again: {people}."), trial.underway),
        (_("Not reached on any way: {people}."), trial.unreached),
        (_silent_words(trial), trial.silent),
    ):
        if people:
            yield words.format(people=_(", ").join(map(speech.person, people)))


def _silent_words(trial: Trial) -> str:
    if trial.is_exercise:
        return _("Without a way for exercises in people.yaml: {people}.")
    return _("Without any way in people.yaml: {people}.")


def page_shape(trial: Trial) -> dict[str, object]:
    """In JSON."""
    ways = [
        {
            "recipient": way.recipient.name,
            "person": way.recipient.person or None,
            "target": way.recipient.target_id,
            "address": way.recipient.address,
            "state": way.delivery.state.value if way.delivery else None,
            "assurance": way.delivery.assurance.value if way.delivery and way.delivery.assurance else None,
            "detail": way.delivery.last_detail if way.delivery else "",
            "acknowledged": (way.recipient.person or way.recipient.name) in trial.acknowledged,
        }
        for way in trial.ways
    ]
    return {
        "id": trial.incident.id,
        "ways": ways,
        "without_a_way": [*trial.silent],
        "underway": [*trial.underway],
        "unreached": [*trial.unreached],
    }
