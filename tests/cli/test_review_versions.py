"""One report for four kinds of readers: the team, the evaluators, the organiser, and people outside."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import CommandLine

SCENARIO = "exercise.provider-down"
SECRET = "Zanzibar"


def chapters(report: str) -> list[str]:
    return re.findall(r"^## (?:\d+\. )?(.*)$", report, re.MULTILINE)


@pytest.fixture
def incident(cli: CommandLine) -> str:
    """A real one in which somebody wrote the secret wherever words can be written."""
    incident = cli.declared(tier=2)
    cli.done("note", incident, f"{SECRET} is down")
    cli.done("note", incident, f"we go to {SECRET}", "--kind", "D")
    cli.done("tier", incident, "raise", "1", "--because", f"{SECRET} too")
    cli.done("message", "send", incident, "agents", "agents-notice", "--yes")
    cli.done("actions", "find", incident, "improve", f"nobody knew {SECRET}")
    return incident


def test_outsiders_read_no_name_no_word_of_anybody_and_no_recipient(cli: CommandLine, incident: str) -> None:
    whole = cli.done("review", incident).out
    assert whole.count(SECRET) >= 5
    for form in ("md", "html"):
        out = cli.done("review", incident, "--for", "outside", "--format", form).out
        for word in (SECRET, "Ana Lima", "agents-chat"):
            assert word not in out, word
        assert "Names, free words, facts and recipients are left out" in out
        assert cli.world.log.read(incident)[-1].digest in out.replace("<wbr>", "")
    assert "| Declared until closed |" in cli.done("review", incident, "--for", "outside").out
    assert cli("review", incident, "--for", "outside", "--json").code == 2


def test_outsiders_read_whose_report_it_is_and_what_nobody_signed(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch").out.strip()
    cli.done("drill", "stop", exercise)

    def cover() -> dict[str, str]:
        out = cli.done("review", exercise, "--for", "outside").out
        return dict(re.findall(r"^\| ([^|]+) \| (.+) \|$", out.split("## 1.")[0], re.MULTILINE))

    assert cover()["Owner"] == "facilitator 1, who led it, until somebody is named"
    cli.done("debrief", "label", exercise, "--owner", "bo")
    cli.done("debrief", "state", exercise, "reviewed")
    cli.done("debrief", "sign", exercise, "--capacity", SECRET)
    seq = len(cli.world.log.read(exercise))
    cli.done("--as", "bo", "debrief", "say", exercise, "conclusion", SECRET)
    assert cover()["Owner"] == "participant 1"
    assert re.fullmatch(rf"facilitator 1 \(.*\): the record up to entry {seq - 1}", cover()["Signed by"])
    assert cover()["After the last signature"] == f"entry {seq + 1}: nobody signed it"


def test_the_evaluators_and_the_organiser_have_a_report_each(cli: CommandLine) -> None:
    exercise = cli.done("drill", "run", SCENARIO, "--no-watch", "--solo").out.strip()
    cli.done("drill", "stop", exercise)
    evaluation = cli.done("--lang", "zh-CN", "review", exercise, "--for", "evaluation").out
    summary = cli.done("--lang", "zh-CN", "review", exercise, "--for", "summary").out
    assert "# 评估报告：" in evaluation
    assert "# 总结报告：" in summary
    assert chapters(evaluation) == [
        "演练概况",
        "演练准备",
        "演练目标与关键任务",
        "情景注入：计划、实际与响应",
        "观察记录",
        "指标",
        "处置手册执行情况",
        "参与人员自评",
        "参与人员反馈",
        "演练组织质量",
        "改进意见与建议",
        "评估结论",
    ]
    assert chapters(summary) == [
        "概要",
        "演练概况",
        "事件记录",
        "演练准备",
        "主要过程和关键时间点",
        "指标",
        "存在的问题、经验与教训",
        "后续改进措施及实施计划",
        "演练（处置）结论",
    ]
