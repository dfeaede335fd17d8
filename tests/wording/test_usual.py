"""A usual reason is read in the reader's language; anything else stays as it was typed."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain.content import FreeText
from incident.wording.quoting import with_reason
from incident.wording.usual import EVERY, HELD, reread, spoken


@pytest.mark.parametrize("reason", sorted(set(EVERY)))
@pytest.mark.parametrize(("picked", "read"), [("en", "zh-CN"), ("zh-CN", "en"), ("zh-CN", "zh-CN")])
def test_a_reason_picked_in_one_language_is_read_in_the_other(reason: str, picked: str, read: str) -> None:
    i18n.use(picked)
    (words,) = spoken((reason,))
    i18n.use(read)

    assert reread(words) == spoken((reason,))[0]


def test_a_picked_reason_stands_translated_behind_what_was_done() -> None:
    i18n.use("zh-CN")
    (words,) = spoken(HELD[:1])
    i18n.use("en")

    assert with_reason("held here", FreeText(words)) == 'held here: "Phone call"'


@pytest.mark.parametrize("words", ["The phone call of room 4", "电话打断了两次", ""])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_words_of_ones_own_are_shown_as_they_were_typed(words: str, language: str) -> None:
    i18n.use(language)

    assert reread(words) == words
