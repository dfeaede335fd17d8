"""Erasing from the command line: what goes is named before it goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from incident.domain.events import EvidenceAdded
from tests.cli.conftest import CommandLine


def test_erasing_names_the_messages_that_carry_the_same_words(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("fact", incident, "channel=Mrs Kowalczyk")
    seq = str(cli.world.log.read(incident)[-1].seq)
    cli.done("message", "send", incident, "agents", "agents-notice", "--yes")
    asked = cli("erase", incident, seq, "--because", "retention")
    assert asked.code == 2
    assert "Message M1 carries the same words; they go too." in asked.err
    assert "are gone" in cli.done("erase", incident, seq, "--because", "retention", "--yes").err
    for shown in (("show",), ("timeline",), ("message", "list"), ("review",)):
        assert "Kowalczyk" not in cli.done(*shown, incident).out
    assert cli.world.log.verify() == []


def test_what_a_colleague_wrote_goes_only_when_a_second_person_agrees(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("--as", "bo", "note", incident, "stop the refunds")
    seq = str(cli.world.log.read(incident)[-1].seq)
    ran = cli("erase", incident, seq, "--because", "retention", "--yes")
    said = " ".join(ran.err.split())
    assert (
        ran.code,
        f"Bo Chen wrote entry {seq}, not you, so its words go only once a second person agrees." in said,
    ) == (1, True)
    assert f"incident erase {incident} {seq} --propose" in said
    assert "stop the refunds" in cli.done("timeline", incident).out
    cli.done("erase", incident, seq, "--propose", "--because", "retention")
    cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    assert "stop the refunds" not in cli.done("timeline", incident).out
    cli.done("note", incident, "my own slip")
    cli.done("erase", incident, str(cli.world.log.read(incident)[-1].seq), "--because", "a slip", "--yes")


def test_how_people_were_told_is_null_for_programs_once_its_words_are_gone(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("message", "send", incident, "agents", "agents-notice", "--yes")
    cli.done("message", "told", incident, "M1", "by phone to Mrs Kowalczyk", "--yes")
    seq = str(cli.world.log.read(incident)[-1].seq)
    cli.done("erase", incident, seq, "--because", "retention", "--yes")
    (message,) = cli.done("message", "list", incident, "--json").json["messages"]
    assert (message["told_how"], message["tellings"][0]["how"], message["told_by"]) == (None, None, "ana")


@pytest.fixture
def asked(cli: CommandLine) -> tuple[str, str]:
    """Ana leads; Bo, the scribe, asks to erase what she wrote."""
    incident = cli.declared()
    cli.done("role", incident, "scribe", "bo")
    cli.done("note", incident, "stop the refunds")
    seq = str(cli.world.log.read(incident)[-1].seq)
    ran = cli.done("--as", "bo", "erase", incident, seq, "--propose", "--because", "tidy")
    assert "Ana Lima can confirm it: incident erase" in " ".join(ran.err.split())
    return incident, seq


def test_erasures_for_which_show_has_no_room_are_counted(cli: CommandLine, asked: tuple[str, str]) -> None:
    incident, _seq = asked
    for words in ("second", "third"):
        cli.done("note", incident, words)
        seq = str(cli.world.log.read(incident)[-1].seq)
        cli.done("--as", "bo", "erase", incident, seq, "--propose", "--because", "tidy")
    shown = cli.done("show", incident).out
    assert "--confirm X3" not in shown
    assert f"and 1 more that waits\n    incident evidence list {incident}" in shown


def test_two_who_have_nothing_to_do_with_the_words_cannot_end_them(cli: CommandLine, asked: tuple[str, str]) -> None:
    incident, seq = asked
    for words in ((seq, "--propose"), ("--confirm", "X1", "--yes"), ("--decline", "X1")):
        ran = cli("--as", "dee", "erase", incident, *words, "--because", "tidy")
        assert (ran.code, "Ana Lima" in ran.err) == (1, True)
    assert "stop the refunds" in cli.done("timeline", incident).out


def test_the_author_is_told_who_asks_and_why_and_what_came_of_it(cli: CommandLine, asked: tuple[str, str]) -> None:
    incident, seq = asked
    shown = cli.done("show", incident).out
    assert f'Bo Chen asks to erase what you wrote, entry {seq}: "tidy"' in shown
    assert f"\n    incident erase {incident} --confirm X1\n" in shown
    assert "--confirm X1" not in cli.done("--as", "bo", "show", incident).out
    cli.done("erase", incident, "--decline", "X1", "--because", "proof")
    assert "--confirm X1" not in cli.done("show", incident).out
    assert "declined your erasure X1" in " ".join(cli.done("--as", "bo", "show", incident).out.split())


def test_the_author_is_told_what_others_settled_without_them(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("--as", "bo", "note", incident, "stop the refunds")
    seq = str(cli.world.log.read(incident)[-1].seq)
    cli.done("role", incident, "scribe", "dee")
    for ends, said in (
        ("--decline", "Ana Lima declined to erase what you wrote"),
        ("--confirm", "and Ana Lima erased"),
    ):
        ran = cli.done("--as", "dee", "erase", incident, seq, "--propose", "--because", "tidy")
        cli.done("erase", incident, ends, ran.out.split()[1], "--yes", "--because", "proof")
        assert said in " ".join(cli.done("--as", "bo", "show", incident).out.split())
    cli.world.clock.forward(days=1)
    assert "what you wrote" not in cli.done("--as", "bo", "show", incident).out


def test_an_entry_without_words_has_nothing_to_erase(cli: CommandLine) -> None:
    incident = cli.declared("--fact", "affected_share=3")
    for seq, said in (("2", "Entry 2 holds no words"), ("99", "no entry 99")):
        for how in ("--yes", "--propose"):
            ran = cli("erase", incident, seq, "--because", "retention", how)
            assert (ran.code, said in ran.err) == (1, True)


def test_what_is_gone_is_not_asked_for_again(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("note", incident, "a slip")
    seq = str(cli.world.log.read(incident)[-1].seq)
    cli.done("erase", incident, seq, "--because", "a slip", "--yes")
    ran = cli("erase", incident, seq, "--propose", "--because", "again")
    assert (ran.code, f"Entry {seq} holds no words" in ran.err) == (1, True)


def test_what_cannot_be_erased_is_said_before_anybody_is_asked(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("note", incident, "seen")
    seq = str(cli.world.log.read(incident)[-1].seq)
    for words in (("99", "--because", "retention"), (seq,)):
        ran = cli("erase", incident, *words)
        assert ran.code == 1
        assert "--yes" not in ran.err


def test_what_is_asked_for_already_names_the_standing_one_and_keeps_no_second_reason(
    cli: CommandLine, asked: tuple[str, str]
) -> None:
    incident, seq = asked
    ran = cli.done("erase", incident, seq, "--propose", "--because", "third reason")
    said = " ".join(ran.err.split())
    assert (f"{incident} X1" in ran.out, "your reason was not recorded" in said) == (True, True)
    assert ("Ana Lima can confirm it" in said, "third reason" in said) == (True, False)


def test_a_repeated_proposal_names_the_erasure_that_it_made(cli: CommandLine, asked: tuple[str, str]) -> None:
    incident, _seq = asked
    cli.done("note", incident, "one more")
    first = (
        "--as", "bo", "erase", incident, str(cli.world.log.read(incident)[-1].seq),
        "--propose", "--because", "tidy", "--command-id", "k1",
    )  # fmt: skip
    assert f"{incident} X2" in cli.done(*first).out
    cli.done("note", incident, "another")
    seq = str(cli.world.log.read(incident)[-1].seq)
    assert f"{incident} X3" in cli.done("--as", "bo", "erase", incident, seq, "--propose", "--because", "tidy").out
    again = cli.done(*first)
    assert (f"{incident} X2" in again.out, "--confirm X2" in " ".join(again.err.split())) == (True, True)
    cli.done("erase", incident, "--decline", "X2", "--because", "no")
    assert "was declined by Ana Lima" in " ".join(cli.done(*first).err.split())


def test_erasing_evidence_names_what_holds_the_same_bytes(cli: CommandLine, tmp_path: Path) -> None:
    incident, file = cli.declared(), tmp_path / "a.log"
    file.write_bytes(b"one")
    cli.done("role", incident, "technical", "bo")
    cli.done("evidence", "add", incident, str(file), "--where", "here")
    cli.done("evidence", "add", incident, str(file), "--where", "here", "--again")
    first, again = (each.seq for each in cli.world.log.read(incident) if isinstance(each.event, EvidenceAdded))
    words = f"E2 holds the same bytes as E1, and stays: incident erase {incident} {again} --propose"
    proposed = cli.done("erase", incident, str(first), "--propose", "--because", "rule")
    assert words in " ".join(proposed.err.split())
    confirmed = cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    assert words in " ".join(confirmed.err.split())
    assert "same bytes" not in cli.done("erase", incident, str(again), "--propose", "--because", "rule").err
