"""Families of events and CACAO's types of playbooks: each has its own, and comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from incident.adapters.documents.foreign.cacao.exporting import export_cacao
from incident.adapters.documents.foreign.cacao.kinds import family_of, kinds_of
from incident.adapters.documents.reading.nodes import Plain
from incident.domain.families import FAMILIES
from incident.domain.grading.tiers import Tier
from tests.adapters.documents.foreign.cacao import action, compiled, document, imported, playbook, start

OPEN = {
    "attack", "detection", "engagement", "investigation", "mitigation", "notification", "prevention", "remediation",
}  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_has_types_of_the_vocabulary_that_no_other_has(family: str) -> None:
    assert set(kinds_of(family)) <= OPEN
    assert [other for other in FAMILIES if set(kinds_of(other)) == set(kinds_of(family))] == [family]


def _playbook(**keys: object) -> dict[str, object]:
    return playbook({"start": start("a"), "a": action("Look", "end"), "end": {"type": "end"}}, **keys)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_comes_back_from_a_file_that_lost_our_extension(tmp_path: Path, family: str) -> None:
    bundle = compiled(tmp_path, imported(tmp_path, _playbook()))
    text = export_cacao(replace(bundle, runbook=replace(bundle.runbook, family=family)), Tier.MAJOR, "en")
    stripped = text.replace("playbook_extensions", "x_playbook").replace("step_extensions", "x_step")
    assert document(imported(tmp_path, stripped))["family"] == family


@pytest.mark.parametrize(
    ("types", "labels", "family"),
    [
        (["attack"], [], "data-security"),
        (["mitigation"], ["site-emergency"], "site-emergency"),
        (["mitigation"], ["malware"], "imported"),
        ([], [], "imported"),
        (["notification", "engagement"], [], "policy-change"),
    ],
)
def test_what_a_foreign_file_is_for_says_which_family_it_is(
    tmp_path: Path, types: list[str], labels: list[str], family: str
) -> None:
    made = imported(tmp_path, _playbook(playbook_types=types, labels=labels))
    assert cast("Plain", family) == document(made)["family"] == family_of(labels, types)
