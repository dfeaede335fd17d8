"""`incident drill run`, `status`, `inject`, `pause`, `resume`, `speed`, `stop`: an exercise from its start to its end.

Apart from the screens, which do the same with keys.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from incident.application.errors import IncidentError, LedSideShut
from incident.application.exercises.kept import KeptEntries
from incident.application.exercises.leading import Leading
from incident.application.exercises.leaving import is_led, let_go, let_stand, whose_lead
from incident.cli.acting import act, hear
from incident.cli.answering import ACT_SHAPE, answers_json
from incident.cli.arguments import because, command_id, incident_id, json_output
from incident.cli.asking import require_consent
from incident.cli.commands.drill.beginning import Ways, begun, require_no_beginning, require_no_speed
from incident.cli.output import print_data, print_json, say
from incident.cli.screenful import prints_lines
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import EndExercise, PauseExercise, SetExerciseRate
from incident.domain.exercises.clock import FASTEST
from incident.domain.exercises.reserved import UNLED, ceased_by
from incident.domain.exercises.state import Phase
from incident.domain.refusals import Refused
from incident.i18n import N_, _, current
from incident.wording.console import counted_words, real_event_words, unheld_words, unled_choice, unled_words
from incident.wording.exercising import uncounted_words
from incident.wording.times import duration

if TYPE_CHECKING:
    from incident.application.exercises.standing import Standing
    from incident.domain.exercises.scenario import Inject
    from incident.domain.incident import Incident

__all__ = ["inject", "leading_of", "pause", "resume", "run", "speed", "stop"]

_TICK_SECONDS: Final = 1.0
_RUN_SHAPE: Final = "{version, id}"
_INJECT_SHAPE: Final = "{version, number, inject}"
_ACTIONS: Final = {
    "next": N_("Let the next one of the plan go now."),
    "release": N_("Let that one go now."),
    "hold": N_("Let it go by hand only."),
    "skip": N_("Do not play it."),
}


@command("run", json_shape=_RUN_SHAPE)
@argument("SCENARIO", "name")
@option("--lead", "leads", metavar="PERSON", multiple=True, help=N_("Who leads it beside you; say it for each."))
@option(
    "--evaluate",
    "evaluators",
    metavar="PERSON",
    multiple=True,
    help=N_("Who observes and rates it, and steers nothing; say it for each."),
)
@option(
    "--speed",
    "rate",
    metavar="RATE",
    type=click.IntRange(1, FASTEST),
    help=N_("How many times as fast its clock goes."),
)
@option("--solo", is_flag=True, help=N_("A rehearsal for oneself: who leads it plays too."))
@option(
    "--despite",
    metavar="ID",
    multiple=True,
    help=N_("An open real incident of tier 1 or 2 that needs none of the players, say it for each; or: blackout."),
)
@option("--plain", is_flag=True, help=N_("Without the screen: a line for each inject that goes."))
@option("--no-watch", is_flag=True, help=N_("Begin it, and let another terminal release what is due."))
@json_output
@pass_session
def run(
    session: Session,
    *,
    name: str,
    leads: tuple[str, ...],
    evaluators: tuple[str, ...],
    rate: int | None,
    solo: bool,
    despite: tuple[str, ...],
    plain: bool,
    no_watch: bool,
    as_json: bool,
) -> int:
    """Begin it, or go on with one that runs, and release what is due until it ends."""
    leading = leading_of(session)
    ways = Ways(leads=leads, evaluators=evaluators, rate=rate, solo=solo, despite=despite)
    exercise = _running(session, leading, name.upper(), ways) or begun(session, leading, name, ways)
    if as_json:
        print_json({"id": exercise})
    else:
        print_data(exercise)
    say(_("EXERCISE: players walk it with 'incident walk {exercise}'.").format(exercise=exercise))
    if session.at_terminal and not (no_watch or plain or as_json or prints_lines()):
        return _on_screen(session, leading, exercise)
    leading.steered(exercise)
    if not no_watch:
        _watch(session, leading, exercise)
    else:
        _say_unwatched(leading, exercise)
    return 0


def _say_unwatched(leading: Leading, exercise: str) -> None:
    if leading.standing(exercise).exercise.phase is Phase.RUNNING:
        words = _("Its clock goes, and no inject does until somebody leads it: 'incident drill run {exercise}'.")
        say(words.format(exercise=exercise))


def _watch(session: Session, leading: Leading, exercise: str) -> None:
    """Let go what is due until it ends; who stops looking, or cannot go on, lets it stand."""
    leading.known, told = KeptEntries(), set[int]()
    _say_unled(session, leading.standing(exercise))
    try:
        while leading.standing(exercise).exercise.phase is not Phase.ENDED:
            leading.hold(exercise)
            for each in leading.advance(exercise):
                say(_released(session, leading.standing(exercise), each))
            for number in leading.waiting(exercise):
                if number not in told:
                    told.add(number)
                    words = _("Inject {number} is due and waits for your hand: {command}")
                    order = f"incident drill inject {exercise} release {number}"
                    say(words.format(number=number, command=order))
            time.sleep(_TICK_SECONDS)
    except BaseException:  # any end of this program leaves the exercise without a lead, a fault as well as Ctrl-C
        with suppress(IncidentError, Refused):  # the log itself may be what failed: the first fault is the one to tell
            services = session.services
            let_stand(services.service, services.log, services.actor, exercise)
        _say_left(session, leading, exercise)
        raise


def _say_unled(session: Session, standing: Standing) -> None:
    """Since when nobody led it, and how that counts as a pause."""
    for words in (unled_words(standing, session.speech(), session.now()), unled_choice(standing)):
        if words:
            say(words)


def _say_left(session: Session, leading: Leading, exercise: str) -> None:
    """Whether it stands now that this program leads it no more, or who leads it meanwhile."""
    let_go(session.services.log, exercise)
    try:
        found = leading.standing(exercise).exercise
        leads = whose_lead(session.services.log.read(exercise))
    except (IncidentError, Refused):
        say(_unpaused(exercise))
        return
    if found.phase is Phase.RUNNING and is_led(session.services.log, exercise):
        say(_("EXERCISE goes on: another program leads it."))
    elif found.phase is Phase.RUNNING and leads == session.by:
        say(_unpaused(exercise))
    elif found.phase is Phase.RUNNING:
        person = session.speech().person(leads)
        words = _(
            "EXERCISE goes on: {person} leads it, who started it or let it go on last. If nobody is there to lead it: "
            "incident drill pause {exercise}"
        )
        say(words.format(person=person, exercise=exercise))
    elif found.phase is Phase.PAUSED and str(found.because or "") == UNLED:
        words = _(
            "EXERCISE paused: nobody leads it now. Lead it again with 'incident drill run {exercise}'; p or "
            "'incident drill resume {exercise}' lets it go on."
        )
        say(words.format(exercise=exercise))


def _unpaused(exercise: str) -> str:
    words = _("EXERCISE goes on, and its pause could not be recorded: nobody leads it. Pause it: {command}")
    return words.format(command=f"incident drill pause {exercise}")


def _on_screen(session: Session, leading: Leading, exercise: str) -> int:
    """The exit code of the facilitator's screen; its end lets the exercise stand that nobody else leads.

    Who rehearses alone begins on the walk: what comes is a secret of the outside world that the program plays.
    """
    leads = not leading.standing(exercise).exercise.is_solo
    code = session.wiring.start_terminal(session.options, exercise, leads=leads)
    _say_left(session, leading, exercise)
    return code


@command("inject", words=_ACTIONS, json_shape=_INJECT_SHAPE)
@incident_id
@argument("ACTION", type=click.Choice(list(_ACTIONS)))
@argument("[NUMBER]", "number", required=False)
@because
@json_output
@pass_session
def inject(
    session: Session, *, incident_id: str, action: str, number: str | None, because: str | None, as_json: bool
) -> None:
    """Do it, and say which one it was."""
    if (number is None) is not (action == "next"):
        raise click.UsageError(_("Say 'next', or the number of the inject."))
    leading, exercise = leading_of(session), session.load(incident_id).id
    if action in ("next", "release"):
        done = leading.release(exercise, number or "next")
        words = _released(session, leading.standing(exercise), done)
    else:
        done = leading.set_aside(exercise, number or "", skip=action == "skip", because=because or "")
        said = _("Inject {number} is not played.") if action == "skip" else _("Inject {number} waits for your hand.")
        words = said.format(number=done.number)
    if as_json:
        print_json({"number": done.number, "inject": done.id})
    say(words)


@command("pause", json_shape=ACT_SHAPE)
@incident_id
@because
@option("--unled", is_flag=True, help=N_("Count as a pause that nobody led it; it goes on at once."))
@command_id
@answers_json
@pass_session
def pause(session: Session, *, incident_id: str, because: str | None, unled: bool, command_id: str | None) -> None:
    """Let its clock stand, or say that it should have stood."""
    if unled:
        _count_as_pause(session, session.load(incident_id).id, because, command_id)
        return
    act(session, session.load(incident_id).id, PauseExercise(by=session.by, because=because or ""), command_id)
    say(_("EXERCISE paused. Only who leads it lets it go on: incident drill resume"))


def _count_as_pause(session: Session, exercise: str, because: str | None, command_id: str | None) -> None:
    if because:
        raise click.UsageError(_("'--unled' says why by itself: leave '--because' out."))
    outcomes = leading_of(session).count_as_pause(exercise, command_id)
    for outcome in outcomes:
        hear(session, PauseExercise(by=session.by), outcome)
    play, since = outcomes[-1].incident.exercise, outcomes[0].entries[0].occurred_at
    if play is not None:
        say(counted_words(since, play.clock.read(since), session.speech(), session.now()))


@command("resume", json_shape=ACT_SHAPE)
@incident_id
@option(
    "--despite",
    metavar="ID",
    multiple=True,
    help=N_("A real incident that ceased play, is open and needs none of the players; say it for each."),
)
@option("--yes", is_flag=True, help=N_("Do not ask whether what is real is over, where that word stopped play."))
@command_id
@answers_json
@pass_session
def resume(session: Session, *, incident_id: str, despite: tuple[str, ...], yes: bool, command_id: str | None) -> None:
    """Let it go on where it stood, once what ceased play is over."""
    incident = session.load(incident_id)
    led = incident.exercise if incident.exercise and session.by in incident.exercise.leaders else None
    ceased = ceased_by(led, session.log.read(incident.id)) if led else None
    if ceased is not None and not yes:
        say(real_event_words(ceased, session.speech(incident.bundle), session.now()))
        question = _("Play was stopped for what is real. Is it over, or does it need none of the players?")
        require_consent(session, question, _("The exercise stands as before."))
    order = leading_of(session).going_on(incident, [each.upper() for each in despite])
    act(session, incident.id, order, command_id)
    say(_("EXERCISE goes on where it stood"))
    shown = f"incident drill run {incident.id}"
    say(_("Injects go out by themselves while this is open: {command}").format(command=shown))


@command("speed", json_shape=ACT_SHAPE)
@incident_id
@argument("RATE", "rate", type=int)
@command_id
@answers_json
@pass_session
def speed(session: Session, *, incident_id: str, rate: int, command_id: str | None) -> None:
    """Let its clock go at that rate."""
    act(session, session.load(incident_id).id, SetExerciseRate(by=session.by, rate=rate), command_id)
    say(_("the clock of the exercise now goes at {rate} times the speed").format(rate=rate))


@command("stop", json_shape=ACT_SHAPE)
@incident_id
@because
@command_id
@answers_json
@pass_session
def stop(session: Session, *, incident_id: str, because: str | None, command_id: str | None) -> None:
    """End play; who leads it names where their stream ended."""
    incident = session.load(incident_id)
    head = _stream_head(session, incident)
    act(session, incident.id, EndExercise(by=session.by, because=because or "", head=head), command_id)
    say(_("EXERCISE ended: play is over"))
    if words := uncounted_words(incident):
        say(words)
    if head:
        say(_("Its report stands: incident review {exercise}").format(exercise=incident.id))


def _stream_head(session: Session, incident: Incident) -> str:
    """Where the stream of those who lead ended; '' of who does not lead, or cannot read it: anybody ends play."""
    if incident.exercise is None or session.by not in incident.exercise.controllers:
        return ""
    try:
        return leading_of(session).standing(incident.id).head
    except LedSideShut:
        return ""


def leading_of(session: Session) -> Leading:
    """What whoever sits here leads with."""
    services = session.services
    return Leading(services.service, services.log, services.log.leading(), services.ids, services.actor)


def _running(session: Session, leading: Leading, exercise_id: str, ways: Ways) -> str | None:
    """The exercise of that id, started where it was cut off before that; None if there is none."""
    if not session.services.log.summary(exercise_id):
        return None
    require_no_beginning(exercise_id, ways)
    exercise = session.load(exercise_id).exercise
    if exercise is not None and exercise.phase is Phase.READY:
        leading.start(exercise_id, session.wiring.scenarios(session.options).bundle(exercise.scenario), ways.rate or 1)
    elif exercise is not None:
        require_no_speed(exercise_id, ways.rate)
    return exercise_id


def _released(session: Session, standing: Standing, each: Inject) -> str:
    shown = duration(standing.exercise.clock.read(session.now()))
    title = standing.bundle.text(f"inject.{each.id}.title", current())
    words = _("{time}  inject {number} released: {title}").format(time=shown, number=each.number, title=title)
    incident = standing.incident
    warned = unheld_words(incident, each, session.speech(incident.bundle))
    return _("{words}; {more}").format(words=words, more=warned) if warned else words
