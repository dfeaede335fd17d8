"""Small runbooks and histories that nobody thought of, for claims that hold for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from incident.domain import commands as c
from incident.domain.events import Milestone
from incident.domain.grading.tiers import Tier
from incident.domain.incident import Incident
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import Branch, Bundle, LowerRule, Mode, RaiseRule, Step, Verb
from incident.domain.walking.checklist import build_checklist
from incident.domain.walking.standing import Standing
from tests.domain.walks import ALL, fact_is, less, minutes, plan

__all__ = ["PEOPLE", "Act", "acts", "bundles", "command_of"]

PEOPLE = ("ann", "bo", "cat")
"""Ann commands."""

_VERBS = st.sampled_from([Verb.DO, Verb.DO, *Verb])
_CONDITIONS = st.sampled_from([fact_is("data_out"), less("share", 1)])
_OPTIONS = ("yes", "no")
_BODIES = (Verb.REPEAT, Verb.TOGETHER, Verb.RUN)
_OTHER = "other.plan"
"""A runbook that a raise rule adds."""


DEEPEST = 2
"""Levels below the first: a repeat in a branch of a `together`, and a way out of its step."""


@st.composite
def _trees(draw: st.DrawFn, prefix: str, tiers: tuple[Tier, ...], branch: Branch | None, depth: int) -> list[Step]:
    """Some steps beside each other, each followed by what hangs on it."""
    found: list[Step] = []
    for number in range(draw(st.integers(min_value=0 if branch else 1, max_value=3 - depth))):
        step = draw(_steps(f"{prefix}{number}", tiers, branch))
        found.append(step)
        for index, each in enumerate(_hanging(step) if depth < DEEPEST else ()):
            found += draw(_trees(f"{step.id}-{index}", step.tiers, each, depth + 1))
    return found


def _hanging(step: Step) -> list[Branch]:
    """Where steps can hang on this one: its body first, then its answers, then its way out."""
    if step.verb not in _BODIES:
        return [Branch(step=step.id, option=option) for option in (*step.options, None)]
    branches = ("left", "right") if step.verb is Verb.TOGETHER else (None,)
    bodies = [Branch(step=step.id, option=branch, is_body=True) for branch in branches]
    return [*bodies, Branch(step=step.id)] if step.verb is Verb.REPEAT else bodies


@st.composite
def _steps(draw: st.DrawFn, step_id: str, tiers: tuple[Tier, ...], branch: Branch | None) -> Step:
    verb = draw(_VERBS)
    own = tuple(tier for tier in tiers if draw(st.booleans())) or tiers
    of_verb: dict[Verb, dict[str, Any]] = {
        Verb.ASK: {"options": _OPTIONS},
        Verb.RECORD: {"facts": ("share",)},
        Verb.TELL: {
            "audience": "customers",
            "template": "first",
            "approver": draw(st.sampled_from([None, "commander"])),
        },
        Verb.APPROVE: {"approver": "commander"},
        Verb.WATCH: {"condition": draw(_CONDITIONS), "hold": minutes(3, 2, 1), "fresh": timedelta(minutes=5)},
        Verb.WAIT: {"wait": timedelta(minutes=2)},
        Verb.REPEAT: {
            "condition": draw(_CONDITIONS),
            "rounds": draw(st.integers(min_value=1, max_value=3)),
            "every": draw(st.sampled_from([None, timedelta(minutes=2)])),
        },
        Verb.RUN: {"runbook": "sub.plan"},
    }
    mode = draw(st.sampled_from([Mode.READ_DO, Mode.CROSS_CHECK])) if verb is Verb.DO else Mode.READ_DO
    timer = timedelta(minutes=2) if draw(st.booleans()) else None
    return Step(
        id=step_id,
        verb=verb,
        tiers=own,
        branch=branch,
        mode=mode,
        timer=timer,
        within=minutes(5, 10, 20),
        **of_verb.get(verb, {}),
    )


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """A runbook of one to three phases, with steps of every verb at any tiers, nested in all ways, and one to add."""
    count = draw(st.integers(min_value=1, max_value=3))
    phases = [draw(_trees(f"p{number}s", ALL, None, 0)) for number in range(count)]
    phases.append([step.changed(added_by=_OTHER) for step in draw(_trees("xs", ALL, None, 1))])
    lower = LowerRule(to=Tier.GENERAL, when=less("share", 1), hold=timedelta(minutes=4))
    raises = RaiseRule(to=Tier.MAJOR, when=fact_is("data_out"), also_run=draw(st.sampled_from([None, _OTHER])))
    return plan(*phases, raises=[raises], lowers=[lower], added={_OTHER: {Tier.MAJOR: ("technical",)}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that somebody tries, whether or not the rules allow it."""

    kind: str
    which: int
    other: int
    by: str
    value: Value
    tier: Tier


