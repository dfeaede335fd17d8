"""How an exercise went: its frame, objectives, tasks, injects and what was seen (reference/DRILLS.md 3).

Apart from what happened and how it was handled, which an exercise and a real incident have in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from incident.adapters.reports.document import Block, Cell, Part, asking, bullets, heading, paragraph, part, table
from incident.adapters.reports.pictures import drawn_tasks
from incident.adapters.reports.playing import suspensions
from incident.adapters.reports.preparing import programmed_of, sides_rows
from incident.application.review import Review
from incident.application.review.lengths import Run
from incident.application.review.questions import MOST_A_ROLE
from incident.domain.exercises.clock import ExerciseClock
from incident.domain.exercises.leading import Rating
from incident.domain.exercises.results import (
    Answer,
    Besides,
    Given,
    InjectResult,
    ObjectiveResult,
    Observation,
    Results,
    TaskResult,
    Way,
)
from incident.domain.exercises.scenario import ScenarioBundle
from incident.domain.exercises.tally import tally
from incident.i18n import N_, _, current
from incident.wording.played import lengths_words, speeds_words
from incident.wording.programme import programmed_rows, unread_words
from incident.wording.quoting import said
from incident.wording.results import answer_word, mark_word, observation_word, rating_word, tally_words, way_word
from incident.wording.review import difference_words
from incident.wording.scenarios import phase_word
from incident.wording.speech import Speech
from incident.wording.times import duration

__all__ = ["parts", "simulated"]

_RULE: Final = N_(
    "Proposed from the log alone: P within the standard, S up to half as long again, M later, U never done. "
    "What was done before the inject from which it counts is for a person to judge. "
    "An objective is proposed the gravest of its tasks. What people gave counts."
)


def parts(review: Review, results: Results, scenario: ScenarioBundle, speech: Speech) -> tuple[Part, ...]:
    """The chapters, each with its title."""
    return (
        part(_("The exercise"), _frame(review, results, scenario, speech)),
        part(_("Objectives and critical tasks"), _objectives(results, scenario, speech, review)),
        part(_("Injects: planned, released, answered"), _injects(review, results, scenario, speech)),
        part(_("Observations"), _observations(results, scenario, speech)),
    )


def simulated(results: Results, scenario: ScenarioBundle, clock: ExerciseClock | None) -> str:
    """What was played, how long and how fast, and how its objectives were rated, in two sentences."""
    words = _("Exercise of '{scenario}', played for {played}. Objectives: {ratings}.")
    title = scenario.text("title", current())
    played = lengths_words(results.played, results.planned, clock.fastest if clock else 1)
    return words.format(scenario=title, played=played, ratings=tally_words(tally(results.objectives)))


def _frame(review: Review, results: Results, scenario: ScenarioBundle, speech: Speech) -> Iterator[Block]:
    programmed, clock = programmed_of(review), review.identification.clock
    named = _("{scenario}, revision {revision}").format(scenario=results.scenario, revision=results.revision)
    played = _("{played} of {length}").format(played=_length(results.played), length=_length(results.planned))
    rows = [
        (_("Scenario"), _("{incident} ({mode})").format(incident=scenario.text("title", current()), mode=named)),
        *(programmed_rows(programmed) if programmed else ()),
        (_("State"), phase_word(results.phase)),
        (_("Time played"), played),
        *([(_("Speed of its clock"), speeds_words(clock))] if clock else []),
        (_("Its clock stood for"), _("{length}, by the day").format(length=_length(results.stood))),
        *suspensions(review, speech),
        (_("Objectives"), tally_words(tally(results.objectives))),
        *sides_rows(results.controllers, results.evaluators, speech),
    ]
    yield table((_("Item"), _("Content")), rows)
    if results.both_sides:
        persons = _(", ").join(speech.person(person) for person in results.both_sides)
        said = _("A rehearsal: {persons} led it and played in it too, so the times say less.")
        yield paragraph(said.format(persons=persons))
    yield heading(_("What was not real"))
    numbers = range(scenario.scenario.artificialities)
    yield bullets(scenario.text(f"artificiality.{number}", current()) for number in numbers)


def _objectives(results: Results, scenario: ScenarioBundle, speech: Speech, review: Review) -> Iterator[Block]:
    yield table(
        (_("Objective"), _("Proposed"), _("Rating"), _("By"), _("Why")),
        (_objective(each, scenario, results, speech) for each in results.objectives),
    )
    yield heading(_("Critical tasks"))
    yield from drawn_tasks(results, scenario)
    yield table(
        (_("Task"), _("Standard"), _("Took"), _("Difference"), _("Proposed"), _("Rating"), _("By"), _("Why")),
        (_task(each, scenario, results, speech) for each in results.tasks),
    )
    if earlier := review.task_runs:
        yield heading(_("The last times that this scenario was played"))
        yield table(_heads(earlier, speech), (_task_runs(each, earlier, scenario) for each in results.tasks))
    if review.unread_runs:
        yield paragraph(unread_words(review.unread_runs))
    yield paragraph(_(_RULE))
    yield bullets(_("{title}: {state}").format(title=each.value, state=rating_word(each)) for each in Rating)


def _objective(row: ObjectiveResult, scenario: ScenarioBundle, results: Results, speech: Speech) -> list[str]:
    words = scenario.text(f"objective.{row.objective}", current())
    return [words, _letter(row.proposed), *_given(row.given, results, speech)]


def _task(row: TaskResult, scenario: ScenarioBundle, results: Results, speech: Speech) -> list[str]:
    words = scenario.text(f"task.{row.task}", current())
    difference = "-" if row.took is None or row.within is None else difference_words(row.took - row.within)
    within = "-" if row.within is None else duration(row.within)
    return [words, within, _taken(row), difference, _letter(row.proposed), *_given(row.given, results, speech)]


def _taken(row: TaskResult) -> str:
    if row.unproposed is None:
        return "-" if row.took is None else _length(row.took)
    return _answered(answer_word(row.unproposed), row.took)


def _answered(answer: str, took: timedelta | None) -> str:
    return answer if took is None else _("{words}, after {length}").format(words=answer, length=_length(took))


def _heads(earlier: Sequence[Run], speech: Speech) -> Iterator[str]:
    yield from (_("Task"), _("Standard"), _("This time"))
    for run in earlier:
        day = f"{run.declared_at.astimezone(speech.zone):%Y-%m-%d}"
        yield _("{incident}, {at}").format(incident=run.incident, at=day)


def _task_runs(row: TaskResult, earlier: Sequence[Run], scenario: ScenarioBundle) -> Iterator[str]:
    yield scenario.text(f"task.{row.task}", current())
    yield "-" if row.within is None else duration(row.within)
    for took in (row.took, *(_took(run, row.task) for run in earlier)):
        yield "-" if took is None else _length(took)


def _took(run: Run, task: str) -> timedelta | None:
    return next((each.actual for each in run.took if each.kind == task), None)


def _given(given: Given | None, results: Results, speech: Speech) -> list[str]:
    if given is None:
        return ["-", "-", "-"]
    return [given.rating.value, _judge(given.by, results, speech), said(given.because) if given.because else "-"]


def _judge(person: str, results: Results, speech: Speech) -> str:
    """Who judged; older logs took it from anybody, and then it is no evaluator's word."""
    name = speech.person(person)
    return name if person in results.controllers else _("{person}, who did not lead it").format(person=name)


