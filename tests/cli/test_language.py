from __future__ import annotations

import gettext
import os
import re
from pathlib import Path

import pytest

from incident.adapters.workspace.starter import Starter, init_workspace
from incident.bootstrap.wired import Wired
from incident.cli.click_words import clicks_words_in
from incident.cli.root import root
from incident.walk.settings import Settings, SettingsFile
from incident.wording.cells import cells
from tests.cli.conftest import CommandLine, commands
from tests.cli.world import FakeWorkspace


def test_help_speaks_the_language_asked_for_wherever_it_is_asked(cli: CommandLine) -> None:
    for words in (("--lang", "zh-CN", "--help"), ("--help", "--lang=zh-CN"), ("--lang", "zh", "--help")):
        ran = cli.done(*words)
        assert "选项" in ran.out
        assert "列出" in ran.out
        assert "Usage" not in ran.out
        assert "Commands" not in ran.out


def test_help_speaks_english_otherwise(cli: CommandLine) -> None:
    assert "Usage: incident [OPTIONS]" in cli.done("--help").out


def test_the_environment_decides_where_nobody_asks(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCIDENT_LANG", "zh-CN")
    assert "用法" in cli.done("show", "--help").out


@pytest.mark.parametrize(
    ("locale", "said"), [("", "用法"), ("C", "用法"), ("POSIX", "用法"), ("C.UTF-8", "用法"), ("en_GB.UTF-8", "Usage")]
)
def test_the_team_s_language_counts_where_the_locale_says_none(
    locale: str, said: str, cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.world.workspace = FakeWorkspace(language="zh-CN")
    monkeypatch.setenv("LANG", locale)
    assert said in cli.done("show", "--help").out
    assert "Usage" in cli.done("show", "--help", "--lang", "en").out


def test_a_person_s_own_language_comes_before_the_locale_and_the_team_s(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    cli.world.person_language = "zh-CN"
    assert "用法" in cli.done("show", "--help").out
    assert "Usage" in cli.done("show", "--help", "--lang", "en").out
    monkeypatch.setenv("INCIDENT_LANG", "en")
    assert "Usage" in cli.done("show", "--help").out


@pytest.mark.parametrize(
    ("team", "person", "chosen", "own"),
    [
        ("en", "    language: zh-CN\n", "", "zh-CN"),
        ("en", "    language: zh-CN\n", "en", "en"),
        ("en", "    # language: zh-CN\n", "", None),
        ("en", "", "zh-CN", "zh-CN"),
        ("zh-CN", "    language: en  # not zh-CN\n", "", "en"),
        ("en", "    language: [broken\n", "", None),
    ],
)
def test_what_somebody_chose_comes_before_what_is_written_down_of_them(  # noqa: PLR0917  (fixtures)
    team: str, person: str, chosen: str, own: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENT_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("INCIDENT_LOGIN", "li")
    assert Wired().own_language(None) is None
    init_workspace(tmp_path, Starter(name="night", language=team, zone="UTC", person="Li", login="li"))
    people = tmp_path / "people.yaml"
    people.write_text(people.read_text().replace("    phone:", f"{person}    phone:", 1))
    if chosen:
        assert SettingsFile(tmp_path / ".drafts", "li").keep(Settings(language=chosen))
    assert Wired().own_language(None) == own
    assert Wired().own_language(str(tmp_path / "gone")) is None


@pytest.mark.parametrize("row", ["language: zh-CN", "language: 'zh-CN'  # ours", 'language:   "zh"'])
def test_a_folder_s_language_is_read_before_anything_else(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even while the file is wrong, so that this is said in the team's words."""
    monkeypatch.setenv("INCIDENT_HOME", str(tmp_path))
    assert Wired().language_of(None) is None
    (tmp_path / "incident.yaml").write_text(f"naem: night\n{row}\n")
    assert Wired().language_of(None) == "zh-CN"
    assert Wired().language_of(str(tmp_path / "gone")) is None


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("show", "INC-0001", "--jsn"),
        ("frobnicate",),
        ("note", "INC-0001", "text", "--kind", "X"),
        ("correct", "INC-0001", "0", "text"),
        ("declare",),
        ("tier", "INC-0001", "up", "1", "--because", "x"),
        ("step", "INC-0001", "notice", "finish"),
        ("note", "INC-0001", "a", "b"),
        ("--workspace",),
    ],
)
def test_a_wrong_line_is_answered_in_chinese_throughout(cli: CommandLine, words: tuple[str, ...]) -> None:
    ran = cli("--lang", "zh-CN", *words)
    assert ran.code == 2
    assert ran.out == ""
    for english in ("Usage", "Error", "Try", "Missing", "No such", "Invalid", "Got unexpected", "Did you", "requires"):
        assert english not in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "缺少参数「编号」。"),
        (("declare", "x", "--tier", "1"), "缺少选项「--title」。"),
        (("declare", "x", "--tier"), "选项「--tier」需要 1 个值。"),
        (
            ("tier", "INC-0001", "up", "1", "--because", "x"),
            "「raise|lower」的值无效：「up」不在可选范围内：raise、lower。",
        ),
        (("correct", "INC-0001", "zero", "x"), "「序号」的值无效：条目按时间线中的序号指定，不是「zero」。"),
        (("lst",), "没有命令「lst」。是否应为「list」？"),
        (("list", "--jsn"), "没有选项「--jsn」。是否应为「--json」？"),
        (("list", "--all=3"), "选项「--all」不带值。"),
    ],
)
def test_what_is_wrong_is_one_chinese_sentence(cli: CommandLine, words: tuple[str, ...], said: str) -> None:
    assert cli("--lang", "zh-CN", *words).err.splitlines()[-1] == f"错误：{said}"


