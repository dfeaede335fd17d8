"""Playbooks and checklists that others wrote; they lie beside the checkout, and are none of ours to copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.foreign.cacao.exporting import export_cacao
from incident.adapters.documents.foreign.importer import import_document
from incident.application.errors import DocumentError
from incident.domain.grading.tiers import Tier
from tests.adapters.documents.foreign.cacao import compiled, written
from tests.adapters.documents.foreign.schemas import CORPORA, SCHEMAS, schema_errors

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside this checkout")

GOOD = sorted([*CORPORA.glob("cacao/*.json"), *CORPORA.glob("markdown/*.md")])
BAD = sorted(CORPORA.glob("cacao/negative/*.json"))
REFUSED = {"missing_step_playbook": "IM003", "infinite_playbook": "IM004", "changed-playbook": "IM002"}


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem[-40:])
def test_each_is_imported_checked_exported_and_read_back_as_the_same_walk(tmp_path: Path, path: Path) -> None:
    made = import_document(path)
    bundle = compiled(tmp_path, made)
    errors = {problem.rule for problem in check([tmp_path / "imported.yaml"]) if problem.severity == "error"}
    assert errors == {"RB017"}  # nobody is told of anything: what no importer can know
    for tier in Tier:
        text = export_cacao(bundle, tier, bundle.languages[0])
        back = compiled(tmp_path, import_document(written(tmp_path, text, "export.json")))
        assert [phase.steps for phase in back.runbook.phases] == [phase.steps for phase in bundle.runbook.phases]
        assert back.words == bundle.words


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem[-40:])
def test_what_is_broken_is_refused_or_walked_with_warnings(tmp_path: Path, path: Path) -> None:
    rule = next((rule for name, rule in REFUSED.items() if name in path.stem), None)
    if rule is not None:
        with pytest.raises(DocumentError) as refusal:
            import_document(path)
        assert {problem.rule for problem in refusal.value.problems} == {rule}
        assert all(problem.line > 1 for problem in refusal.value.problems)
        return
    made = import_document(path)
    assert any(problem.rule == "IM106" for problem in made.warnings)
    assert list(compiled(tmp_path, made).runbook.steps())


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of CACAO do not lie beside this checkout")
def test_what_was_imported_is_exported_within_the_schema(tmp_path: Path) -> None:
    for path in GOOD:
        bundle = compiled(tmp_path, import_document(path))
        assert schema_errors(json.loads(export_cacao(bundle, Tier.SERIOUS, bundle.languages[0]))) == []
