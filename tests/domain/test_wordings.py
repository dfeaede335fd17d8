"""The words of messages, in every language of the runbook."""

from __future__ import annotations

import pytest

from incident.domain import commands as c
from incident.domain.events import Milestone
from incident.domain.grading.tiers import Tier
from incident.domain.incident import CUSTOMERS, Incident
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import Bundle, FactType
from incident.domain.runbooks.wordings import render, say_value
from tests.domain.walks import WORDS, Walk, at, plan, step


def walk(body: str, title: str = "News", language: str = "en", **fields: object) -> Walk:
    """An incident whose template `t` has these words in one language."""
    words = {**WORDS, language: {**WORDS[language], "template.t.title": title, "template.t.body": body}}
    here = Walk(Bundle(runbook=plan([step("a")]).runbook, words=words))
    here.incident = here.incident.changed(**fields)
    return here


def body(here: Walk, language: str = "en") -> str:
    return str(render(here.incident, "t", at("02:50"), CUSTOMERS)[language].body)


def test_a_message_says_the_facts_the_tier_and_the_next_time() -> None:
    here = walk("${title} ${incident} ${tier} ${share} ${next_update}", zone="Asia/Shanghai")
    here.do(c.RecordFact(by="ann", fact="share", value=12.5))
    assert body(here) == "Voice is down INC-0001 tier 2, serious 12.5% 2026-11-21 11:50 (UTC+0800)"


def test_each_language_has_its_own_words_for_values() -> None:
    here = walk("${tier}，${data_out}，${channel}", language="zh-CN")
    here.do(c.RecordFact(by="ann", fact="data_out", value=False))
    assert body(here, "zh-CN") == "二级（较大），否，尚未确定"


def test_what_nothing_fills_stays_visible_and_a_lone_dollar_stays_a_dollar() -> None:
    assert body(walk("${missing} costs $5 and $$3")) == "${missing} costs $5 and $3"


def test_words_of_people_are_not_filled_again() -> None:
    here = walk("${channel}")
    here.do(c.RecordFact(by="ann", fact="channel", value="${contact}"))
    assert body(here) == "${contact}"


def test_a_title_is_one_line() -> None:
    here = walk("b", title="A ${channel}\n  title ")
    here.do(c.RecordFact(by="ann", fact="channel", value="x\r\ny"))
    assert str(render(here.incident, "t", at("02:50"), CUSTOMERS)["en"].title) == "A x y title"


def test_only_the_languages_that_have_the_template_are_rendered() -> None:
    assert list(render(walk("b").incident, "t", at("02:50"), CUSTOMERS)) == ["en"]
    assert render(walk("b").incident, "gone", at("02:50"), CUSTOMERS) == {}
    assert render(Incident(id="X"), "t", at("02:50"), CUSTOMERS) == {}


def test_the_response_runs_since_the_declaration_whatever_is_stated_of_the_beginning() -> None:
    """A report to an authority says `response since: ${since}`; when it began is a fact, and has a placeholder."""
    here = walk("${since}")
    here.do(c.MarkMilestone(by="ann", milestone=Milestone.BEGAN, at=at("02:20")))
    here.do(c.RecordFact(by="ann", fact="since", value=at("02:10").isoformat()))
    assert body(here) == "2026-11-21 02:40 (UTC+0000)"


def test_the_contact_is_said_where_there_is_one() -> None:
    assert body(walk("call ${contact}.")) == ""  # the whole line goes: nobody can be called


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (None, FactType.NUMBER, "not known yet"),
        (True, FactType.YES_NO, "yes"),
        (12.0, FactType.PERCENT, "12%"),
        (0.1, FactType.PERCENT, "0.1%"),
        (1234567.0, FactType.NUMBER, "1,234,567"),
        ("voice", FactType.TEXT, "voice"),
        ("2026-07-01T00:00:00+00:00", FactType.TIME, "2026-07-01 02:00 (UTC+0200)"),
    ],
)
def test_a_value_is_said_as_a_sentence_would(value: Value, kind: FactType, words: str) -> None:
    assert say_value(value, kind, "en", "Europe/Berlin") == words


def test_a_language_without_words_of_its_own_borrows_english_ones() -> None:
    assert say_value(False, FactType.YES_NO, "fr", "UTC") == "no"  # noqa: FBT003  (the value of a fact)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_zone_that_the_machine_does_not_know_is_utc(zone: str) -> None:
    assert say_value("2026-07-01T00:00:00+00:00", FactType.TIME, "en", zone) == "2026-07-01 00:00 (UTC+0000)"


def test_the_next_time_follows_the_tier() -> None:
    here = walk("${next_update}", tier=Tier.MAJOR)
    assert body(here) == "2026-11-21 03:10 (UTC+0000)"
    assert body(walk("${next_update}", tier=Tier.GENERAL)) == "2026-11-22 02:50 (UTC+0000)"


def test_whoever_is_not_a_customer_reads_when_customers_are_told() -> None:
    """A word to agents restarts no clock: the next update is due when its clock says so."""
    here = walk("${next_update}")
    said = render(here.incident, "t", at("02:50"), "agents")["en"].body
    assert str(said) == "2026-11-21 03:10 (UTC+0000)"
    assert here.clock("update").due_at == at("03:10")


def test_a_time_that_is_past_is_promised_to_nobody() -> None:
    here = walk("${next_update}")
    assert str(render(here.incident, "t", at("03:20"), "agents")["en"].body) == "2026-11-21 04:20 (UTC+0000)"
