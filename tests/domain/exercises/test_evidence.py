"""What the log has to say before an action counts as done, and when it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.exercises.evidence import Evidence, EvidenceKind, answered, is_computable, leaves, met
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Op

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
WORDS = FreeText(words="x")

HIGH = Condition(op=Op.MORE, args=(Condition(op=Op.FACT, name="share"), Condition(op=Op.LITERAL, value=5.0)))


def _log(*events: e.Event) -> list[e.Recorded]:
    """The events, a minute apart from the start."""
    return [
        e.Recorded(
            incident_id="EX-0001",
            seq=seq,
            event_id=f"e{seq}",
            event=event,
            actor="ann",
            on_behalf_of=None,
            occurred_at=START + timedelta(minutes=seq),
            recorded_at=START + timedelta(minutes=seq),
        )
        for seq, event in enumerate(events, 1)
    ]


def _rule(kind: EvidenceKind, name: str = "", **more: object) -> Evidence:
    return Evidence(kind=kind, name=name).changed(**more)


CASES = [
    (_rule(EvidenceKind.STEP, "scope"), e.StepCompleted(step="scope")),
    (_rule(EvidenceKind.STEP, "scope"), e.StepOverridden(step="scope", because=WORDS)),
    (_rule(EvidenceKind.STEP, "cause"), e.StepAnswered(step="cause", option="vendor")),
    (_rule(EvidenceKind.STEP, "cause", option="vendor"), e.StepAnswered(step="cause", option="vendor")),
    (_rule(EvidenceKind.ROLE, "scribe"), e.RoleAssigned(role="scribe", person="bo")),
    (_rule(EvidenceKind.FACT, "share"), e.FactRecorded(fact="share", value=0.0)),
    (_rule(EvidenceKind.FACT, "what"), e.FactRecorded(fact="what", text=WORDS)),
    (_rule(EvidenceKind.WHEN, condition=HIGH), e.FactRecorded(fact="share", value=6.0)),
    (_rule(EvidenceKind.TIER, tier=Tier.SERIOUS), e.TierRaised(to=Tier.MAJOR, because=WORDS)),
    (_rule(EvidenceKind.MARKED, "aware"), e.MilestoneMarked(milestone=e.Milestone.AWARE, at=START)),
    (_rule(EvidenceKind.NOTED, "D"), e.NoteAdded(kind=e.NoteKind.DECISION, text=WORDS)),
]
OTHERS: list[e.Event] = [
    e.StepCompleted(step="another"),
    e.StepTaken(step="scope", by="ann"),
    e.StepAnswered(step="cause-too", option="vendor"),
    e.RoleAssigned(role="deputy", person="bo"),
    e.FactRecorded(fact="share"),
    e.FactRecorded(fact="share-too", value=9.0),
    e.MilestoneMarked(milestone=e.Milestone.BEGAN, at=START),
    e.NoteAdded(kind=e.NoteKind.FACT, text=WORDS),
    e.MessageReleased(message="M9"),
]


@pytest.mark.parametrize(("rule", "shows"), CASES)
def test_a_rule_is_met_by_what_it_names_and_by_nothing_else(rule: Evidence, shows: e.Event) -> None:
    assert met(rule, _log(*OTHERS)) is None
    found = met(rule, _log(*OTHERS, shows, shows))
    assert found is not None
    assert found.at == START + timedelta(minutes=len(OTHERS) + 1)
    assert found.events == (f"e{len(OTHERS) + 1}",)


def test_an_answer_other_than_the_one_that_is_asked_for_is_none() -> None:
    rule = _rule(EvidenceKind.STEP, "cause", option="vendor")
    assert met(rule, _log(e.StepAnswered(step="cause", option="release"))) is None


def test_a_message_counts_once_it_is_released_to_its_audience() -> None:
    drafted = e.MessageDrafted(message="M1", audience="agents", template="t", wordings={})
    rule = _rule(EvidenceKind.TOLD, "agents")
    assert met(rule, _log(drafted)) is None
    assert met(rule, _log(drafted, e.MessageReleased(message="M1"))) is not None
    assert met(_rule(EvidenceKind.TOLD, "media"), _log(drafted, e.MessageReleased(message="M1"))) is None


def test_a_mark_that_was_undone_shows_nothing() -> None:
    log = _log(e.StepCompleted(step="scope"), e.StepUndone(step="scope", mark="e1"))
    assert met(_rule(EvidenceKind.STEP, "scope"), log) is None


def test_what_happened_before_the_question_is_no_answer_to_it() -> None:
    log = _log(e.StepCompleted(step="scope"), e.FactRecorded(fact="share", value=6.0))
    since = START + timedelta(minutes=3)
    assert met(_rule(EvidenceKind.STEP, "scope"), log, since) is None
    assert met(_rule(EvidenceKind.WHEN, condition=HIGH), log, since) is None


def test_all_rules_are_met_with_the_last_and_any_with_the_first() -> None:
    log = _log(e.StepCompleted(step="a"), e.StepCompleted(step="b"))
    parts = (_rule(EvidenceKind.STEP, "a"), _rule(EvidenceKind.STEP, "b"))
    both, either = _rule(EvidenceKind.ALL, parts=parts), _rule(EvidenceKind.ANY, parts=parts)
    whole, first = met(both, log), met(either, log)
    assert whole is not None
    assert (whole.at, whole.events) == (START + timedelta(minutes=2), ("e1", "e2"))
    assert first is not None
    assert first.at == START + timedelta(minutes=1)
    assert met(both, log[:1]) is None
    assert met(either, []) is None
    assert met(_rule(EvidenceKind.ALL), log) is None
    assert [leaf.name for leaf in leaves(both)] == ["a", "b"]


def test_what_only_a_person_sees_is_never_computed() -> None:
    seen = _rule(EvidenceKind.OBSERVED)
    assert met(seen, _log(*OTHERS)) is None
    step = _rule(EvidenceKind.STEP, "a")
    assert not is_computable(seen)
    assert not is_computable(_rule(EvidenceKind.ALL, parts=(seen, step)))
    assert is_computable(_rule(EvidenceKind.ANY, parts=(seen, step)))


def test_a_condition_over_the_tier_follows_the_tier() -> None:
    tier = Condition(op=Op.IN, args=(Condition(op=Op.TIER), Condition(op=Op.LITERAL, value=1.0)))
    rule = _rule(EvidenceKind.WHEN, condition=tier)
    assert met(rule, _log(e.TierLowered(to=Tier.SERIOUS, because=WORDS))) is None
    assert met(rule, _log(e.TierRaised(to=Tier.MAJOR, because=WORDS))) is not None


def test_what_was_done_before_it_was_asked_for_answers_nothing_and_what_came_after_does() -> None:
    log = _log(e.RoleAssigned(role="scribe", person="bo"), e.StepCompleted(step="scope"))
    role, step = _rule(EvidenceKind.ROLE, "scribe"), _rule(EvidenceKind.STEP, "scope")
    asked_at = START + timedelta(minutes=2)
    earlier, later = answered(role, log, asked_at), answered(step, log, asked_at)
    both = answered(Evidence(kind=EvidenceKind.ALL, parts=(role, step)), log, asked_at)
    assert answered(_rule(EvidenceKind.ROLE, "deputy"), log, asked_at) is None
    assert earlier is not None
    assert earlier.events == ()
    assert later is not None
    assert later.events == ("e2",)
    assert both is not None
    assert (both.at, both.events) == (asked_at, ("e2",))
