"""Each kind of event ends in its own words, on screens and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.domain.families import FAMILIES
from incident.shipped import library_root
from incident.wording.clocks import clock_name_of, due_words
from incident.wording.endings import end_word
from incident.wording.speech import Speech


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = i18n.current()
    i18n.use(request.param)
    yield request.param
    i18n.use(before)


def test_no_two_families_end_alike_and_only_outages_are_restored(language: str) -> None:
    words = {family: end_word(family) for family in FAMILIES}
    assert len(set(words.values())) == len(FAMILIES)
    restored = {"en": "service restored", "zh-CN": "恢复服务"}[language]
    assert [family for family, said in words.items() if said == restored] == ["service-outage"]
    assert end_word("of-our-own") == end_word("other")


def test_the_clock_speaks_of_the_runbook_that_is_walked(language: str) -> None:
    bundle = YamlLibrary([library_root()]).bundle("data.exposure")
    speech = Speech(bundle=bundle, language=language)
    assert clock_name_of("restore", speech) == end_word("data-security")
    outage = replace(bundle, runbook=replace(bundle.runbook, family="service-outage"))
    assert clock_name_of("restore", replace(speech, bundle=outage)) == end_word("service-outage")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_header_says_how_long_and_how_late(language: str, family: str) -> None:
    left, late = timedelta(minutes=11, seconds=35), timedelta(minutes=-2)
    assert "11:35" in due_words("restore", left, family)
    assert due_words("restore", left, family) != due_words("restore", late, family)
    outage = {"en": "RESTORE IN", "zh-CN": "恢复还剩"}[language]
    assert (outage in due_words("restore", left, family)) == (family == "service-outage")
    assert due_words("update", left, family) == due_words("update", left)
