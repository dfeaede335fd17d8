"""Erasing from the command line: what goes is named before it goes."""

from __future__ import annotations

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


def test_an_entry_without_words_has_nothing_to_erase(cli: CommandLine) -> None:
    incident = cli.declared("--fact", "affected_share=3")
    for seq, said in (("2", "Entry 2 holds no words"), ("99", "no entry 99")):
        for how in ("--yes", "--propose"):
            ran = cli("erase", incident, seq, "--because", "retention", how)
            assert (ran.code, said in ran.err) == (1, True)


def test_what_cannot_be_erased_is_said_before_anybody_is_asked(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("note", incident, "seen")
    seq = str(cli.world.log.read(incident)[-1].seq)
    for words in (("99", "--because", "retention"), (seq,)):
        ran = cli("erase", incident, *words)
        assert ran.code == 1
        assert "--yes" not in ran.err
