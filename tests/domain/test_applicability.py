from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from incident.domain.grading.tiers import Tier
from incident.domain.law.applicability import (
    Applied,
    Circumstances,
    Question,
    QuestionKind,
    Verdict,
    applicable,
    grade_class,
    tier_required,
)
from incident.domain.law.obligations import Confidence, Criterion, LegalStatus, Obligation, Regime, StatutoryClass
from incident.domain.runbooks.conditions import Condition, Op
from tests.domain.duties import at, duty, register_of

NOW = at("2026-11-20 23:30")
LEAK = Condition(op=Op.FACT, name="leak")


def _people(count: float) -> Condition:
    people = Condition(op=Op.FACT, name="people")
    return Condition(op=Op.AT_LEAST, args=(people, Condition(op=Op.LITERAL, value=count)))


def _criterion(name: str, when: Condition | None) -> Criterion:
    return Criterion(id=name, confidence=Confidence.VERBATIM, when=when)


CLASSES = (
    StatutoryClass(id="general"),
    StatutoryClass(id="larger", criteria=(_criterion("people", _people(100)), _criterion("judge", None))),
    StatutoryClass(id="major", criteria=(_criterion("people", _people(1000)),)),
)


def _known(**changes: Any) -> Circumstances:  # noqa: ANN401 - any field
    plain = Circumstances(now=NOW, jurisdictions=frozenset({"cn"}), sectors=frozenset())
    return plain.changed(**changes)


def _asked(obligation: Obligation, **changes: Any) -> Applied | None:  # noqa: ANN401 - any field
    found = applicable(register_of(obligation, classes=CLASSES), _known(**changes))
    return found[0] if found else None


def _verdict(obligation: Obligation, **changes: Any) -> Verdict | None:  # noqa: ANN401 - any field
    found = _asked(obligation, **changes)
    return found.verdict if found else None


def test_a_rule_without_a_condition_binds_where_it_holds() -> None:
    assert _verdict(duty()) is Verdict.APPLIES
    assert _verdict(duty(jurisdiction="eu")) is None
    assert _verdict(duty(sector="telecom")) is None
    assert _verdict(duty(sector="telecom"), sectors=frozenset({"telecom"})) is Verdict.APPLIES


def test_an_unknown_fact_asks_and_neither_starts_nor_drops_the_rule() -> None:
    found = _asked(duty(applies_if=LEAK))
    assert found is not None
    assert (found.verdict, found.asks) == (Verdict.ASKS, (Question(kind=QuestionKind.FACT, id="leak"),))
    assert _verdict(duty(applies_if=LEAK), facts={"leak": True}) is Verdict.APPLIES
    assert _verdict(duty(applies_if=LEAK), facts={"leak": False}) is None


def test_where_we_are_and_what_we_do_are_asked_while_nobody_has_said() -> None:
    found = _asked(duty(sector="telecom"), jurisdictions=None, sectors=None)
    assert found is not None
    assert {question.kind for question in found.asks} == {QuestionKind.JURISDICTION, QuestionKind.SECTOR}


@pytest.mark.parametrize("status", [LegalStatus.PROPOSED, LegalStatus.INTERNAL])
def test_what_is_no_law_waits_until_somebody_enables_it(status: LegalStatus) -> None:
    assert _verdict(duty(status=status)) is None
    assert _verdict(duty(status=status), enabled=frozenset({"test.rule.first"})) is Verdict.APPLIES


def test_what_was_repealed_cannot_be_enabled() -> None:
    assert _verdict(duty(status=LegalStatus.REPEALED), enabled=frozenset({"test.rule.first"})) is None


@pytest.mark.parametrize(
    ("begins", "ends", "binds"),
    [
        (date(2026, 11, 20), None, True),
        (date(2026, 11, 21), None, False),
        (None, date(2026, 11, 20), True),
        (None, date(2026, 11, 19), False),
    ],
)
def test_a_law_binds_from_its_first_day_to_its_last(begins: date | None, ends: date | None, *, binds: bool) -> None:
    assert (_verdict(duty(effective_from=begins, effective_to=ends)) is Verdict.APPLIES) is binds


