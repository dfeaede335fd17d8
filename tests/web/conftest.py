"""A browser for those who ask for one."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import REQUIRE_CHROMIUM
from tests.web.chromium import NoChromiumError, Tab, running_chromium


@pytest.fixture
async def tab(tmp_path: Path) -> AsyncIterator[Tab]:
    """A tab of Chromium; skipped where there is none, unless INCIDENT_REQUIRE_CHROMIUM=1 makes that a failure."""
    try:
        async with running_chromium(tmp_path / "chromium") as opened:
            yield await opened()
    except NoChromiumError as reason:
        if os.environ.get(REQUIRE_CHROMIUM) == "1":
            pytest.fail(f"Chromium is required here, but {reason}", pytrace=False)
        pytest.skip(str(reason))
