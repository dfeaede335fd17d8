"""The compiled runbook: looking things up in it, and its words in every language."""

from __future__ import annotations

from incident.domain.content import FreeText, PinnedBundle
from incident.domain.runbooks.runbook import Bundle
from tests.domain.walks import plan, step

BUNDLE = plan([step("a"), step("b")], [step("c")])


def test_steps_come_in_the_order_of_work_over_all_phases() -> None:
    assert [each.id for each in BUNDLE.runbook.steps()] == ["a", "b", "c"]


def test_what_is_not_there_is_none() -> None:
    assert BUNDLE.runbook.step("zzz") is None
    assert BUNDLE.runbook.fact("zzz") is None
    found = BUNDLE.runbook.fact("share")
    assert found is not None


def test_words_come_in_the_language_asked_for_else_in_any_other() -> None:
    bundle = Bundle(
        runbook=BUNDLE.runbook, words={"en": {"title": "Outage", "x": "only here"}, "zh-CN": {"title": "中断"}}
    )
    assert bundle.languages == ("en", "zh-CN")
    assert bundle.text("title", "zh-CN") == "中断"
    assert bundle.text("x", "zh-CN") == "only here"
    assert bundle.text("title", "fr") == "Outage"
    assert bundle.text("zzz", "en") == ""


def test_a_text_is_its_words_wherever_they_are_stored() -> None:
    assert FreeText("a", "c1") == FreeText("a", "c2")
    assert FreeText("a") != "a"
    assert len({FreeText("a", "c1"), FreeText("a", "c2"), FreeText("b")}) == 2
    assert (str(FreeText(None)), repr(FreeText("a"))) == ("", "FreeText('a')")


def test_a_pinned_runbook_is_its_bundle() -> None:
    assert PinnedBundle(BUNDLE, "c1") == PinnedBundle(plan([step("a"), step("b")], [step("c")]), "c1")
    assert hash(PinnedBundle(BUNDLE, "c1")) == hash(PinnedBundle(None, "c1"))
    assert PinnedBundle(BUNDLE) != BUNDLE
    assert (repr(PinnedBundle(BUNDLE)), repr(PinnedBundle(None))) == (
        "PinnedBundle('test.plan')",
        "PinnedBundle(None)",
    )
