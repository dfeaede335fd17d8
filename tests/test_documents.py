"""What the documents of the project point at is there."""

from __future__ import annotations

import re

import pytest

from tests.conftest import CHECKOUT

DOCUMENTS = sorted(
    path.relative_to(CHECKOUT).as_posix() for pattern in ("*.md", ".github/**/*.md") for path in CHECKOUT.glob(pattern)
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`([\w.*-]*[/.][\w./*-]*)`")
"""A path in backticks: it has a slash or an ending."""
ELSEWHERE = {"incident/_library"}
"""What is there in the wheel only."""


def _links(document: str) -> list[str]:
    found: list[str] = LINK.findall((CHECKOUT / document).read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_relative_link_leads_somewhere(document: str) -> None:
    place = (CHECKOUT / document).parent
    assert [link for link in _links(document) if not (place / link.partition("#")[0]).exists()] == []


def test_the_readme_shows_the_program() -> None:
    """So that the test above has something to follow."""
    assert ".github/walk.svg" in _links("README.md")
    assert (CHECKOUT / ".github/walk.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", ".github/CONTRIBUTING.md"])
def test_every_place_that_is_named_is_there(document: str) -> None:
    """Named from the top of the checkout, or from the package, as `domain/decide/`."""
    names = set(NAMED.findall((CHECKOUT / document).read_text(encoding="utf-8"))) - ELSEWHERE
    places = {name for name in names if "/" in name or name.endswith((".py", ".md", ".toml", ".yaml"))}
    assert places
    assert {name for name in places if not _is_there(name)} == set()


def _is_there(name: str) -> bool:
    return any(next(root.glob(name.rstrip("/")), None) for root in (CHECKOUT, CHECKOUT / "incident"))


def test_the_readme_says_how_to_try_and_how_to_test_in_two_commands() -> None:
    lines = (CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in lines if line.startswith("    ")] == [
        "pip install . && incident demo",
        "pip install '.[test]' && pytest",
    ]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((CHECKOUT / ".github/adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_line_for_an_editor_finds_the_schema_that_the_readme_makes() -> None:
    """An editor looks beside the runbook, and runbooks stand in `runbooks/` of the workspace."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    written = re.search(r"incident runbook schema > (\S+)", text)
    named = re.search(r"\$schema=(\S+)", text)
    assert written
    assert named
    assert written[1] == f"runbooks/{named[1]}"