def test_a_law_begins_at_midnight_of_its_own_zone() -> None:
    """20:00 UTC on the 31st is the 1st in Shanghai."""
    rule = duty(effective_from=date(2026, 1, 1))
    assert _verdict(rule, now=at("2025-12-31 20:00", "UTC")) is Verdict.APPLIES
    assert _verdict(rule, now=at("2025-12-31 15:00", "UTC")) is None


def test_the_stated_class_decides_even_against_the_facts() -> None:
    rule = duty(statutory_class="larger")
    facts = {"people": 5000.0}
    assert _verdict(rule, facts=facts, classes={"test.rule": "general"}) is None
    stated = _asked(rule, facts={"people": 1.0}, classes={"test.rule": "major"})
    assert stated is not None
    assert (stated.verdict, stated.is_class_by_facts) == (Verdict.APPLIES, False)


def test_while_nobody_stated_a_class_the_facts_count_and_it_shows() -> None:
    found = _asked(duty(statutory_class="larger"), facts={"people": 100.0})
    assert found is not None
    assert (found.verdict, found.is_class_by_facts) == (Verdict.APPLIES, True)


def test_below_every_number_the_class_is_asked_and_never_assumed() -> None:
    found = _asked(duty(statutory_class="larger"), facts={"people": 99.0})
    assert found is not None
    assert found.asks == (Question(kind=QuestionKind.CLASS, id="test.rule"),)


def test_grading_takes_the_gravest_criterion_and_tells_what_could_be_graver() -> None:
    regime = Regime(id="test.rule", jurisdiction="cn", obligations=(), classes=CLASSES)
    unknown = grade_class(regime, _known())
    assert (unknown.proposed, unknown.unanswered, unknown.judgements) == (None, ("people",), (("larger", "judge"),))
    larger = grade_class(regime, _known(facts={"people": 999.0}))
    assert (larger.proposed, larger.unanswered, larger.judgements) == ("larger", (), ())
    assert grade_class(regime, _known(facts={"people": 1000.0})).proposed == "major"


def test_a_class_that_the_regime_does_not_have_is_an_error() -> None:
    regime = Regime(id="test.rule", jurisdiction="cn", obligations=(), classes=CLASSES)
    with pytest.raises(LookupError):
        regime.rank("huge")


def test_the_tier_that_is_required_is_that_of_the_gravest_rule_that_binds() -> None:
    rules = [
        Applied(obligation=duty(requires_tier=Tier.MAJOR), verdict=Verdict.ASKS),
        Applied(obligation=duty(requires_tier=Tier.SERIOUS), verdict=Verdict.APPLIES),
        Applied(obligation=duty(), verdict=Verdict.APPLIES),
    ]
    assert tier_required(rules) is Tier.SERIOUS
    assert tier_required(rules[:1]) is None


def test_the_tier_of_the_incident_changes_no_verdict() -> None:
    rule = duty(statutory_class="larger", applies_if=LEAK)
    for facts in ({}, {"leak": True, "people": 100.0}, {"leak": False}):
        assert len({_verdict(rule, facts=facts, tier=tier) for tier in (None, *Tier)}) == 1


def test_a_register_finds_its_own() -> None:
    register = register_of(duty())
    assert register.obligation("test.rule.first") == duty()
    assert register.obligation("test.rule.other") is None
    assert register.regime("test.other") is None
    assert register.contents(duty(regime="test.other"), "en") == ()


def test_words_fall_back_to_another_language_and_then_to_nothing() -> None:
    words = {"en": {"a": "An", "test.rule.checklist.list.0": "One"}, "zh-CN": {"a": "甲"}}
    register = register_of(duty(contents="list"), checklists={"list": 1}).changed(words=words)
    assert [register.text("a", language) for language in ("en", "zh-CN", "fr")] == ["An", "甲", "An"]
    assert register.text("b", "en") == ""
    assert register.contents(duty(contents="list"), "zh-CN") == ("One",)


def test_only_general_knowledge_is_unverified() -> None:
    assert [each for each in Confidence if not each.is_verified] == [Confidence.GENERAL]
