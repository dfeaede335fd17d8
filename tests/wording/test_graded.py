"""The reason that the program gave for a tier is read in the reader's language, and a person's own as it was typed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.domain.content import FreeText
from incident.domain.grading.triage import grade
from incident.domain.runbooks.conditions import Situation, Value
from incident.domain.runbooks.runbook import Bundle
from incident.i18n import LANGUAGES, _
from incident.shipped import library_root
from incident.wording.conditions import condition_phrase
from incident.wording.graded import graded_words, tier_reason
from incident.wording.speech import Speech
from tests.bundles import EN, ZH, a_bundle

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
FACTS: tuple[dict[str, Value], ...] = (
    {"affected_share": 3.0},
    {"affected_share": 30.0, "data_exposed": True},
    {"affected_share": None},
)


def _said(bundle: Bundle, facts: dict[str, Value], language: str) -> str:
    i18n.use(language)
    return graded_words(grade(bundle.runbook, Situation(facts=facts, tier=None, now=NOW)), Speech(bundle=bundle))


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.parametrize(("one", "other"), [LANGUAGES, LANGUAGES[::-1]])
def test_what_decided_is_read_in_either_language(facts: dict[str, Value], one: str, other: str) -> None:
    bundle = a_bundle()
    kept, wanted = FreeText(_said(bundle, facts, one)), _said(bundle, facts, other)
    assert str(kept) != wanted
    assert tier_reason(kept, Speech(bundle=bundle)) == wanted
    i18n.use(one)
    assert tier_reason(kept, Speech(bundle=bundle)) == str(kept)


def test_every_line_of_every_shipped_triage_comes_back_in_chinese() -> None:
    library = YamlLibrary((library_root(),))
    for offer in library.every():
        for line in (line for lines in offer.bundle.runbook.triage.values() for line in lines):
            i18n.use("en")
            kept = FreeText(condition_phrase(line, Speech(bundle=offer.bundle)))  # as `incident declare` keeps it
            i18n.use("zh-CN")
            here = Speech(bundle=offer.bundle)
            assert tier_reason(kept, here) == _("Decided by: {lines}").format(lines=condition_phrase(line, here))


def test_a_rule_that_raised_the_tier_is_read_in_the_readers_language() -> None:
    i18n.use("zh-CN")
    assert tier_reason(FreeText(EN["raise.0"]), Speech(bundle=a_bundle())) == ZH["raise.0"]


@pytest.mark.parametrize("words", ["The chief wants it", "老板要求", ""])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_person_typed_stays_as_typed(words: str, language: str) -> None:
    i18n.use(language)
    assert tier_reason(FreeText(words), Speech(bundle=a_bundle())) == words
    assert tier_reason(FreeText(words), Speech()) == words
    assert tier_reason(None, Speech()) is None
    assert tier_reason(FreeText(None), Speech(bundle=a_bundle())) == _("(erased)")
