from __future__ import annotations

from datetime import timedelta

import yaml

from incident.adapters.documents.foreign.fitting import Fitting
from incident.adapters.documents.foreign.notes import Notes
from incident.adapters.documents.foreign.tree import (
    Do,
    Option,
    Origin,
    Phase,
    Plan,
    Record,
    Repeat,
    Run,
    Step,
    Together,
    Wait,
)
from incident.adapters.documents.foreign.writer import write
from incident.adapters.documents.reading.nodes import Plain, plain
from incident.adapters.documents.reading.strict_yaml import LARGEST, parse

DONE = Step(id="look", title="LOG: look", verb=Do(text="Look", expect="Seen"))


def _written(*steps: Step) -> tuple[list[Plain], Notes]:
    notes = Notes("x.json")
    plan = Plan(
        id="imported.x",
        language="en",
        title="X",
        family="imported",
        reviewed_on="2026-11-01",
        applies_when=("X happens",),
        phases=(Phase(id="work", title="Work", steps=steps, exit="Done"),),
        origin=Origin(format="cacao-2.0", sha256="0" * 64, file="x.json"),
    )
    text = write(plan, Fitting("en", notes), notes)
    assert len(text.encode()) <= LARGEST
    document = plain(parse(text.encode(), "x.yaml"))
    assert document == yaml.safe_load(text) | {"phases": document["phases"]}  # type: ignore[index, call-overload]  # a mapping, or this fails
    return document["phases"][0]["steps"], notes  # type: ignore[index, call-overload, return-value]  # as above


def _step(verb: Wait | Repeat | Together | Run) -> Step:
    return Step(id="one", title="ONE: work it", verb=verb)


def test_verbs_are_written_as_the_loader_reads_them() -> None:
    loop = Repeat(until="over", words="Over?", every=timedelta(minutes=5), most=10, steps=(DONE,))
    branches = (Option(id="a", title="A", steps=(DONE,)), Option(id="b", title="B", steps=(DONE,)))
    steps, notes = _written(
        _step(Wait(length=timedelta(minutes=10))),
        _step(loop),
        _step(Together(branches=branches)),
        _step(Run(runbook="data.exposure", words="Exposure")),
    )
    look = {"id": "look", "title": "LOG: look", "do": "Look", "expect": "Seen"}
    head = {"id": "one", "title": "ONE: work it"}
    assert steps == [
        head | {"wait": "10m"},
        head | {"repeat": [look], "until": "over", "every": "5m", "max": 10},
        head | {"together": [{"id": "a", "title": "A", "steps": [look]}, {"id": "b", "title": "B", "steps": [look]}]},
        head | {"run": "data.exposure"},
    ]
    assert [problem.rule for problem in notes.warnings()] == ["IM102"]


def test_a_runbook_that_would_be_too_large_shows_less_and_says_so() -> None:
    steps = tuple(
        Step(id=f"s{n}", title="LOG: look", verb=Do(text="Look", expect="Seen"), show="long " * 700) for n in range(200)
    )
    _steps, notes = _written(*steps)
    assert any("shortened further" in problem.message for problem in notes.warnings())


def test_words_that_mean_something_in_yaml_stay_words() -> None:
    step = Step(id="yes", title="NO: on", verb=Do(text="1:30 - [x] # no", expect="012"), show="a: b\n\n  - c\n'")
    steps, _notes = _written(step, Step(id="no", title="NULL: ~", verb=Record(facts=("is_major",))))
    assert steps[0] == {
        "id": "yes",
        "title": "NO: on",
        "do": "1:30 - [x] # no",
        "expect": "012",
        "show": "a: b\n\n  - c\n'",
    }
