from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from incident.adapters.documents.foreign.importer import Imported
from incident.domain.runbooks.runbook import Branch, Bundle, Verb
from tests.adapters.documents.foreign.cacao import compiled, document, imported, told


def _made(folder: Path, text: str) -> tuple[Imported, Bundle]:
    made = imported(folder, text, "team.md")
    return made, compiled(folder, made)


def _bundle(folder: Path, text: str) -> Bundle:
    return _made(folder, text)[1]


def _titles(bundle: Bundle) -> list[list[str]]:
    return [[bundle.text(f"step.{step.id}.title", "en") for step in phase.steps] for phase in bundle.runbook.phases]


def test_headings_are_phases_and_items_are_steps(tmp_path: Path) -> None:
    bundle = _bundle(
        tmp_path,
        "# Outage\n\n## 1. Confirm the failure\n- [ ] Call the line\n- [x] Look twice\n\n"
        "## After the event\n1. Close it\n",
    )
    assert bundle.text("title", "en") == "Outage"
    assert [bundle.text(f"phase.{phase.id}.title", "en") for phase in bundle.runbook.phases] == [
        "1. Confirm the failure",
        "After the event",
    ]
    assert _titles(bundle) == [
        ["CONFIRM THE FAILURE: Call the line", "CONFIRM THE FAILURE: Look twice"],
        ["AFTER THE EVENT: Close it"],
    ]


def test_plain_bullets_are_steps_where_a_team_draws_no_boxes(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, "# Lead of the shift on the night\n- call the lead\n- open the bridge\n")
    assert _titles(bundle) == [["ACTION: call the lead", "ACTION: open the bridge"]]


def test_a_block_of_code_is_shown_with_its_step(tmp_path: Path) -> None:
    text = "# Everything about the night shift\n1. Check the attack\n\n   ```bash\n   aws list $A\n   ```\n2. Next\n"
    bundle = _bundle(tmp_path, text)
    assert bundle.text("step.check-the-attack.show", "en") == "aws list $A"


def test_what_is_no_item_is_shown_and_not_lost(tmp_path: Path) -> None:
    text = (
        "# A\n\n## Work to be done this very night\nOne line of reason.\n\n- [ ] Act\n\n"
        "| who | what |\n|---|---|\n| a | b |\n\n"
        "## Background of the whole affair\nA paragraph.\n\n- a bullet in a file with boxes\n"
    )
    bundle = _bundle(tmp_path, text)
    assert bundle.text("step.act.why", "en") == "One line of reason."
    assert "| a | b |" in bundle.text("step.act.show", "en")
    read = [step.id for step in bundle.runbook.steps()][-1]
    assert bundle.text(f"step.{read}.do", "en") == "Read the text below."
    assert "a bullet in a file with boxes" in bundle.text(f"step.{read}.show", "en")


def test_keyed_lines_under_an_item_go_to_their_place(tmp_path: Path) -> None:
    text = (
        "# X\n- [ ] Publish the notice\n  - Expect: A test call hears it\n  - If not: Call the vendor\n"
        "  - Caution: Name no cause\n  - By: Comms lead\n"
    )
    bundle = _bundle(tmp_path, text)
    step = bundle.runbook.step("publish-the-notice")
    assert step is not None
    assert step.by == "comms-lead"
    assert bundle.text("step.publish-the-notice.expect", "en") == "A test call hears it"
    assert bundle.text("step.publish-the-notice.if_not", "en") == "Call the vendor"
    assert bundle.text("step.publish-the-notice.caution", "en") == "Name no cause"


def test_a_heading_that_asks_makes_its_bullets_answers(tmp_path: Path) -> None:
    text = "# Triage\n\n## Is there access?\n- **YES** → go on\n- **NO, but suspicious** → look\n\n## Do\n- [ ] Act\n"
    bundle = _bundle(tmp_path, text)
    asked = next(step for step in bundle.runbook.steps() if step.verb is Verb.ASK)
    assert asked.options == ("yes", "no")


def test_roles_come_from_their_table_and_from_brackets(tmp_path: Path) -> None:
    text = (
        "# X\n\n## People\n| Role | Does |\n|---|---|\n| Network Engineer | rules |\n\n"
        "## Contain\n> `[IR Lead]` coordinates. `[Network Engineer]` executes.\n\n"
        "- [ ] Block it\n- [ ] Tell `[Press Office]`\n"
    )
    bundle = _bundle(tmp_path, text)
    assert [step.by for step in bundle.runbook.steps()][-2:] == ["network-engineer", "press-office"]
    assert bundle.runbook.roles == ("commander", "network-engineer", "press-office")


