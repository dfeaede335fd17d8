"""The language is as before after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from incident import i18n


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = i18n.current()
    yield
    i18n.use(before)
