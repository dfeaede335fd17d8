"""What a document may say instead is listed in the signs of the language."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.adapters.documents.reading.findings import did_you_mean


@pytest.mark.parametrize(
    ("language", "hint"), [("en", "One of: email, page, webhook."), ("zh-CN", "可选：email、page、webhook。")]
)
def test_the_words_that_could_stand_there_are_listed_as_the_language_lists(language: str, hint: str) -> None:
    i18n.use(language)
    try:
        assert did_you_mean("telegraph", ["page", "webhook", "email"]) == hint
    finally:
        i18n.use("en")