def test_what_a_file_says_of_itself_goes_where_it_belongs(tmp_path: Path) -> None:
    text = (
        "# X\n> **Last Reviewed:** 2026-06-18\n\n## Overview\nUse it for floods.\n\n## Out of Scope\n- Fire\n\n"
        "## Severity\n| Priority | Criteria |\n|---|---|\n| **P1** | All is wet |\n| P2 | Some |\n\n"
        "## Work\n- [ ] Pump ([guide](https://example.org/pump))\n\n## References\n- [more](b.md)\n"
    )
    made, bundle = _made(tmp_path, text)
    assert bundle.runbook.reviewed_on == "2026-06-18"
    assert bundle.text("applies.0", "en") == "Use it for floods."
    assert bundle.text("scope.0", "en") == "Fire"
    assert bundle.text("fact.is_major", "en") == "Is it so: All is wet"
    assert [each["where"] for each in document(made)["references"]] == [  # type: ignore[index, union-attr, call-overload]  # a list of mappings, or this fails
        "https://example.org/pump",
        "b.md",
    ]


def test_a_long_phase_is_split_so_that_it_has_pauses(tmp_path: Path) -> None:
    made, bundle = _made(tmp_path, "# X\n\n## Long\n" + "".join(f"- [ ] Step number {n}\n" for n in range(20)))
    assert [len(phase.steps) for phase in bundle.runbook.phases] == [7, 7, 6]
    assert "The phase 'Long' has 20 steps and is split." in told(made, "IM105")


def test_text_without_any_list_is_read(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, "# Alert\n\n## Meaning\nIt is down.\n\n## Mitigation\nRestart it.\n")
    assert [bundle.text(f"step.{step.id}.show", "en") for step in bundle.runbook.steps()] == [
        "It is down.",
        "Restart it.",
    ]


def test_the_head_of_a_file_gives_its_title_and_keeps_its_lines(tmp_path: Path) -> None:
    made, bundle = _made(tmp_path, "---\ntitle: Floods\ntags: [a]\n---\n- [ ] Pump\n")
    assert bundle.text("title", "en") == "Floods"
    assert told(made, "IM103") == ["'tags' of the head stays in the original only."]


def test_a_chinese_checklist_becomes_a_chinese_runbook(tmp_path: Path) -> None:
    made = imported(
        tmp_path, "# 断网处置\n\n## 一、确认\n- [ ] **主管**：通知值班经理\n  - 预期：经理已知晓\n", "team.md"
    )
    bundle = compiled(tmp_path, made)
    step = next(iter(bundle.runbook.steps()))
    assert bundle.languages == ("zh-CN",)
    assert bundle.text(f"step.{step.id}.title", "zh-CN") == "主管：通知值班经理"
    assert bundle.text(f"step.{step.id}.expect", "zh-CN") == "经理已知晓"


@pytest.mark.parametrize("said", ["Wait 10 minutes", "wait for 10 min.", "等待10分钟", "Queue settles\n  - Wait: 10m"])
def test_an_item_that_only_waits_is_a_wait(tmp_path: Path, said: str) -> None:
    steps = list(_bundle(tmp_path, f"# X\n- [ ] Open it\n- [ ] {said}\n").runbook.steps())
    assert [(step.verb, step.wait) for step in steps] == [(Verb.DO, None), (Verb.WAIT, timedelta(minutes=10))]


def test_an_item_that_waits_for_something_is_work(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, "# X\n- [ ] Look\n  - Wait: until the vendor calls\n  - Expect: A call\n")
    (step,) = bundle.runbook.steps()
    assert step.verb is Verb.DO
    assert bundle.text(f"step.{step.id}.show", "en") == "wait: until the vendor calls"


def test_boxes_under_an_item_that_says_until_when_are_repeated(tmp_path: Path) -> None:
    text = (
        "# X\n- [ ] Watch the errors\n  - Repeat until: errors are gone, every 15 min, 4 times at most\n"
        "  - [ ] Read the share\n  - [ ] Switch off the retries\n- [ ] Report\n"
    )
    runbook = _bundle(tmp_path, text).runbook
    loop, *body, report = runbook.steps()
    assert (loop.verb, loop.every, loop.rounds) == (Verb.REPEAT, timedelta(minutes=15), 4)
    assert {step.branch for step in body} == {Branch(step=loop.id, is_body=True)}
    assert [step.verb for step in body] == [Verb.DO, Verb.DO, Verb.RECORD]
    assert loop.condition is not None
    assert body[-1].facts == (loop.condition.name,)
    assert report.branch is None