def test_every_usage_line_is_chinese_but_for_what_is_typed(cli: CommandLine) -> None:
    for name, found in commands(root):
        usage = (
            cli.done("--lang", "zh-CN", *name.split(), "--help").out.splitlines()[0].removeprefix("用法： incident ")
        )
        values = usage.removeprefix(name)
        assert not re.search("[A-Z]{2,}", values), usage
        assert found.help, name


def test_the_value_of_every_option_is_named_in_chinese(cli: CommandLine) -> None:
    for name, _found in commands(root):
        shown = cli.done("--lang", "zh-CN", *name.split(), "--help").out
        assert not re.search(r"^  --[a-z-]+ (?!N/M|H1|URL)[A-Z]{2,}\b", shown, re.MULTILINE), name


@pytest.mark.parametrize(
    ("words", "option"), [(("oncall", "now"), "--at 时间"), (("step",), "--within 时长"), (("serve",), "--idle 时长")]
)
def test_a_moment_and_a_length_of_time_are_two_words_in_chinese(
    cli: CommandLine, words: tuple[str, ...], option: str
) -> None:
    assert option in cli.done("--lang", "zh-CN", *words, "--help").out


def test_a_language_that_is_not_spoken_is_a_wrong_option(cli: CommandLine) -> None:
    ran = cli("--lang", "tlh", "list")
    assert ran.code == 2
    assert "'tlh' is not spoken here" in ran.err


def test_clicks_own_gettext_is_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    before = gettext.textdomain()
    with clicks_words_in("zh-CN"):
        assert gettext.gettext("Usage:") == "用法："
    with clicks_words_in("en"):
        assert gettext.gettext("Usage:") == "Usage:"
    assert gettext.textdomain() == before
    assert os.environ["LANGUAGE"] == "fr"


def test_tables_of_chinese_line_up(cli: CommandLine) -> None:
    cli.declared()
    head, row = cli.done("--lang", "zh-CN", "list").out.splitlines()
    assert "Voice line down" in row
    assert cells(head[: head.rindex("标题")]) == cells(row[: row.index("Voice")])


def test_a_language_that_nobody_here_speaks_is_said_and_stops_no_act(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCIDENT_LANG", "fr")
    ran = cli.done("list")
    assert "INCIDENT_LANG names no language of this program: 'fr'. Choose one of: en, zh-CN." in ran.err


def test_a_locale_that_nobody_here_speaks_is_no_mistake(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "INCIDENT_LANG" not in cli.done("list").err
