"""From the files of one scenario to its normal form and its words, as far as they go.

Apart from the rules, which ask whether what is written can be played on the runbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from incident.adapters.documents.scenarios.draft import Draft
from incident.adapters.documents.scenarios.evidence import compile_evidence
from incident.domain.exercises.scenario import (
    Expected,
    Inject,
    Objective,
    Scenario,
    Task,
    Trigger,
    TriggerKind,
)
from incident.i18n import _

if TYPE_CHECKING:
    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.scenarios.model import InjectFile, ScenarioFile, TaskFile
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["Compiled", "compile_scenario"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """One language of a scenario."""

    language: str
    file: ScenarioFile
    place: Place
    scenario: Scenario
    words: dict[str, str]
    places: dict[str, Place]
    problems: tuple[Problem, ...]


def compile_scenario(file: ScenarioFile, place: Place, runbook: Bundle | None) -> Compiled:
    """The normal form of one file; conditions are read only where the runbook is known."""
    draft = Draft(facts={fact.id: fact.type for fact in runbook.runbook.facts} if runbook else None)
    for key in ("title", "start", "truth"):
        draft.say(key, getattr(file, key), place / key)
    scenario = Scenario(
        id=file.id,
        revision=file.revision,
        family=file.family,
        runbook=file.runbook,
        tier=file.tier,
        length=file.length,
        objectives=tuple(_objectives(draft, file, place / "objectives")),
        tasks=tuple(_task(draft, name, each, place / "tasks" / name) for name, each in file.tasks.items()),
        injects=tuple(
            _inject(draft, number, each, place / "injects" / (number - 1))
            for number, each in enumerate(file.injects, 1)
        ),
        artificialities=draft.say_each("artificiality", file.artificialities, place / "artificialities"),
    )
    return Compiled(
        language=file.language,
        file=file,
        place=place,
        scenario=scenario,
        words=draft.words,
        places=draft.places,
        problems=tuple(draft.problems),
    )


def _objectives(draft: Draft, file: ScenarioFile, place: Place) -> list[Objective]:
    made = []
    for name, each in file.objectives.items():
        draft.say(f"objective.{name}", each.text, place / name / "text")
        draft.say(f"objective.{name}.capability", each.capability, place / name / "capability")
        made.append(Objective(id=name, tasks=tuple(each.tasks)))
    return made


def _task(draft: Draft, name: str, file: TaskFile, place: Place) -> Task:
    draft.say(f"task.{name}", file.text, place / "text")
    return Task(
        id=name,
        evidence=compile_evidence(draft, file.evidence, place / "evidence", f"task.{name}"),
        within=file.within,
        after=file.after or "",
        steps=tuple(file.steps),
        is_optional=file.optional,
    )


def _inject(draft: Draft, number: int, file: InjectFile, place: Place) -> Inject:
    key = f"inject.{file.id}"
    for part, words in (("title", file.title), ("from", file.sender), ("text", file.text), ("note", file.note)):
        draft.say(f"{key}.{part}", words, place / ("sender" if part == "from" else part))
    expected = []
    for index, each in enumerate(file.expect):
        here = place / "expect" / index
        draft.say(f"{key}.expect.{index}", each.text, here / "text")
        rule = compile_evidence(draft, each.evidence, here / "evidence", f"{key}.expect.{index}")
        expected.append(Expected(evidence=rule, by=each.by or "", within=each.within, tasks=tuple(each.tasks)))
    return Inject(
        id=file.id,
        number=number,
        trigger=_trigger(draft, file, place),
        to=tuple(file.to),
        channel=file.channel,
        is_prompted=file.release == "prompt",
        expected=tuple(expected),
        hints=draft.say_each(f"{key}.hint", file.hints, place / "hints"),
        has_note=file.note is not None,
    )


def _trigger(draft: Draft, file: InjectFile, place: Place) -> Trigger:
    said = [name for name in ("at", "on", "manual", "contingency") if getattr(file, name) is not None]
    if len(said) != 1:
        hint = _("Write one of: at, on, manual, contingency.")
        draft.wrong(place, "SC002", _("An inject goes in exactly one way."), hint)
        return Trigger(kind=TriggerKind.MANUAL)
    key, after = f"inject.{file.id}", file.after or ""
    draft.say(f"{key}.call", file.manual, place / "manual")
    if file.at is not None:
        return Trigger(kind=TriggerKind.AT, after=after, delay=timedelta() if file.at == "start" else file.at)
    if file.contingency is not None:
        reserve, here = file.contingency, place / "contingency"
        draft.say(f"{key}.call", reserve.call, here / "call")
        _together(draft, here, reserve.missing is None, reserve.by is None)
        missing = compile_evidence(draft, reserve.missing, here / "missing", key) if reserve.missing else None
        kind = TriggerKind.CONTINGENCY
        return Trigger(kind=kind, after=after, delay=reserve.by or timedelta(), missing=missing)
    if file.on is None:
        return Trigger(kind=TriggerKind.MANUAL, after=after)
    return _on(draft, file, place / "on", key)


def _on(draft: Draft, file: InjectFile, place: Place, key: str) -> Trigger:
    on, after = file.on, file.after or ""
    if on is None or (on.happened is None) is (on.missing is None):
        draft.wrong(place, "SC002", _("'on' waits either for what happened or for what is missing."))
        return Trigger(kind=TriggerKind.MANUAL)
    if on.happened is not None:
        rule = compile_evidence(draft, on.happened, place / "happened", key)
        return Trigger(kind=TriggerKind.ON, after=after, delay=on.later or timedelta(), happened=rule)
    _together(draft, place, on.missing is None, on.by is None)
    rule = compile_evidence(draft, on.missing, place / "missing", key)
    return Trigger(kind=TriggerKind.ON, after=after, delay=on.by or timedelta(), missing=rule)


def _together(draft: Draft, place: Place, lacks_missing: bool, lacks_by: bool) -> None:  # noqa: FBT001 - two keys
    if lacks_missing is not lacks_by:
        draft.wrong(place, "SC002", _("'missing' and 'by' belong together."))
