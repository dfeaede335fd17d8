"""`incident drill kept` and `erase`: what those who lead an exercise wrote, and the end of its words."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine

SCENARIO = "exercise.provider-down"


@pytest.fixture
def led(cli: CommandLine) -> str:
    """An exercise about which those who lead it have written every kind of entry."""
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--lead", "bo").out.strip()
    cli.done("drill", "inject", exercise, "hold", "3")
    cli.done("drill", "inject", exercise, "skip", "4", "--because", "Eva is at the dentist")
    cli.done("drill", "observe", exercise, "-", "Eva Kowalczyk wept")
    cli.done("drill", "rate", exercise, "team", "M", "--because", "Eva was alone")
    cli.done("drill", "rate", exercise, "detect", "M", "--because", "slow")
    return exercise


def test_what_was_written_stands_by_number_and_its_words_go(cli: CommandLine, led: str) -> None:
    assert "  4  Ana Lima: to improve: Eva Kowalczyk wept" in cli.done("drill", "kept", led).out
    words = ("drill", "erase", led, "4", "--because", "she asked", "--approved-by", "bo")
    ran = cli(*words)
    assert (ran.code, "Eva Kowalczyk" in cli.done("drill", "kept", led).out) == (2, True)
    assert "are gone" in cli.done(*words, "--yes").err
    shown = cli.done("drill", "kept", led).out
    assert "to improve: (erased)" in shown
    assert '7  Ana Lima: the words of entry 4 were erased; Bo Chen agreed: "she asked"' in shown
    assert "Kowalczyk" not in cli.done("review", led).out
    assert "(erased)" in cli.done("review", led).out
    assert cli.world.log.verify() == []


def test_in_json_each_has_its_words_and_whether_they_are_gone(cli: CommandLine, led: str) -> None:
    erased = cli.done("drill", "erase", led, "3", "--because", "x", "--approved-by", "bo", "--yes", "--json").json
    assert erased["seq"] == 3
    entries = cli.done("drill", "kept", led, "--json").json["entries"]
    assert [each["type"] for each in entries] == [
        "ScenarioPinned", "InjectHeld", "InjectSkipped", "ObservationAdded", "RatingGiven", "ObjectiveRated",
        "TextErased",
    ]  # fmt: skip
    assert [each["is_erased"] for each in entries] == [False, False, True, False, False, False, False]
    assert entries[4]["words"] == 'team rated M: "Eva was alone"'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("4", "--because", "she asked", "--approved-by", "ana"), "Name somebody else who agrees"),
        (("99", "--because", "she asked", "--approved-by", "bo"), "their last one is 6"),
        (("2", "--because", "she asked", "--approved-by", "bo"), "Entry 2 holds no words"),
        (("1", "--because", "she asked", "--approved-by", "bo"), "Entry 1 holds no words"),
        (("4", "--because", " ", "--approved-by", "bo"), "reason"),
    ],
)
def test_nobody_is_asked_about_what_cannot_be(cli: CommandLine, led: str, words: tuple[str, ...], said: str) -> None:
    ran = cli("drill", "erase", led, *words)
    assert (ran.code, said in ran.err) == (1, True), ran.err


def test_only_who_leads_erases_and_nothing_while_it_is_held(cli: CommandLine, led: str) -> None:
    words = ("drill", "erase", led, "4", "--because", "x", "--approved-by", "bo", "--yes")
    ran = cli("--as", "eva", *words)
    assert (ran.code, "the side of those who lead" in ran.err) == (1, True)
    cli.done("evidence", "hold", led, "--because", "a suit", "--approved-by", "bo")
    assert "L1" in cli(*words).err
    assert "Kowalczyk" in cli.done("drill", "kept", led).out


def test_words_are_erased_once(cli: CommandLine, led: str) -> None:
    words = ("drill", "erase", led, "4", "--because", "x", "--approved-by", "bo", "--yes")
    cli.done(*words)
    assert "Entry 4 holds no words" in cli(*words).err


def test_what_a_newer_program_wrote_is_shown_by_its_type(cli: CommandLine, led: str) -> None:
    stream = cli.world.log.leading()
    stream.rows.append((led, 7, "n", "NeverHeardOf", 1, "ana", 0, 0, "{}", ""))
    assert "an entry of type 'NeverHeardOf'" in cli.done("drill", "kept", led).out


def test_in_chinese_it_is_said_in_chinese(cli: CommandLine, led: str) -> None:
    shown = cli.done("--lang", "zh-CN", "drill", "kept", led).out
    assert "情景注入「breaker」不再使用" in shown
    assert "team 评定为 M" in shown