def _letter(rating: Rating | None) -> str:
    return "-" if rating is None else rating.value


def _injects(review: Review, results: Results, scenario: ScenarioBundle, speech: Speech) -> Iterator[Block]:
    ways = Counter(each.way for each in results.injects)
    counted = [f"{way_word(way)} {ways[way]}" for way in Way if ways[way]]
    hints = sum(each.is_hint for each in results.besides)
    beside = ((_("improvised"), len(results.besides) - hints), (_("hints given"), hints))
    yield paragraph(_(", ").join([*counted, *(f"{words} {count}" for words, count in beside if count)]))
    yield table(
        (_("No."), _("Inject"), _("Planned"), _("Released"), _("How"), _("Expected, and what came"), _("Mark")),
        _released_and_not(results, scenario, speech),
    )

    yield heading(_("Questions that they raise"))
    yield asking(_asked(review, results, scenario, speech))


def _released_and_not(results: Results, scenario: ScenarioBundle, speech: Speech) -> Iterator[list[Cell]]:
    """The plan in its order; each hint after its inject, what was improvised after all of it."""
    for each in results.injects:
        yield _inject(each, scenario, speech)
        yield from (_beside(hint, speech) for hint in results.besides if hint.is_hint and hint.inject == each.inject)
    yield from (_beside(each, speech) for each in results.besides if not each.is_hint)


