"""No words of programmers on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from incident import i18n
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.conditions import Condition, Op, Value
from incident.tui.views.box import box_lines
from incident.tui.views.head import head_lines
from incident.walk.moment import Walk
from incident.wording.conditions import condition_phrase
from incident.wording.facts import number_words
from incident.wording.speech import Speech
from tests.bundles import a_bundle, fact
from tests.tui.worlds import World


def _of(op: Op, left: Condition, value: Value) -> Condition:
    return Condition(op=op, args=(left, Condition(op=Op.LITERAL, value=value)))


DOWN_LONG = Condition(
    op=Op.AND,
    args=(fact("data_exposed"), _of(Op.AT_LEAST, Condition(op=Op.ELAPSED, name="down_since"), 900.0)),
)
GRAVE = Condition(op=Op.IN, args=(Condition(op=Op.TIER), *(Condition(op=Op.LITERAL, value=n) for n in (1.0, 2.0))))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    "condition",
    [DOWN_LONG, _of(Op.LESS, fact("error_share"), 1.0), Condition(op=Op.NOT, args=(fact("data_exposed"),)), GRAVE],
)
def test_a_condition_is_said_without_ids_and_operators_of_programmers(condition: Condition, language: str) -> None:
    i18n.use(language)
    words = condition_phrase(condition, Speech(bundle=a_bundle()))
    assert not any(part in words for part in ("_", "elapsed", "tier in", "==", ">="))


def test_a_condition_asks_the_facts_question_with_the_value_wanted() -> None:
    speech = Speech(bundle=a_bundle())
    question = speech.fact("error_share")
    assert condition_phrase(_of(Op.LESS, fact("error_share"), 1.0), speech).startswith(question)
    assert condition_phrase(_of(Op.LESS, fact("error_share"), 1.0), speech).endswith("< 1%")
    assert condition_phrase(DOWN_LONG, speech).endswith("at least 15 min ago")


@pytest.mark.parametrize(
    ("language", "asks", "names"),
    [
        ("en", "What share is affected: more than 10%", "Share of customers affected > 10%"),
        ("zh-CN", "受影响的占比是多少：超过 10%", "受影响客户比例 > 10%"),
    ],
)
def test_a_comparison_reads_well_after_a_question_and_after_a_name(language: str, asks: str, names: str) -> None:
    i18n.use(language)
    bundle = a_bundle()
    over = _of(Op.MORE, fact("affected_share"), 10.0)
    assert condition_phrase(over, Speech(bundle=bundle)) == names
    words = {"fact.affected_share": "受影响的占比是多少？" if language == "zh-CN" else "What share is affected?"}
    asking = replace(bundle, words={language: {**bundle.words[language], **words}})
    assert condition_phrase(over, Speech(bundle=asking)) == asks


def test_a_watched_step_shows_the_question_and_not_the_id(world: World) -> None:
    incident = world.does(world.declared(Tier.SERIOUS))
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    walk = Walk(incident=incident, person="ana", speech=speech, now=world.clock.now(), look="stable")
    rows = "\n".join(row.plain for row in box_lines(walk, 100))
    assert "< 1%" in rows
    assert "error_share" not in rows


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (1e8, "100,000,000"), (0.5, "0.5"), (1e13, "10,000,000,000,000")]
)
def test_a_large_number_is_written_out(value: float, words: str) -> None:
    assert number_words(value) == words


def test_the_header_names_the_runbook_by_its_title(world: World) -> None:
    incident = world.does(world.declared())
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    walk = Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())
    wide, narrow = head_lines(walk, 120)[1].plain, head_lines(replace(walk), 72)[1].plain
    assert f"r3, checked 2026-11-01  {speech.text('title')}" in wide
    assert "outage.line" not in wide + narrow


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_must_not_hold_is_said_part_by_part(language: str) -> None:
    i18n.use(language)
    exposed, watched = fact("data_exposed"), _of(Op.LESS, fact("error_share"), 1.0)
    neither = Condition(op=Op.NOT, args=(Condition(op=Op.OR, args=(exposed, watched)),))
    parts = (Condition(op=Op.NOT, args=(exposed,)), _of(Op.AT_LEAST, fact("error_share"), 1.0))
    speech = Speech(bundle=a_bundle())
    assert condition_phrase(neither, speech) == condition_phrase(Condition(op=Op.AND, args=parts), speech)
    whole = Condition(op=Op.AND, args=(_of(Op.MORE, fact("affected_share"), 10.0), neither))
    assert "(" not in (words := condition_phrase(whole, speech)), words
    assert "（" not in words, words
