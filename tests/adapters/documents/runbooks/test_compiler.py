from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.documents.library import YamlLibrary
from incident.application.errors import DocumentError
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Op
from incident.domain.runbooks.runbook import Branch, Bundle, IfLate, Mode, Range, Step, Verb
from incident.shipped import library_root
from tests.adapters.documents.library import compiled, problems_of, spoilt

MAJOR, SERIOUS, GENERAL = Tier


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return compiled(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return YamlLibrary([library_root()]).bundle("outage.core-channel")


def _step(bundle: Bundle, step_id: str) -> Step:
    step = bundle.runbook.step(step_id)
    assert step is not None
    return step


def test_the_shipped_runbook_compiles_in_both_languages(shipped: Bundle) -> None:
    assert shipped.languages == ("en", "zh-CN")
    assert shipped.words["en"].keys() == shipped.words["zh-CN"].keys()
    assert {step.verb for step in shipped.runbook.steps()} >= {Verb.DO, Verb.ASK, Verb.RECORD, Verb.TELL, Verb.WATCH}


def test_every_word_that_a_screen_asks_for_is_there(shipped: Bundle) -> None:
    for language in shipped.languages:
        words = shipped.words[language]
        assert all(f"step.{step.id}.title" in words for step in shipped.runbook.steps())
        assert all(f"role.{role}" in words for role in shipped.runbook.roles)
        assert all(f"fact.{fact.id}" in words for fact in shipped.runbook.facts)
        told = {(step.audience, step.template) for step in shipped.runbook.steps() if step.verb is Verb.TELL}
        assert all(f"audience.{a}" in words and f"template.{t}.body" in words for a, t in told)


def test_nested_steps_follow_the_step_that_opens_them(small: Bundle) -> None:
    order = [step.id for step in small.runbook.phases[0].steps]
    assert order == ["first", "notice", "notice-if-not", "cause", "rollback"]
    assert _step(small, "rollback").branch == Branch(step="cause", option="release")


def test_a_sentence_for_the_way_out_becomes_a_step(small: Bundle) -> None:
    step = _step(small, "notice-if-not")
    assert step == Step(
        id="notice-if-not", verb=Verb.DO, tiers=tuple(Tier), branch=Branch(step="notice"), by="technical"
    )
    assert small.text("step.notice-if-not.title", "en") == small.text("step.notice.if_not", "en")


def test_steps_for_the_way_out_stand_under_it_with_their_own_ids(tmp_path: Path) -> None:
    bundle = compiled(
        tmp_path,
        (
            "if_not: Ask the vendor to publish it",
            'if_not: [{id: ask-vendor, title: "VENDOR: ask", do: Call, expect: Yes, tiers: [1, 3]}]',
        ),
        ('title: "VOICE MENU: put up the notice"', 'title: "VOICE MENU: put up the notice"\n        tiers: [2, 1]'),
        ("within: {1: 10m, 2: 20m, 3: 1h}", "within: 10m"),
    )
    nested = _step(bundle, "ask-vendor")
    assert nested.branch == Branch(step="notice")
    assert nested.tiers == (MAJOR,)  # its own tiers, as far as the step above it has them
    notice = _step(bundle, "notice")
    assert notice.tiers == (MAJOR, SERIOUS)
    assert notice.within == {MAJOR: timedelta(minutes=10), SERIOUS: timedelta(minutes=10)}
    assert "step.notice.if_not" not in bundle.words["en"]


def test_a_tier_takes_what_it_does_not_say_from_the_one_it_extends(small: Bundle) -> None:
    policies = small.runbook.tiers
    assert list(policies) == [MAJOR, SERIOUS, GENERAL]
    assert policies[MAJOR].fill == policies[SERIOUS].fill
    assert policies[MAJOR].first_update == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("2: {extends: 3,", "2: {extends: 1,"), "extends itself"),
        (("1: {extends: 2, first_update: 15m,", "1: {first_update: 15m,"), "Tier 1 lacks 'fill'"),
        (("  1: {extends: 2, first_update: 15m, update_every: 20m, restore: 2h}\n", ""), "Tier 1 lacks 'restore'"),
    ],
)
def test_a_tier_without_a_whole_policy_is_refused(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    assert any(words in problem.message for problem in problems_of(tmp_path, change))


def test_one_limit_is_for_all_tiers_of_the_step(small: Bundle) -> None:
    assert _step(small, "leave").within == dict.fromkeys(Tier, timedelta(hours=40))
    assert _step(small, "leave").if_late is IfLate.ESCALATE


def test_triage_keeps_the_gravest_first_and_otherwise_empty(small: Bundle) -> None:
    assert list(small.runbook.triage) == [MAJOR, SERIOUS, GENERAL]
    assert small.runbook.triage[GENERAL] == ()
    assert [condition.op for condition in small.runbook.triage[MAJOR]] == [Op.MORE, Op.AND]


def test_a_percent_lies_between_0_and_100(small: Bundle) -> None:
    fact = small.runbook.fact("share")
    assert fact is not None
    assert fact.range == Range(low=0, high=100)


def test_a_message_is_approved_by_the_role_beside_it(small: Bundle) -> None:
    step = _step(small, "first")
    assert (step.verb, step.approver, step.mode) == (Verb.TELL, "commander", Mode.READ_DO)


def test_only_the_templates_that_steps_use_are_pinned(tmp_path: Path) -> None:
    bundle = compiled(tmp_path, ("template: last-message", "template: first-message"))
    assert {key for key in bundle.words["en"] if key.startswith("template.")} == {
        "template.first-message.title",
        "template.first-message.body",
    }


@pytest.mark.parametrize(
    ("change", "at", "words"),
    [
        (("1: [share > 10%,", "1: [share > 30m,"), "30m, not", "'30m' is a duration"),
        (("do: Roll back, expect", "tell: customers, do: Roll back, expect"), "{id: rollback", "exactly one of"),
        (("record: [share, workaround]", "record: [share], expect: x"), "expect: x", "does not belong to a 'record'"),
        (("record: [share, workaround]", "record: [share, wrokaround]"), "wrokaround]", "is not declared"),
        (("tell: customers, template: last", "tell: custmers, template: last"), "custmers,", "has no name"),
        (("2: [share > 1%]", "2: [otherwise]"), "[otherwise]\n    3", "belongs to tier 3"),
        (("when: share < 1%, hold: 30m", "when: otherwise, hold: 30m"), "otherwise, hold", "outside triage"),
        (("type: yes_no}", "type: yes_no, range: [1, 2]}"), "[1, 2]}", "has a range"),
        (("type: percent}", "type: percent, range: [50, 5]}"), "[50, 5]", "smaller number to the larger"),
        (("unsure: higher", "unsure: lower"), "lower", "'unsure' cannot be 'lower'"),
        (("limit: {1: 15m,", "limit: {yes: 15m,"), "yes: 15m", "There is no tier 'yes'"),
        (("limit: {1: 15m,", "limit: {1: 15,"), "15, 2: 30m", "must be a duration such as 90s"),
        (("date: 2026-11-01", "date: 2026-13-01"), "2026-13-01", "must be a date"),
        (("title: A small outage\n", "title: A small outage\nyes: x\n"), "yes: x", "Unknown key 'yes'"),
    ],
)
def test_a_mistake_is_told_where_it_stands(tmp_path: Path, change: tuple[str, str], at: str, words: str) -> None:
    text = spoilt(change)
    before = text[: text.index(at)]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = [problem for problem in problems_of(tmp_path, change) if words in problem.message]
    assert [(problem.line, problem.column) for problem in found] == [place]


def test_what_stands_beside_an_unknown_key_is_still_looked_at(tmp_path: Path) -> None:
    problems = problems_of(
        tmp_path, ("owner: duty-manager\n", "owner: duty-manager\nstutus: x\n"), ("[share, workaround]", "[sahre]")
    )
    assert [problem.hint for problem in problems if problem.severity == "error"] == [
        "Did you mean 'status'?",
        "Did you mean 'share'?",
    ]


def test_a_broken_runbook_is_refused_with_every_problem(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as refusal:
        compiled(
            tmp_path, ("record: [share, workaround]", "record: [sahre]"), ("roles: [commander,", "roles: [comander,")
        )
    assert {problem.rule for problem in refusal.value.problems} == {"RB008", "RB012"}
