"""The screen of `incident show`: whole commands, every question, and the day where it is not today's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Fact, FactType, Mode, Phase, Verb
from incident.wording.cells import cells
from tests.bundles import EN, RUNBOOK_ID, ZH, a_bundle, a_runbook, a_step
from tests.cli.conftest import CommandLine

LONG = "Which of the customers who hold an account in one of the regional branches cannot be served at this moment?"
TYPES = list(FactType)


@pytest.fixture
def asking(cli: CommandLine) -> str:
    """An incident whose first step records ten facts with long names and questions."""
    facts = tuple(Fact(id=f"how_many_customers_are_affected_{n}", type=TYPES[n % 5]) for n in range(10))
    book = replace(
        a_runbook([Phase(id="protect", steps=(a_step("facts", Verb.RECORD, facts=tuple(f.id for f in facts)),))]),
        facts=facts,
    )
    words = {f"fact.{fact.id}": LONG for fact in facts}
    cli.world.library.shelf[RUNBOOK_ID] = a_bundle(book, {"en": {**EN, **words}, "zh-CN": {**ZH, **words}})
    return cli.declared()


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_record_asks_every_question_whole_with_its_own_command(cli: CommandLine, asking: str, language: str) -> None:
    screen = cli.done("--lang", language, "show", asking).out.splitlines()
    text = " ".join(line.strip() for line in screen)
    for number in range(10):
        fact = f"how_many_customers_are_affected_{number}"
        assert f"{fact}: {LONG}" in text or f"{fact}：{LONG}" in text
        assert f"  > incident fact {asking} {fact}=…" in screen
    assert all(cells(line) <= 80 for line in screen)
    assert ("yes or no" if language == "en" else "是或否") in text


def test_who_checked_first_is_shown_the_command_of_the_second_person(cli: CommandLine) -> None:
    step = a_step("notice", mode=Mode.CROSS_CHECK)
    cli.world.library.shelf[RUNBOOK_ID] = a_bundle(a_runbook([Phase(id="protect", steps=(step,))]))
    incident = cli.declared()
    own, others = f"  > incident step {incident} notice done", f"  > incident --as … step {incident} notice done"
    assert own in cli.done("show", incident).out.splitlines()
    cli.done("step", incident, "notice", "done")
    assert others in cli.done("show", incident).out.splitlines()
    assert own in cli.done("--as", "bo", "show", incident).out.splitlines()


def test_after_the_last_step_the_command_that_closes_is_named(cli: CommandLine) -> None:
    cli.world.library.shelf[RUNBOOK_ID] = a_bundle(a_runbook([Phase(id="protect", steps=(a_step("notice"),))]))
    incident = cli.declared()
    assert "incident close" not in cli.done("show", incident).out
    assert f"Next: incident close {incident}" in cli.done("step", incident, "notice", "done").err
    assert f"  > incident close {incident}" in cli.done("show", incident).out.splitlines()


def test_the_command_that_is_printed_for_a_message_is_taken_off_a_terminal_too(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("step", incident, "notice", "done")
    line = next(row for row in cli.done("show", incident).out.splitlines() if "agents done" in row)
    cli.done(*line.removeprefix("  > incident ").split())


def test_the_list_says_how_long_there_is_left_and_how_late_it_is(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("step", incident, "notice", "done")
    assert ", in " in cli.done("list").out
    cli.world.clock.forward(minutes=45)
    assert " late" in cli.done("list").out
    assert "已迟" in cli.done("list", "--lang", "zh-CN").out


def test_an_answered_question_is_asked_no_more(cli: CommandLine, asking: str) -> None:
    cli.done("fact", asking, "how_many_customers_are_affected_0=?")
    screen = cli.done("show", asking).out
    assert "affected_0" not in screen
    assert "affected_1=…" in screen
    rest = [f"how_many_customers_are_affected_{number}=?" for number in range(1, 10)]
    cli.done("fact", asking, *rest)
    assert f"  > incident step {asking} facts done" in cli.done("show", asking).out.splitlines()


@pytest.mark.parametrize(("language", "yesterday"), [("en", "yesterday"), ("zh-CN", "昨天")])
def test_what_lies_on_another_day_says_the_day(cli: CommandLine, language: str, yesterday: str) -> None:
    incident = cli.declared(tier=3)
    cli.done("step", incident, "notice", "defer", "--until", "2026-11-24 06:00", "--reason", "x")
    cli.world.clock.forward(hours=26)
    text = cli.done("--lang", language, "show", incident).out
    assert f"{yesterday} 02:40" in text
    assert f"{yesterday} 06:40" in text
    assert "2026-11-24 06:00" in text


@pytest.mark.parametrize(
    ("language", "yesterday", "tomorrow"), [("en", "yesterday", "tomorrow"), ("zh-CN", "昨天", "明天")]
)
def test_lists_and_refusals_say_the_day_too(cli: CommandLine, language: str, yesterday: str, tomorrow: str) -> None:
    incident = cli.declared(tier=3)
    cli.done("--as", "bo", "step", incident, "notice", "take")
    cli.world.clock.forward(hours=26)
    assert f"{tomorrow} 02:40" in cli.done("--lang", language, "clocks", incident).out
    assert f"{yesterday} 06:40" in cli.done("--lang", language, "list").out
    assert f"{yesterday} 06:40" in cli.done("--lang", language, "clocks", incident).out
    assert f"{yesterday} 02:40" in cli("--lang", language, "step", incident, "notice", "take").err


LONG_TITLE = "Nobody reaches the claims hotline and the callback page shows another customer's cases, in all regions"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_list_cuts_a_title_short(cli: CommandLine, language: str) -> None:
    incident = cli.done("declare", RUNBOOK_ID, "--tier", "2", "--title", LONG_TITLE).out.strip()
    cli.done("step", incident, "notice", "done")
    for words in (("list",), ("clocks", incident), ("show", incident)):
        lines = cli.done("--lang", language, *words).out.splitlines()
        assert all(cells(line) <= 80 for line in lines)
        assert not [line for line in lines if line.endswith("…") and "  > " not in line and " incident " not in line]
        if words[0] != "clocks":
            assert LONG_TITLE.replace(" ", "") in "".join(cli.done(*words).out.split())


def test_a_text_to_copy_names_this_incident(cli: CommandLine) -> None:
    book = a_runbook([Phase(id="protect", steps=(a_step("notice", Verb.DO),))])
    words = {"step.notice.show": "Case ${incident}: line down"}
    cli.world.library.shelf[RUNBOOK_ID] = a_bundle(book, {"en": {**EN, **words}, "zh-CN": {**ZH, **words}})
    incident = cli.declared()
    assert f"Case {incident}: line down" in cli.done("show", incident).out


def test_a_step_that_was_taken_says_by_whom(cli: CommandLine) -> None:
    incident = cli.declared()
    assert "taken by" in cli.done("step", incident, "agents", "take").err


def test_what_one_chooses_by_and_until_when_is_never_cut(cli: CommandLine) -> None:
    meant = "Yes: the notice is out on every channel that customers use, and the agents have it before them"
    step = a_step("known", Verb.ASK, options=("yes", "no"), within={tier: timedelta(hours=48) for tier in Tier})
    words = {
        **EN,
        "step.known.title": "NOTICE: find out whether everybody who has to has it by now",
        "step.known.option.yes": meant,
    }
    cli.world.library.shelf[RUNBOOK_ID] = a_bundle(a_runbook([Phase(id="protect", steps=(step,))]), {"en": words})
    incident = cli.declared()
    screen = cli.done("show", incident).out
    text = " ".join(screen.split())
    assert "…" not in text.partition("[>]")[2]
    assert f"  > incident step {incident} known answer --option yes" in screen.splitlines()
    assert meant in text
    assert re.search(r"due [^(]*\(4[78] h[^)]*\)", text)
    assert all(cells(row) <= 80 for row in screen.splitlines())


def test_whoever_must_act_leaves_a_clock_room_for_what_it_measures(cli: CommandLine) -> None:
    incident = cli.declared()
    cli.done("role", incident, "customer-liaison", "ana")
    row = next(row for row in cli.done("clocks", incident).out.splitlines() if "VOICE MENU" in row)
    assert re.search(r"\bAna Lima {2,}VOICE MENU: put up the outage notice$", row), row


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Send 'Outage notice for agents' to Agents on shift"), ("zh-CN", "发送「坐席中断通知」")],
)
def test_a_step_that_tells_names_its_message_by_its_title(cli: CommandLine, language: str, words: str) -> None:
    incident = cli.declared()
    while "agents done" not in cli.done("show", incident).out:
        cli.done("step", incident, _current(cli, incident), "done")
    shown = cli.done("--lang", language, "show", incident).out
    assert words in shown
    assert "agents-notice" not in shown


def test_the_title_of_a_message_is_filled_with_what_is_known(cli: CommandLine) -> None:
    step = a_step("agents", Verb.TELL, audience="agents", template="agents-notice")
    words = {"template.agents-notice.title": "Down until ${next_update}"}
    book = a_runbook([Phase(id="protect", steps=(step,))])
    cli.world.library.shelf[RUNBOOK_ID] = a_bundle(book, {"en": {**EN, **words}, "zh-CN": ZH})
    shown = cli.done("show", cli.declared()).out
    assert "Send 'Down until 2026-" in " ".join(shown.split())
    assert "${" not in shown


def _current(cli: CommandLine, incident: str) -> str:
    found = re.search(rf"> incident step {incident} (\S+) done", cli.done("show", incident).out)
    assert found
    return found[1]


@pytest.mark.parametrize(("language", "asks"), [("en", "asks you to approve message M1"), ("zh-CN", "请您批准")])
def test_the_approver_reads_first_that_a_text_waits_and_which_command_lets_it_go(
    cli: CommandLine, language: str, asks: str
) -> None:
    incident = cli.declared()
    cli.done("--as", "bo", "step", incident, "customers", "done", "--yes")
    screen = cli.done("--lang", language, "show", incident).out.splitlines()
    place = next(number for number, line in enumerate(screen) if asks in line)
    assert "NEEDS YOU" in screen[place - 1] or "需要" in screen[place - 1]
    assert asks not in cli.done("--lang", language, "--as", "bo", "show", incident).out
    command = next(line.strip() for line in screen[place:] if line.strip().startswith("incident step"))
    cli.done(*command.split()[1:])
    assert asks not in cli.done("--lang", language, "show", incident).out


def test_who_asked_for_an_approval_reads_that_nothing_was_sent_and_once_it_lapsed_what_to_do(cli: CommandLine) -> None:
    incident = cli.declared()
    cli("--as", "bo", "step", incident, "customers", "done", "--yes")
    shown = " ".join(cli("--as", "bo", "show", incident).out.split())
    assert "Ana Lima is to approve M1 since 02:40, and was sent nothing" in shown
    listed = " ".join(cli.done("message", "list", incident).out.split())
    assert "waits for Ana Lima, asked for by Bo Chen 02:40; nothing was sent to Ana Lima" in listed
    cli.world.clock.forward(hours=2)
    shown = " ".join(cli("--as", "bo", "show", incident).out.split())
    assert "M1 cannot leave, its next update was for" in shown
    assert f"incident step {incident} customers done" in shown
    assert "asks you to approve" not in cli.done("show", incident).out
    assert "too late: write anew" in cli.done("message", "list", incident).out
