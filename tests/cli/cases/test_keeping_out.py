"""Whoever types a customer's number reads that it was masked, or where it stands since before the customer came in."""

from __future__ import annotations

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
    asked = ("--kind", "equipment", "--quantity", "1", "--for", "13800138000", "--because", "for 13800138000")
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
