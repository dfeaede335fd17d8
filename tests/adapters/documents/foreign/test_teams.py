"""Files as teams write them, with whatever the pages they came from left in: each is walked, and no word is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from incident.adapters.documents.foreign.importer import import_document
from incident.adapters.documents.reading.nodes import Plain
from incident.domain.grading.tiers import Tier
from tests.adapters.documents.foreign.cacao import compiled, document
from tests.adapters.documents.library import FIXTURES
from tests.library.tours import Tour, Tours

GRAVEST = min(Tier)
REST = pytest.mark.soak
"""Of the tiers that ask for less; what they leave out is what the gravest has."""
TEAMS = sorted((FIXTURES / "teams").iterdir())
CHECKLISTS = [path for path in TEAMS if path.suffix == ".md"]
ASKED = frozenset({
    "if", "else", "when", "then", "otherwise", "neither", "why", "title", "alice", "bob", "task", "mermaid", "否则",
    "适用范围", "执行以下步骤",
})  # fmt: skip
"""What a question, a key or the kind of a block says instead, or a warning by the name of its key."""


def _texts(node: Plain) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _texts(below)


@pytest.mark.parametrize("path", TEAMS, ids=lambda path: path.name)
def test_each_is_walked_to_its_end_at_every_tier(tmp_path: Path, path: Path) -> None:
    bundle = compiled(tmp_path, import_document(path))
    for tier in Tier:
        whole = Tour(Tours(bundle, tier))
        whole.walk_on()
        assert whole.walk.checklist.open_items == ()


@pytest.mark.parametrize("tier", [pytest.param(tier, marks=REST if tier is not GRAVEST else ()) for tier in Tier])
@pytest.mark.parametrize("path", TEAMS, ids=lambda path: path.name)
def test_each_is_walked_down_every_branch(tmp_path: Path, path: Path, tier: Tier) -> None:
    bundle = compiled(tmp_path, import_document(path))
    assert all(tour.walk.checklist.open_items == () for tour in Tours(bundle, tier))


@pytest.mark.parametrize("path", CHECKLISTS, ids=lambda path: path.name)
def test_every_word_is_in_the_runbook_or_in_a_warning(path: Path) -> None:
    made = import_document(path)
    told = [*_texts(dict(document(made))), *(warning.message for warning in made.warnings)]
    whole = re.sub(r"\s", "", "\n".join(told)).casefold()
    original = re.sub(r"<!--.*?-->|https?://\S+", "", path.read_text("utf-8"), flags=re.DOTALL)
    said = [word.casefold() for word in re.findall(r"[A-Za-z]{3,}|[\u4e00-\u9fff]{2,}", original)]
    bare = [re.sub(r"^(?:否则)?(?:如果?|则)?", "", word) for word in said]
    assert [word for word in bare if word and word not in whole and word not in ASKED] == []
