"""The form of those who took part, and how the exercise itself was conducted."""

from __future__ import annotations

import pytest

from tests.cli.conftest import CommandLine

SCENARIO = "exercise.provider-down"


@pytest.fixture
def exercise(cli: CommandLine) -> str:
    """At 0 min injects 1 and 7, a hint of 7 at 2, words made up at 3, inject 2 at 5; over at 12."""
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.done("drill", "inject", exercise, "next")
    cli.done("drill", "inject", exercise, "release", "7")
    cli.world.clock.forward(minutes=2)
    cli.done("drill", "hint", exercise, "7")
    cli.world.clock.forward(minutes=1)
    cli.done("drill", "improvise", exercise, "A | reporter calls")
    cli.done("drill", "inject", exercise, "skip", "3", "--because", "too hard")
    cli.world.clock.forward(minutes=2)
    cli.done("drill", "inject", exercise, "release", "2")
    cli.world.clock.forward(minutes=7)
    cli.done("drill", "stop", exercise)
    return exercise


def test_what_was_not_in_the_plan_stands_in_the_table_of_injects(cli: CommandLine, exercise: str) -> None:
    """Improvised words have the first number after the plan's eleven."""
    out = cli.done("review", exercise).out
    hint = next(line for line in out.splitlines() if line.startswith("| 7 |") and "| hint, Ana Lima |" in line)
    assert hint.split(" | ")[2:4] == ["-", "2 min"]
    assert hint.startswith("| 7 | Which value tells you that it works? |")
    assert out.index("| 6 | ") < out.index(hint) < out.index("| 8 | ")
    assert "| 12 | A \\| reporter calls | - | 3 min | improvised, Ana Lima | - | - |" in out
    assert "improvised 1, hints given 1" in out


def test_how_it_was_conducted_is_counted(cli: CommandLine, exercise: str) -> None:
    """1 at 0 and 2 at 5 min as planned; 4, 5, 9, 10 had a time, 6 and 8 a wait; six acts with hint, words, skip."""
    found = cli.done("review", exercise, "--json").json["exercise"]
    assert found["quality"] == {
        "on_time": 2, "early": 0, "late": 0, "by_hand": 3, "reserve": 0, "skipped": 1, "held": 0,
        "not_reached": 6, "improvised": 1, "hints": 1, "acts_of_control": 6,
    }  # fmt: skip
    assert [(each["is_hint"], each["released_seconds"]) for each in found["besides"]] == [(True, 120), (False, 180)]


def test_the_form_is_shown_in_means_without_names(cli: CommandLine, exercise: str) -> None:
    """Realism 4 and 3: 3.5; pace 2 alone. Bo's first form is replaced by the second."""
    asked = "Nobody has filled in the form yet"
    assert asked in cli.done("review", exercise).out
    cli.done("--as", "bo", "debrief", "feedback", exercise, "--realism", "1")
    cli.done("--as", "bo", "debrief", "feedback", exercise, "--realism", "4", "--pace", "2", "--missed", "a | map")
    cli.done("debrief", "feedback", exercise, "--realism", "3", "--liked", "one voice")
    out = cli.done("review", exercise).out
    assert asked not in out
    assert "2 forms were filled in." in out
    assert "| What happened was realistic. | 3.5 | 2 | 3 | 4 |" in out
    assert "| The pace was right. | 2.0 | 1 | 2 | 2 |" in out
    assert "Realism: 3.5 of 5, answers: 2, from 3 to 4." in out
    chapter = out.partition("Feedback\n")[2].partition("\n## ")[0]
    assert "- a | map" in chapter.replace("\\|", "|")
    assert "Bo Chen" not in chapter
    chinese = cli.done("--lang", "zh-CN", "review", exercise).out
    assert "| 情景真实可信。 | 3.5 | 2 | 3 | 4 |" in chinese


def test_a_form_says_something_and_scores_are_from_one_to_five(cli: CommandLine, exercise: str) -> None:
    assert cli("debrief", "feedback", exercise).code == 2
    assert cli("debrief", "feedback", exercise, "--pace", "6").code == 2
    assert "Nobody has filled in the form yet" in cli.done("review", exercise).out


def test_the_cover_says_whose_it_is_and_how_far_it_goes(cli: CommandLine, exercise: str) -> None:
    out = cli.done("review", exercise).out
    assert "| Sensitivity | not said yet: nothing of it leaves the team |" in out
    assert "| Owner | Ana Lima, who led it, until somebody is named |" in out
    cli.done("debrief", "label", exercise, "--tlp", "amber+strict", "--owner", "Bo Chen")
    out = cli.done("review", exercise).out
    assert "TLP:AMBER+STRICT, within the organisation" in out.replace("\\", "")
    assert "| Owner | Bo Chen |" in out
    assert cli("debrief", "label", exercise).code == 2


def test_a_deviation_is_judged_by_people_and_a_decision_is_explained_by_whoever_took_it(cli: CommandLine) -> None:
    incident = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.done("note", incident, "we go to B", "--kind", "D")
    seq = cli.world.log.read(incident)[-1].seq
    cli.done("drill", "stop", incident)
    out = cli.done("review", incident).out
    assert f"Entry {seq}: what else could have been decided" in out
    assert "| never done | - | to be judged | - | - |" in out
    cli.done("debrief", "decision", incident, str(seq), "--options", "wait | B", "--irreversible")
    cli.done(
        "debrief", "judge", incident, "confirm", "justified", "--because", "the line was down", "--change", "runbook"
    )
    out = cli.done("review", incident).out
    assert "| wait \\| B | - | no |" in out
    assert f"Entry {seq}: what else" not in out
    assert "| justified | the runbook should change | Ana Lima: the line was down |" in out
    ran = cli("debrief", "decision", incident, "1", "--options", "x")
    assert (ran.code, f"Decisions: {seq}" in ran.err) == (2, True)


def test_what_stood_before_play_is_told_and_the_rest_is_asked(cli: CommandLine, exercise: str) -> None:
    out = cli.done("review", exercise).out
    chapter = out.partition("Preparation\n")[2].partition("\n## ")[0]
    assert "| Rehearsal for oneself | yes |" in chapter
    assert "| Real incidents that were open when it began | none of tier 1 or 2 |" in chapter
    assert "- [ ] Which rule or plan asked for this exercise?" in chapter
    assert "| override | Somebody let a step count" in out.partition("## Appendix: words")[2]
    assert "## 附录：术语" in cli.done("--lang", "zh-CN", "review", exercise).out
    assert "Preparation\n" not in cli.done("review", cli.declared(tier=2)).out
