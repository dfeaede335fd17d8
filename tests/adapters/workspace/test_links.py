from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.opening import open_workspace
from tests.adapters.workspace.written import SETTINGS

LINKS = "links: {public_url: https://incident.example.org/desk, secret: env:LINK_KEY}\n"


def test_links_are_switched_on_by_their_address_and_a_key(folder: Path, tmp_path: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + LINKS, "utf-8")
    for _read in ("compiled", "from the cache"):
        page = open_workspace(folder, tmp_path / "cache").config.settings.links
        assert page is not None
        assert (page.public_url, page.secret) == ("https://incident.example.org/desk", "env:LINK_KEY")


@pytest.mark.parametrize(
    ("was", "written", "rule"),
    [
        ("https://incident.example.org/desk", "incident.example.org", "WS006"),
        ("https://incident.example.org/desk", "https://incident.example.org/?a=b", "WS006"),
        ("env:LINK_KEY", "0123456789abcdef0123456789abcdef", "WS005"),
        (", secret: env:LINK_KEY", "", "WS002"),
    ],
)
def test_wrong_links_are_told_where_they_stand(folder: Path, was: str, written: str, rule: str) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + LINKS.replace(was, written), "utf-8")
    (found,) = check_workspace(folder)
    assert (found.rule, found.line) == (rule, 6)


def test_the_key_of_pagerduty_is_a_reference_as_every_secret(folder: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + LINKS.replace("}", ", pagerduty: {secret: env:PD}}"), "utf-8")
    page = open_workspace(folder, None).config.settings.links
    assert page is not None
    assert page.pagerduty == "env:PD"
    (folder / "incident.yaml").write_text(SETTINGS + LINKS.replace("}", ", pagerduty: {secret: abc}}"), "utf-8")
    (found,) = check_workspace(folder)
    assert found.rule == "WS005"