def test_boxes_at_the_same_time_are_branches(tmp_path: Path) -> None:
    text = (
        "# X\n- [ ] Work both\n  - At the same time:\n  - [ ] Phones\n    - [ ] Open it\n  - [ ] Desks\n- [ ] Report\n"
    )
    both, phones, opened, desks, report = _bundle(tmp_path, text).runbook.steps()
    assert both.verb is Verb.TOGETHER
    assert phones.branch == opened.branch == Branch(step=both.id, option="phones", is_body=True)
    assert desks.branch == Branch(step=both.id, option="desks", is_body=True)
    assert report.branch is None


_TEAM = """# Fire in the machine room

## Work
- [x] Ring the bell
- [ ] Write the report
* Call vendor | https://vendor.example/call

Never touch rack 7.

The vendor answers slowly at night.

## Contacts
| Who | Phone |
|---|---|
| Ana | 123 |
"""


def test_a_bullet_among_boxes_is_a_step(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, _TEAM)
    assert any("Call vendor" in title for titles in _titles(bundle) for title in titles)


def test_a_table_of_contacts_is_a_reference_and_no_role(tmp_path: Path) -> None:
    made, bundle = _made(tmp_path, _TEAM)
    assert bundle.runbook.roles == ("commander",)
    assert "Ana" in [bundle.text(f"reference.{index}", "en") for index in range(3)]
    assert any("table of contacts" in warning and "Ana" in warning for warning in told(made, "IM105"))


def test_a_warning_below_the_work_is_read_before_it(tmp_path: Path) -> None:
    made, bundle = _made(tmp_path, _TEAM)
    first = next(iter(bundle.runbook.steps()))
    assert bundle.text(f"step.{first.id}.caution", "en") == "Never touch rack 7."
    assert any("Never touch rack 7." in warning for warning in told(made, "IM105"))


def test_a_ticked_box_is_said(tmp_path: Path) -> None:
    assert any("'Ring the bell' is ticked" in warning for warning in told(_made(tmp_path, _TEAM)[0], "IM105"))


def test_text_behind_the_work_is_said_with_the_step_that_shows_it(tmp_path: Path) -> None:
    assert any("The vendor answers slowly at night." in warning for warning in told(_made(tmp_path, _TEAM)[0], "IM105"))


def test_bullets_that_are_no_steps_are_listed(tmp_path: Path) -> None:
    text = "# A\n\n## Work\n- [ ] Act\n\n## Things that the whole team should know\n- the lift is slow\n"
    assert any("'the lift is slow'" in warning for warning in told(_made(tmp_path, text)[0], "IM105"))


def _below(bundle: Bundle) -> dict[str, list[str]]:
    """The words of each answer, and what is done below it."""
    language, found = bundle.languages[0], dict[str, list[str]]()
    for step in bundle.runbook.steps():
        if step.branch and step.branch.option:
            answer = bundle.text(f"step.{step.branch.step}.option.{step.branch.option}", language)
            found.setdefault(answer, []).append(bundle.text(f"step.{step.id}.do", language))
    return found


@pytest.mark.parametrize(
    "lines",
    [
        "   - If above 90 %:\n     - Delete logs\n     - Tell ops\n   - Otherwise:\n     - Restart",
        "   - If above 90 %, then do the following:\n     1. Delete logs\n     2. Tell ops\n   - Else\n     1. Restart",
        "   - [ ] If above 90 %\n     - [ ] Delete logs\n     - [ ] Tell ops\n   - [ ] Otherwise\n     - [ ] Restart",
        "\n   If above 90 %:\n\n   - Delete logs\n   - Tell ops\n\n   Otherwise:\n\n   - Restart",
    ],
)
def test_cases_below_an_item_are_a_question(tmp_path: Path, lines: str) -> None:
    bundle = _bundle(tmp_path, f"# Disk\n\n1. Look at the disk\n{lines}\n2. Report\n")
    first, question, *_work, last = bundle.runbook.steps()
    assert (first.verb, question.verb, question.branch, last.branch) == (Verb.DO, Verb.ASK, None, None)
    assert bundle.text(f"step.{question.id}.question", "en") == "Is it so: above 90 %?"
    assert _below(bundle) == {"Yes": ["Delete logs", "Tell ops"], "No": ["Restart"]}