_KINDS = (
    "take",
    "complete",
    "complete",
    "answer",
    "wrong",
    "sense",
    "override",
    "defer-time",
    "defer-step",
    "defer-person",
    "rule-out",
    "hold",
    "resume",
    "ask",
    "undo",
    "undo-step",
    "raise",
    "lower",
    "fact",
    "role",
    "add",
    "offer",
    "read-back",
    "accept",
    "take-command",
    "sense-any",
    "sense-any",
    "send",
    "mark",
    "close",
)


def acts() -> st.SearchStrategy[list[Act]]:
    """A history of up to two dozen attempts."""
    one = st.builds(
        Act,
        kind=st.sampled_from(_KINDS),
        which=st.integers(min_value=0, max_value=120),
        other=st.integers(min_value=0, max_value=30),
        by=st.sampled_from(PEOPLE),
        value=st.sampled_from([None, 0.5, 40.0]),
        tier=st.sampled_from(list(Tier)),
    )
    return st.lists(one, max_size=24)


def command_of(act: Act, incident: Incident, now: datetime) -> c.Command:
    """The command that the act means on this incident."""
    ids = list(Standing(incident).steps)
    checklist = build_checklist(incident, now)
    likely = [item.step.id for item in (checklist.current, *checklist.open_items) if item is not None]
    step = (likely or ids)[act.which % len(likely or ids)] if act.which % 4 else ids[act.which // 4 % len(ids)]
    other = ids[act.other % len(ids)]
    by, why = act.by, "a reason"
    in_a_while = timedelta(minutes=1 + act.other % 5)
    approved_by = "ann" if act.other % 3 == 0 else None
    made: dict[str, c.Command] = {
        "take": c.TakeStep(by=by, step=step, over=act.other % 2 == 0),
        "complete": c.CompleteStep(by=by, step=step, approved_by=approved_by, alone=act.other % 5 == 0),
        "answer": c.AnswerStep(by=by, step=step, option=_OPTIONS[act.other % 2]),
        "wrong": c.ReportNotAsExpected(by=by, step=step, observed="silence"),
        "sense": c.SenseStep(by="app", step=step),
        "override": c.OverrideStep(by=by, step=step, because=why),
        "defer-time": c.DeferStep(by=by, step=step, because=why, until_time=now + in_a_while),
        "defer-step": c.DeferStep(by=by, step=step, because=why, until_step=other),
        "defer-person": c.DeferStep(by=by, step=step, because=why, until_person="cat"),
        "rule-out": c.RuleOutStep(by=by, step=step, because=why),
        "hold": c.HoldStep(by=by, step=step, because=why),
        "resume": c.ResumeStep(by=by, step=step),
        "ask": c.AskPerson(by=by, step=step, person="cat", within=in_a_while),
        "undo": c.UndoMark(by=by),
        "undo-step": c.UndoMark(by=by, step=step),
        "raise": c.RaiseTier(by=by, to=act.tier, because=why),
        "lower": c.LowerTier(by="ann", to=act.tier, because=why),
        "fact": c.RecordFact(by=by, fact="share", value=act.value)
        if act.other % 2
        else c.RecordFact(by=by, fact="data_out", value=None if act.value is None else act.value == 40.0),
        "role": c.AssignRole(by=by, role="liaison", person=by),
        "offer": c.OfferHandover(by=by, to=PEOPLE[act.other % 3], worry=why),
        "read-back": c.ReadBackHandover(by=by, handover="H1", next_action=why, can_hurt=why, due_next=why),
        "accept": c.AcceptHandover(by=by, handover="H1"),
        "take-command": c.TakeCommand(by=by, because=why if act.other % 2 else ""),
        "add": c.AddRunbook(by=by, runbook=_OTHER, because=why),
        "sense-any": c.SenseStep(by="app", step=other),
        "send": c.SendMessage(by=by, audience="customers", template="update", approved_by=approved_by),
        "mark": c.MarkMilestone(by=by, milestone=list(Milestone)[act.other % len(Milestone)], at=now),
        "close": c.CloseIncident(by=by),
    }
    return made[act.kind]
