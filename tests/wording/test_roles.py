"""What roles are called where no runbook is at hand."""

from __future__ import annotations

import re

import pytest

from incident import i18n
from incident.shipped import library_root
from incident.wording.roles import usual_role


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_owner_of_a_shipped_runbook_is_called_by_an_id(language: str) -> None:
    i18n.use(language)
    files = [path.read_text(encoding="utf-8") for path in (library_root() / language).glob("*.yaml")]
    owners = {found for text in files for found in re.findall(r"^owner: (.+)$", text, re.MULTILINE)}
    assert owners
    assert not {owner for owner in owners if usual_role(owner) == owner}
