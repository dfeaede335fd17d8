"""What a clean interpreter has loaded, which a static graph cannot tell.

An import that only happens when a line is reached still costs a responder its time at 3 a.m.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import incident
from incident.adapters.demo_sinks import HttpSink, SmtpSink
from incident.demo.workspace import write_workspace

PACKAGE = Path(incident.__file__).parent

REPORT = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


def _said_by(statements: str) -> str:
    """The last line of `statements`, in an interpreter that has done nothing else."""
    bare = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); {statements}"],
        check=True,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    return bare.stdout.splitlines()[-1]


def _loaded_by(statements: str) -> set[str]:
    """The top-level packages in memory after `statements`, in an interpreter that has done nothing else."""
    names: list[str] = json.loads(_said_by(f"{statements}; {REPORT}"))
    return set(names)


def _third_party(names: set[str]) -> set[str]:
    before = _loaded_by("pass")  # an installed .pth file may load something into every interpreter
    ours = sys.stdlib_module_names | {"incident", "__mp_main__"}  # the last is what multiprocessing calls the caller
    return {name for name in names - before if name not in ours and not name.startswith("_sysconfigdata")}


def _modules_of(package: str) -> list[str]:
    folder = PACKAGE / package
    paths = sorted(path.relative_to(PACKAGE.parent) for path in folder.rglob("*.py"))
    return [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]


@pytest.mark.parametrize("package", ["domain", "application"])
def test_the_core_needs_the_standard_library_and_nothing_else(package: str) -> None:
    modules = _modules_of(package)
    assert modules
    assert _third_party(_loaded_by(f"import {', '.join(modules)}")) == set()


def test_a_sentence_costs_the_standard_library_alone() -> None:
    loaded = _loaded_by("import incident.i18n as i18n; i18n.use('zh-CN'); i18n._('Stop')")
    assert _third_party(loaded) == set()


@pytest.mark.parametrize(
    "package",
    ["incident", "incident.adapters", "incident.adapters.storage", "incident.cli", "incident.tui", "incident.web"],
)
def test_a_package_root_loads_nothing(package: str) -> None:
    """Whoever wants one room of a package pays for that room only."""
    assert _third_party(_loaded_by(f"import {package}")) == set()


ON_EVERY_START = {"click", "msgspec", "typing_extensions"}
"""What a command that reads or appends the log may load besides the standard library; msgspec brings the last."""

RUN = (
    "from incident.bootstrap.wired import main; sys.argv = ['incident', *{words!r}]; "
    "code = main(); assert code == {code}"
)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with an incident in it, a message told, its documents compiled; a second one is left alone."""
    folder = tmp_path_factory.mktemp("night")
    with pytest.MonkeyPatch.context() as patch, HttpSink() as hook, SmtpSink() as mail:
        write_workspace(folder, "en", "ana", hook_url=hook.url, mail_port=mail.port)
        patch.setenv("INCIDENT_LOGIN", "ana")
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setenv("INCIDENT_HOME", str(folder))
        for words in (
            ("db", "upgrade"),
            ("declare", "outage.core-channel", "--tier", "2", "--title", "Voice line down"),
            ("message", "send", "INC-0001", "agents", "agents-notice", "--yes"),
            ("declare", "outage.core-channel", "--tier", "3", "--title", "Left alone"),
        ):
            _loaded_by(RUN.format(words=words, code=0))
        head, row = "name,contact,service,problem,request", "Lin,13800138000,pay,paid twice,refund"
        (folder / "cases.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
        yield folder


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list",), 0),
        (("list", "--json"), 0),
        (("show", "INC-0001"), 0),
        (("show", "INC-0001", "--lang", "zh-CN"), 0),
        (("timeline", "INC-0001"), 0),
        (("search", "chat"), 0),
        (("clocks", "INC-0001"), 0),
        (("note", "INC-0001", "a line"), 0),
        (("correct", "INC-0001", "3", "another"), 0),
        (("fact", "INC-0001", "affected_share=3"), 0),
        (("mark", "INC-0001", "aware", "--at", "now"), 0),
        (("step", "INC-0001", "confirm", "take"), 0),
        (("step", "INC-0001", "confirm", "done"), 0),
        (("role", "INC-0001", "resources", "lin"), 0),
        (("tier", "INC-0001", "raise", "1", "--because", "worse"), 0),
        (("message", "list", "INC-0001"), 0),
        (("case", "import", "INC-0001", "CASES"), 0),
        (("case", "list", "INC-0001"), 0),
        (("message", "send", "INC-0001", "agents", "agents-notice", "--yes"), 0),
        (("message", "ack", "INC-0001", "M1"), 0),
        (("message", "retry", "INC-0001", "nothing"), 1),
        (("walk", "INC-0001", "--plain"), 0),
        (("verify", "INC-0001"), 0),
        (("verify",), 0),
        (("oncall", "now"), 0),
        (("oncall", "gaps"), 0),
        (("worker", "--once"), 0),
        (("triage", "outage.core-channel", "--fact", "affected_share=3"), 0),
        (("declare", "outage.core-channel", "--tier", "3", "--title", "again"), 0),
        (("close", "INC-0001", "--yes"), 1),
        (("review", "INC-0001", "-o", "/dev/null"), 0),
        (("show", "INC-0009"), 1),
        (("--help",), 0),
        (("shw",), 2),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_a_command_on_the_log_loads_click_and_msgspec_and_nothing_else(
    night: Path, words: tuple[str, ...], code: int
) -> None:
    """Neither the terminal program nor documents nor providers nor the team's database are paid for at 3 a.m."""
    words = tuple(str(night / "cases.csv") if word == "CASES" else word for word in words)
    assert _third_party(_loaded_by(RUN.format(words=words, code=code))) == ON_EVERY_START


def test_a_note_knows_no_commands_but_its_own_and_no_changes_but_those_of_its_log(night: Path) -> None:
    """What incidents are seldom about is not paid for by every line that somebody writes."""
    del night
    kept = "print(sorted(name.rpartition('.')[2] for name in sys.modules if name.startswith('incident.domain.{}.')))"
    run = RUN.format(words=("note", "INC-0002", "a line"), code=0)
    commands, changes = (_said_by(f"{run}; {kept.format(package)}") for package in ("commands", "evolve"))
    assert commands == "['noting']"
    assert not {"cases", "evidence", "exercising", "resources"} & set(changes.split("'"))
