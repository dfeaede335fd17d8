"""Evidence line by line: kept, handed over, taken, heard."""

from __future__ import annotations

from pathlib import Path

from tests.cli.walk.conftest import Aloud


def test_evidence_is_kept_and_handed_over_line_by_line(aloud: Aloud, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("x")
    heard = aloud("E", "keep", str(tmp_path / "calls.csv"), "gateway 2", "", "1", "give", "1", "1", "the lawyers")
    assert any("Nothing is kept as evidence yet." in line for line in heard)
    assert any("Kept as evidence: 'calls.csv'" in line for line in heard)
    heard = aloud("got", "1", "evidence", person="bo")
    assert any("in your custody" in line for line in heard)
    assert any("taken by Bo Chen" in line for line in heard)
    assert [name for name in aloud.timeline if name.startswith(("Evidence", "Custody"))] == [
        "EvidenceAdded",
        "CustodyOffered",
        "CustodyTaken",
    ]
