from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from incident import i18n
from incident.wording.speech import Speech
from tests.bundles import a_bundle


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the interface, in use."""
    return i18n.use(request.param)


@pytest.fixture
def speech() -> Speech:
    """To a reader in Shanghai who knows four of the people, in the language in use."""
    return Speech(
        bundle=a_bundle(),
        zone=timezone(timedelta(hours=8)),
        names={"ana": "Ana Lima", "bo": "Bo Chen", "chen": "陈静", "dee": "Dee Novak"},
    )