def _beside(row: Besides, speech: Speech) -> list[Cell]:
    """What was said, as players read it, and who said it."""
    words = row.words.get(current()) or next(iter(row.words.values()), "")
    how = _("hint, {person}") if row.is_hint else _("improvised, {person}")
    return [
        str(row.number),
        said(words),
        "-",
        _length(row.released),
        how.format(person=speech.person(row.by)),
        "-",
        "-",
    ]


def _asked(review: Review, results: Results, scenario: ScenarioBundle, speech: Speech) -> Iterator[str]:
    """Of what came late or not at all: asked of the role, at most five a role, answered by people."""
    held = {row.role for row in review.roles if any(person for person, _since in row.holders)}
    asked: Counter[str] = Counter()
    for inject in results.injects:
        for each in inject.expected:
            if each.answer not in (Answer.LATE, Answer.MISSING, Answer.STOOD) or asked[each.by] == MOST_A_ROLE:
                continue
            asked[each.by] += 1
            action = scenario.text(f"inject.{inject.inject}.expect.{each.number - 1}", current())
            said = _("Inject {number}, '{action}': {state}. What was going on?")
            words = said.format(number=inject.number, action=action, state=answer_word(each.answer))
            role = speech.role(each.by) if each.by else _("everybody")
            if each.by and each.by not in held and not results.both_sides:
                role = _("{role}, which nobody held").format(role=role)
            yield _("{role}: {question}").format(role=role, question=words)


def _inject(row: InjectResult, scenario: ScenarioBundle, speech: Speech) -> list[Cell]:
    way = way_word(row.way)
    return [
        str(row.number),
        scenario.text(f"inject.{row.inject}.title", current()),
        "-" if row.due is None else _length(row.due),
        "-" if row.released is None else _length(row.released),
        _("{state}: {reason}").format(state=way, reason=said(row.because)) if row.because else way,
        tuple(_expected(row, scenario, speech)) or "-",
        mark_word(row.mark) if row.mark else "-",
    ]


def _expected(row: InjectResult, scenario: ScenarioBundle, speech: Speech) -> Iterator[str]:
    if row.released is None:
        return
    for each in row.expected:
        words = scenario.text(f"inject.{row.inject}.expect.{each.number - 1}", current())
        answer = _answered(answer_word(each.answer), each.took)
        by = _("{role}: {question}").format(role=speech.role(each.by), question=words) if each.by else words
        yield _("{title}: {state}").format(title=by, state=answer)


def _observations(results: Results, scenario: ScenarioBundle, speech: Speech) -> Iterator[Block]:
    yield table(
        (_("Time"), _("Kind"), _("What"), _("About"), _("By")),
        (_observation(each, scenario, results, speech) for each in results.observations),
    )


def _observation(row: Observation, scenario: ScenarioBundle, results: Results, speech: Speech) -> list[str]:
    about = (scenario.text(key, current()) for key in (f"inject.{row.inject}.title", f"task.{row.task}"))
    return [
        _length(row.at),
        observation_word(row.kind),
        said(row.text),
        _(", ").join(filter(None, about)) or "-",
        _judge(row.by, results, speech),
    ]


def _length(length: timedelta) -> str:
    return duration(length) if length else _("0 min")
