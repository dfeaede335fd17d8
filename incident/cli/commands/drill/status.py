"""`incident drill status`: the clock, the injects and what became of them, the tasks and what the log proposes.

Apart from leading an exercise, because this changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.application.exercises.standing import unreleased
from incident.cli.arguments import incident_id, json_output
from incident.cli.commands.drill.leading import leading_of
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.domain.exercises.reserved import ceased_by
from incident.domain.exercises.results import Way
from incident.i18n import N_, _, current
from incident.wording.cells import hanging
from incident.wording.console import overrun_words, real_event_words, unheld_words, unled_choice, unled_words
from incident.wording.results import answer_word, way_word
from incident.wording.scenarios import phase_word
from incident.wording.times import duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from incident.application.exercises.standing import Standing
    from incident.domain.exercises.results import ExpectedResult, InjectResult, Results, TaskResult
    from incident.domain.exercises.scenario import Inject
    from incident.wording.speech import Speech

__all__ = ["status"]

_SHAPE: Final = (
    "{version, id, scenario, phase, exercise_seconds, rate, suspended_by, "
    "injects: [{number, inject, title, state, expected: [{by, answer, took_seconds}]}], "
    "tasks: [{task, within_seconds, took_seconds, proposed, rating, before_its_inject, while_stood}]}"
)
_STATES: Final = {
    "released": N_("with the players"),
    "skipped": N_("skipped"),
    "held": N_("held back"),
    "due": N_("due"),
    "hand": N_("by hand"),
    "waiting": N_("waits"),
}
_NEVER: Final = (Way.NOT_NEEDED, Way.NOT_COME, Way.NOT_REACHED)
"""It comes no more; all but the first are known once play is over."""


@command("status", json_shape=_SHAPE)
@incident_id
@json_output
@pass_session
def status(session: Session, *, incident_id: str, as_json: bool) -> None:
    """Print it, for those who lead."""
    leading, exercise = leading_of(session), session.load(incident_id).id
    standing, results = leading.standing(exercise), leading.results(exercise)
    speech = session.speech(standing.incident.bundle)
    if as_json:
        print_json(_shape(standing, results))
    else:
        print_data("\n".join(_lines(session.width, standing, results, speech)))
    if ceased := ceased_by(standing.exercise, session.services.log.read(exercise)):
        say(real_event_words(ceased, speech, session.now()))
    if unled := unled_words(standing, speech, session.now()):
        say(unled)
    if choice := unled_choice(standing):
        say(choice)
    if over := overrun_words(standing, results.played):
        say(over)
    waiting = unreleased(standing, session.now())
    if waiting is not None:
        say(_waiting_words(exercise, waiting))


def _waiting_words(exercise: str, waiting: tuple[Inject, timedelta, bool]) -> str:
    """What nobody let go in its time waits for a hand, whoever leads it by now."""
    inject, length, is_missed = waiting
    words = _("Inject {number} is due for {length}, and no program of who leads it lets it go: {command}")
    if is_missed:
        words = _(
            "Inject {number} is due for {length}: no program of who leads it was there. A hand lets it go: {order}; "
            "what comes goes while this is open: {command}"
        )
    order = f"incident drill inject {exercise} release {inject.number}"
    return words.format(
        number=inject.number, length=duration(length), command=f"incident drill run {exercise}", order=order
    )


def _lines(width: int, standing: Standing, results: Results, speech: Speech) -> Iterator[str]:
    said = _("EXERCISE {id}: {phase}, {time} of {length}, {rate} times the speed")
    head = said.format(
        id=standing.incident.id,
        phase=phase_word(results.phase),
        time=duration(results.played),
        length=duration(results.planned),
        rate=standing.exercise.clock.rate,
    )
    yield from hanging("", head, width)
    for inject, found in zip(standing.bundle.scenario.injects, results.injects, strict=True):
        title = standing.bundle.text(f"inject.{inject.id}.title", current())
        said = _("{title}: {state}").format(title=title, state=_joined(_state(standing, inject, found), found.expected))
        if warned := unheld_words(standing.incident, inject, speech):
            said = _("{words}; {more}").format(words=said, more=warned)
        yield from hanging(f"{inject.number:>3}  ", said, width)
    yield ""
    yield from hanging("", _("Critical tasks, as the log shows them; rate one with 'incident drill rate'"), width)
    for task in results.tasks:
        yield from hanging("     ", _("{title}: {state}").format(title=task.task, state=_task_words(task)), width)


def _joined(state: str, expected: Sequence[ExpectedResult]) -> str:
    answers = (answer_word(each.answer) for each in expected) if state == "released" else ()
    words = _(_STATES[state]) if state in _STATES else way_word(Way(state))
    return _("; ").join((words, *answers))


def _task_words(task: TaskResult) -> str:
    if task.rating is None:
        return answer_word(task.unproposed) if task.unproposed else _("nothing to rate yet")
    said = _("{rating}, rated") if task.given else _("{rating} proposed")
    words = said.format(rating=task.rating.value)
    if task.took is None or task.within is None:
        return words
    took, within = duration(task.took), duration(task.within)
    return _("{words}, {length} of {allowed}").format(words=words, length=took, allowed=within)


def _state(standing: Standing, each: Inject, found: InjectResult) -> str:
    if each.id in standing.exercise.released:
        return "released"
    if each.id in standing.skipped:
        return "skipped"
    if each.id in standing.held:
        return "held"
    if found.way in _NEVER:
        return found.way.value
    if each.trigger.is_by_hand:
        return "hand"
    return "due" if each.id in {due.inject.id for due in standing.due} else "waiting"


def _shape(standing: Standing, results: Results) -> dict[str, object]:
    pairs = zip(standing.bundle.scenario.injects, results.injects, strict=True)
    return {
        "id": standing.incident.id,
        "scenario": results.scenario,
        "phase": results.phase.value,
        "exercise_seconds": int(results.played.total_seconds()),
        "rate": standing.exercise.clock.rate,
        "suspended_by": standing.exercise.suspended_by or None,
        "injects": [_inject_shape(standing, inject, found) for inject, found in pairs],
        "tasks": [_task_shape(task) for task in results.tasks],
    }


def _inject_shape(standing: Standing, inject: Inject, found: InjectResult) -> dict[str, object]:
    return {
        "number": inject.number,
        "inject": inject.id,
        "title": standing.bundle.text(f"inject.{inject.id}.title", current()),
        "state": _state(standing, inject, found),
        "expected": [
            {
                "by": each.by or None,
                "answer": each.answer.value,
                "took_seconds": None if each.took is None else int(each.took.total_seconds()),
            }
            for each in found.expected
        ],
    }


def _task_shape(task: TaskResult) -> dict[str, object]:
    return {
        "task": task.task,
        "within_seconds": None if task.within is None else int(task.within.total_seconds()),
        "took_seconds": None if task.took is None else int(task.took.total_seconds()),
        "proposed": task.proposed.value if task.proposed else None,
        "rating": task.given.rating.value if task.given else None,
        "before_its_inject": task.is_before,
        "while_stood": task.while_stood,
    }