def test_cases_in_chinese_are_a_question_also_in_one_line(tmp_path: Path) -> None:
    text = (
        "# 断网\n\n- [ ] 查看成功率\n  - 如果低于 50%，执行以下步骤：\n    - 切换\n  - 否则如果低于 90%：\n    - 限流\n"
        "  - 否则，继续观察\n- [ ] 如系统不可用，则人工登记；否则持续监测\n"
    )
    bundle = _bundle(tmp_path, text)
    assert _below(bundle) == {
        "低于 50%": ["切换"],
        "低于 90%": ["限流"],
        "其他情况": ["继续观察"],
        "是": ["人工登记"],
        "否": ["持续监测"],
    }


def test_an_item_that_asks_is_answered_by_the_lines_below_it(tmp_path: Path) -> None:
    text = "# A\n\n- [ ] Is the site up?\n  - **Yes** → close the ticket\n  - No: page the vendor\n  - Why: it tells\n"
    bundle = _bundle(tmp_path, text)
    question, *_work = bundle.runbook.steps()
    assert question.options == ("yes", "no")
    assert bundle.text(f"step.{question.id}.why", "en") == "it tells"
    assert _below(bundle) == {"Yes": ["close the ticket"], "No": ["page the vendor"]}


def test_conditions_that_may_both_be_so_are_asked_apart(tmp_path: Path) -> None:
    text = "# A\n\n1. Notify\n   - If people in the EU are hit: tell theirs\n   - If people here are: tell ours\n"
    questions = [step for step in _bundle(tmp_path, text).runbook.steps() if step.verb is Verb.ASK]
    assert [step.options for step in questions] == [("yes", "no"), ("yes", "no")]


def test_what_stands_below_if_it_fails_is_the_way_out(tmp_path: Path) -> None:
    text = "# A\n\n1. Run the probe\n   - Expect: 200\n   - If it fails:\n     - Look at the log\n     - Page SRE\n"
    probe, *out = _bundle(tmp_path, text).runbook.steps()
    assert [step.branch for step in out] == [Branch(step=probe.id)] * 2


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("- [ ] Open the bridge\n  - If in doubt, ask the lead\n", "'If in doubt, ask the lead' is for one case only"),
        ("If it is a spot instance, wait for the next.\n\n1. Drain it\n", "'If it is a spot instance, wait"),
        ("- [ ] ~~Restart all~~\n", "'~~Restart all~~' is struck out"),
        ("<ol><li>Call</li></ol>\n\n- [ ] Look\n", "in HTML is not read"),
    ],
)
def test_what_stays_text_is_told(tmp_path: Path, text: str, warning: str) -> None:
    made = _made(tmp_path, f"# A night of it\n\n## Work of the night\n\n{text}")[0]
    assert any(warning in each for each in told(made, "IM105"))


def test_lines_of_which_a_list_is_the_condition_are_no_work(tmp_path: Path) -> None:
    text = "# A\n\n1. If any of the following is so, call the lead:\n   - The press calls\n   - An authority calls\n"
    (step,) = _bundle(tmp_path, text).runbook.steps()
    assert step.verb is Verb.DO


def test_a_tab_sets_in_as_far_as_a_reader_of_markdown_sees_it(tmp_path: Path) -> None:
    bundle = _bundle(tmp_path, "# A\n\n*\tQueue\n\t*\tIf long:\n\t\t*\tAdd agents\n\t*\tOtherwise:\n\t\t*\tWait\n")
    assert _below(bundle) == {"Yes": ["Add agents"], "No": ["Wait"]}


def test_work_below_a_heading_without_any_is_a_phase_of_that_heading(tmp_path: Path) -> None:
    text = "# 预案\n\n## 1 总则\n\n- [ ] 读\n\n## 2 处置\n\n### 2.1 先期\n\n1、核实\n\n### 2.2 措施\n\n① 切换\n② 通报\n"
    bundle = _bundle(tmp_path, text)
    assert [bundle.text(f"phase.{phase.id}.title", "zh-CN") for phase in bundle.runbook.phases] == [
        "1 总则",
        "2 处置 – 2.1 先期、2.2 措施",
    ]
    assert [len(phase.steps) for phase in bundle.runbook.phases] == [1, 3]
