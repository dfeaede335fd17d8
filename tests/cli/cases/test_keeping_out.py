"""Whoever types a customer's number reads that it was masked, or where it stands since before the customer came in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import CommandLine

LIN = ("--name", "Lin", "--contact", "13800138000", "--service", "pay", "--problem", "x", "--request", "refund")


def test_a_note_with_a_customers_number_is_masked_and_says_so(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("case", "add", incident, *LIN)
    said = cli.done("--as", "bo", "note", incident, "Lin rang again from +86 138-0013-8000").err
    assert "The name or contact of case C-0001 is masked in these words, which everybody reads." in " ".join(
        said.split()
    )
    assert "L*** rang again from +86 ***00" in cli.done("timeline", incident).out
    assert "'13800138000'" in cli.done("search", "13800138000").err


def test_a_case_that_comes_in_names_the_note_that_has_its_number(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("note", incident, "somebody rang from 13800138000")
    said = " ".join(cli.done("case", "add", incident, *LIN).err.split())
    noted = next(line for line in cli.done("timeline", incident).out.splitlines() if "somebody rang" in line)
    assert f"can be read by everybody in entry {noted.split()[0]}; 'incident erase {incident} " in said


def test_what_was_typed_of_a_resource_is_never_said_to_be_gone(cli: CommandLine) -> None:
    incident = cli.declared()
    asked = ("--kind", "equipment", "--yes", "--for", "13800138000", "--because", "for 13800138000")
    cli.done("resource", "request", incident, "van", *asked)
    entry = next(row for row in cli.done("timeline", incident).out.splitlines() if "R1 requested" in row).split()[0]
    added = " ".join(cli.done("case", "add", incident, *LIN).err.split())
    assert f"in entry {entry}, and stays there: of a resource or a team only the reason can be erased." in added
    erased = " ".join(cli.done("erase", incident, entry, "--yes", "--because", "rule").err.split())
    assert f"Of entry {entry} only the reason can be erased: what is asked for, for whom and where stays." in erased
    assert (f"The reason in entry {entry} is gone" in erased, f"words of entry {entry} are gone" in erased) == (
        True,
        False,
    )


def test_the_name_of_a_file_has_no_contact_and_an_export_still_verifies(cli: CommandLine, tmp_path: Path) -> None:
    incident = cli.declared()
    file, out = tmp_path / "mail from sam@poe.org.eml", tmp_path / "out"
    file.write_bytes(b"help")
    cli.done("case", "add", incident, *LIN[:3], "sam@poe.org", *LIN[4:])
    said = " ".join(cli.done("evidence", "add", incident, str(file), "--where", "inbox").err.split())
    assert "E1: 'mail from s***@p***.eml', SHA-256" in said
    assert "The name or contact of case C-0001 is masked in these words" in said
    cli.done("evidence", "export", incident, "-o", str(out))
    cli.done("evidence", "verify", str(out))
    assert (
        subprocess.run([sys.executable, "-I", str(out / "verify.py")], check=False, capture_output=True).returncode == 0
    )
    shown = [
        cli.done(*words).out for words in (("evidence", "list", incident), ("timeline", incident), ("review", incident))
    ]
    exported = [path.read_text("utf-8") for path in out.glob("manifest.*")] + [path.name for path in out.rglob("*")]
    assert [text for text in (*shown, *exported) if "sam@poe" in text or "sam_poe" in text] == []


def test_a_file_of_such_a_name_that_was_kept_before_is_named_when_the_case_comes_in(
    cli: CommandLine, tmp_path: Path
) -> None:
    incident = cli.declared()
    file = tmp_path / "13800138000.txt"
    file.write_bytes(b"help")
    cli.done("evidence", "add", incident, str(file), "--where", "inbox")
    said = " ".join(cli.done("case", "add", incident, *LIN).err.split())
    assert "can be read by everybody in entry" in said
