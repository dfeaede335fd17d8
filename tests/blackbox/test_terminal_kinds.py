"""The installed program on the terminals that people have: sizes, kinds, multiplexers, colours, signs, no mouse."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

SOAK = pytest.mark.soak
TERMS = [
    *("xterm-256color", "linux", "vt100"),
    *(pytest.param(kind, marks=SOAK) for kind in ("xterm", "screen", "screen-256color", "tmux-256color")),
]
SIZES = [
    pytest.param(team, columns, rows, marks=[SOAK] if team == "en" or columns == 120 else [])
    for team in ("en", "zh-CN")
    for columns, rows in ((60, 20), (80, 24), (120, 40), (200, 60))
]
"""In Chinese a cell that is one too many shows sooner."""
MOUSE = b"\x1b[?1000h"
COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38|48)(?:;[\d;]*)?m")


@pytest.fixture
def live(team: Team) -> Team:
    """With one incident, a step done."""
    team.declared("outage.core-channel", "--tier", "1", "--title", "Voice is down")
    return team


def _opened(
    team: Team, *words: str, columns: int = 80, rows: int = 24, environment: Mapping[str, str] | None = None
) -> Terminal:
    return Terminal([team.program, *words], {**team.environment, **(environment or {})}, columns=columns, rows=rows)


def _walks(terminal: Terminal) -> None:
    terminal.sees("Voice is down")
    terminal.press("Enter")
    terminal.sees("[>] 1")


def _leaves(terminal: Terminal) -> None:
    """To Home and out; the terminal is as it was: its own screen, a cursor, no mouse, no pasting mode."""
    terminal.press("Esc")
    terminal.until(lambda: "OPEN INCIDENTS" in terminal.text or "进行中" in terminal.lines[1], "Home")
    terminal.leaves()
    assert terminal.ends() == 0
    for begun, ended in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (MOUSE, b"\x1b[?1000l")):
        assert terminal.sent.rfind(ended) >= terminal.sent.rfind(begun), begun
    assert terminal.sent.rfind(b"\x1b[?2004l") > terminal.sent.rfind(b"\x1b[?2004h")


def _is_exact(terminal: Terminal) -> None:
    """No row runs over its end, and every frame that begins at the left edge ends at the right one."""
    rows = [terminal.cells(row) for row in range(terminal.rows)]
    assert {len(row) for row in rows} == {terminal.columns}
    for row in rows:
        assert (row[0] in "┏┃┗") <= (row[-1] in "┓┃┛"), "".join(row)
    assert [row[0] for row in rows].count("┏") <= 1


@pytest.mark.parametrize(("team", "columns", "rows"), SIZES, indirect=["team"])
def test_each_size_is_filled_exactly_in_both_languages(live: Team, columns: int, rows: int) -> None:
    with _opened(live, columns=columns, rows=rows) as terminal:
        terminal.sees("Voice is down")
        _is_exact(terminal)
        assert terminal.lines[-1].strip()
        _walks(terminal)
        _is_exact(terminal)
        terminal.press("Space")
        terminal.sees("[x]   1", "[>] 2")
        _is_exact(terminal)
        assert ("┌─ 计时" in terminal.text or "┌─ CLOCKS" in terminal.text) is (columns >= 120)
        for key in "gtNHRELp?":
            terminal.press(key)
            terminal.until(lambda: "━" not in terminal.text, "the sheet")
            _is_exact(terminal)
            terminal.press("Esc")
            terminal.until(lambda: "━" in terminal.text, "the walk")
        _leaves(terminal)


@pytest.mark.parametrize("kind", TERMS)
def test_each_kind_of_terminal_walks_and_gets_its_screen_back(live: Team, kind: str) -> None:
    with _opened(live, environment={"TERM": kind, "COLORTERM": ""}) as terminal:
        _walks(terminal)
        terminal.press("Space")
        terminal.sees("[x]   1")
        assert ("━" in terminal.text) is (kind != "vt100")
        _leaves(terminal)


@pytest.mark.parametrize(("words", "environment"), [(("--no-mouse",), {}), ((), {"INCIDENT_MOUSE": "0"})])
def test_a_mouse_that_is_off_is_never_asked_for(
    live: Team, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    with _opened(live, *words, environment=environment) as terminal:
        _walks(terminal)
        _leaves(terminal)
        assert MOUSE not in terminal.sent


def test_the_mouse_goes_and_comes_at_the_setting_and_stays_as_chosen(live: Team) -> None:
    with _opened(live) as terminal:
        terminal.sees("START")
        assert MOUSE in terminal.sent
        terminal.press(",")
        terminal.sees("SETTINGS")
        terminal.press("j", "j", "j", "Enter")
        terminal.sees("left to the terminal")
        terminal.until(lambda: b"\x1b[?1000l" in terminal.sent, "the mouse to go")
        terminal.press("Esc")
        terminal.sees("START")
        terminal.leaves()
        assert terminal.ends() == 0
    with _opened(live) as terminal:
        terminal.sees("START")
        assert MOUSE not in terminal.sent


def test_y_hands_the_line_to_the_terminal_and_v_leaves_it_the_mouse(live: Team) -> None:
    with _opened(live) as terminal:
        _walks(terminal)
        terminal.press("y")
        terminal.sees("copied ")
        found = re.findall(rb"\x1b\]52;c;([\w+/=]+)\x07", terminal.sent)
        assert b64decode(found[-1]).decode() in " ".join("".join(terminal.lines).replace("┃", " ").split())
        terminal.press("v")
        terminal.sees("plain text: select with the mouse")
        assert "┃" not in terminal.text
        terminal.until(lambda: terminal.sent.rfind(b"\x1b[?1000l") > terminal.sent.rfind(MOUSE), "the mouse to go")
        terminal.press("Esc")
        terminal.sees("┃")
        terminal.until(lambda: terminal.sent.rfind(b"\x1b[?1000l") < terminal.sent.rfind(MOUSE), "the mouse to come")
        _leaves(terminal)


@pytest.mark.parametrize(("words", "environment"), [(("--ascii",), {}), ((), {"INCIDENT_ASCII": "1"})])
def test_in_ascii_nothing_else_is_written(live: Team, words: tuple[str, ...], environment: dict[str, str]) -> None:
    with _opened(live, *words, environment=environment) as terminal:
        _walks(terminal)
        terminal.press("?")
        terminal.sees("KEYS")
        terminal.press("Esc")
        terminal.sees("[>] 1")
        terminal.press("Esc")
        terminal.sees("START")
        terminal.leaves()
        assert terminal.ends() == 0
        assert terminal.sent.isascii()


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"INCIDENT_THEME": "mono"}])
def test_without_colours_no_colour_is_written(live: Team, environment: dict[str, str]) -> None:
    with _opened(live, environment=environment) as terminal:
        _walks(terminal)
        _leaves(terminal)
        assert COLOUR.findall(terminal.sent) == []


@pytest.mark.parametrize("theme", ["dark", *(pytest.param(name, marks=SOAK) for name in ("light", "safe")), "terminal"])
def test_a_theme_is_drawn_in_its_colours(live: Team, theme: str) -> None:
    with _opened(live, "--theme", theme) as terminal:
        _walks(terminal)
        terminal.press("Space")
        terminal.sees("[x]   1")
        assert COLOUR.search(terminal.sent)
        assert (b"48;2;" in terminal.sent) is (theme != "terminal")


@pytest.mark.parametrize(("words", "environment"), [(("--theme", "pink"), {}), ((), {"INCIDENT_THEME": "pink"})])
def test_a_theme_that_is_not_there_is_refused_in_a_sentence(
    team: Team, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    with _opened(team, *words, environment=environment) as terminal:
        assert terminal.ends() == 2
        assert "terminal,dark,light,safe,mono" in "".join(terminal.text.split())


def test_a_language_that_is_not_there_is_refused_in_a_sentence(team: Team) -> None:
    with _opened(team, environment={"INCIDENT_LANG": "fr"}) as terminal:
        assert terminal.ends() == 2
        assert "en,zh-CN" in "".join(terminal.text.split())


def test_keys_of_ones_own_are_bound_and_a_clash_is_named_with_its_line(live: Team) -> None:
    file = live.folder / "keys.yaml"
    file.write_text("format: keys/1\nkeys:\n  walk.timeline: w\n")
    live.done("config", "check")
    with _opened(live) as terminal:
        _walks(terminal)
        terminal.press("w")
        terminal.sees("TIMELINE", "the latest first")
    file.write_text("format: keys/1\nkeys:\n  walk.timeline: n\n")
    ran = live("config", "check")
    assert (ran.code, "keys.yaml:3:3: 'walk.not_expected' and 'walk.timeline' would both be on 'n'" in ran.out) == (
        3,
        True,
    )
    assert "keys.yaml:3:3" in live("doctor").out
    with _opened(live) as terminal:
        terminal.until(lambda: "keys.yaml:3:3" in "".join(terminal.text.split()), "the place of the clash")
        terminal.press("Enter")
        terminal.sees("[>] 1")
        terminal.press("t")
        terminal.sees("the latest first")


def test_the_keys_that_are_printed_are_a_keymap(team: Team) -> None:
    (team.folder / "keys.yaml").write_text(team.done("config", "keys").out)
    team.done("config", "check")


@pytest.fixture(params=["tmux", "screen"])
def multiplexer(live: Team, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Sequence[str]]:
    """The command line of a shell in a multiplexer of our own, which is ended afterwards."""
    program = shutil.which(request.param)
    if program is None:
        pytest.skip(f"there is no {request.param} here")
    start, end = (_tmux if request.param == "tmux" else _screen)(program, tmp_path)
    yield start
    subprocess.run(end, env=live.environment, capture_output=True, check=False)


def _tmux(program: str, folder: Path) -> tuple[Sequence[str], Sequence[str]]:
    server = [program, "-f", "/dev/null", "-S", str(folder / "tmux")]
    return [*server, "new-session", "sh"], [*server, "kill-server"]


def _screen(program: str, folder: Path) -> tuple[Sequence[str], Sequence[str]]:
    """GNU screen gives a program its own screen, and takes UTF-8, where it is told to."""
    config, name = folder / "screenrc", f"incident-{os.getpid()}"
    config.write_text("startup_message off\naltscreen on\nterm screen-256color\n")
    return [program, "-c", str(config), "-U", "-S", name, "sh"], [program, "-S", name, "-X", "quit"]


def test_in_a_multiplexer_the_walk_is_drawn_and_the_shell_is_back_afterwards(
    live: Team, multiplexer: Sequence[str]
) -> None:
    with Terminal(multiplexer, live.environment | {"LC_ALL": "C.UTF-8"}) as terminal:
        terminal.until(lambda: "$" in terminal.text or "#" in terminal.text, "the shell")
        terminal.press(f"{live.program}\r")
        _walks(terminal)
        assert "━" in terminal.text
        terminal.press("Space")
        terminal.sees("[x]   1")
        terminal.press("\x1b")
        terminal.sees("START")
        terminal.leaves()
        terminal.until(lambda: terminal.lines[1].strip() in {"$", "#"}, "the shell's own screen")
        terminal.press("echo still $((20+22))\r")
        terminal.sees("still 42")


def test_composed_text_arrives_whole_wherever_the_line_splits_it(live: Team) -> None:
    """An input method sends several bytes at once; a slow line delivers them in pieces, in mid-character."""
    with _opened(live) as terminal:
        _walks(terminal)
        terminal.press("m")
        terminal.sees("NOTE")
        for piece in "门已开".encode():
            os.write(terminal.master, bytes([piece]))
            terminal.read(0.02)
        terminal.sees("门已开")
        pasted = "\x1b[200~，水位三米\x1b[201~".encode()
        os.write(terminal.master, pasted[:10])
        terminal.read(0.1)
        os.write(terminal.master, pasted[10:])
        terminal.sees("门已开，水位三米")
        terminal.press("Enter")
        terminal.until(lambda: "门已开，水位三米" in live.done("timeline", "INC-0001").out, "the note in the record")
