"""The installed program in a pty: what a person who was told nothing can do with what is printed."""

from __future__ import annotations

import re
from functools import partial

import pytest

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import KEYS, Terminal

pytestmark = pytest.mark.slow

MOST_KEYS = 12


def _opened(team: Team, *, columns: int = 80, rows: int = 24, **environment: str) -> Terminal:
    return Terminal([team.program], team.environment | environment, columns=columns, rows=rows)


def _key_before(words: str, text: str) -> str | None:
    """The key that is printed before these words; None where they stand behind none."""
    found = re.search(rf"(\S+) +{re.escape(words)}", text)
    return found.group(1) if found else None


def _is_offered(words: str, terminal: Terminal) -> bool:
    return _key_before(words, terminal.text) is not None


@pytest.mark.parametrize(
    ("team", "words"),
    [
        (
            "en",
            (
                "declare",
                "a service is down",
                "A customer channel",
                "takes it",
                "TIER 2 SERIOUS",
                "open it, for REAL",
                "go on; what is left",
            ),
        ),
        ("zh-CN", ("宣布事件", "服务中断", "客户渠道", "确定", "二级（较大）", "作为实战宣布", "进入步骤")),
    ],
    indirect=["team"],
)
def test_who_knows_only_the_printed_keys_reaches_step_1_in_twelve(team: Team, words: tuple[str, ...]) -> None:
    with _opened(team) as terminal:
        pressed = []
        for word in words:
            terminal.until(partial(_is_offered, word, terminal), f"a key before {word}")
            key = _key_before(word, terminal.text) or ""
            assert key in KEYS or len(key) == 1, key
            (terminal.confirm if word in ("open it, for REAL", "作为实战宣布") else terminal.press)(key)
            pressed.append(key)
        terminal.sees("[>] 1", "T+00:00:0")
        assert len(pressed) <= MOST_KEYS


@pytest.mark.parametrize("team", ["zh-CN"], indirect=True)
def test_chinese_rows_fill_their_cells_and_borders_stand_in_their_columns(team: Team) -> None:
    team.declared("outage.core-channel", "--tier", "1", "--title", "三号机房温度过高，人工坐席无法接通")
    with _opened(team) as terminal:
        terminal.sees("三号机房")
        terminal.press("Enter")
        terminal.sees("[>] 1", "应看到")
        sides = [terminal.cells(row) for row in range(24) if terminal.cells(row)[0] == "┃"]
        assert sides
        assert {cells[79] for cells in sides} == {"┃"}
        assert "".join(terminal.cells(0)).rstrip().endswith("实战")


@pytest.mark.parametrize(("columns", "rows"), [(20, 5), (10, 2), (59, 24), (80, 19)])
def test_a_window_that_is_too_small_gets_a_sentence(team: Team, columns: int, rows: int) -> None:
    with _opened(team, columns=columns, rows=rows) as terminal:
        terminal.sees("incident")
        terminal.resize(80, 24)
        terminal.sees("START")
        terminal.resize(columns, rows)
        terminal.until(lambda: "START" not in terminal.text, "the sentence")
        terminal.press("q")
        assert terminal.ends() == 0


def test_no_color_means_no_colour(team: Team) -> None:
    team.declared("outage.core-channel", "--tier", "1", "--title", "Voice is down")
    with _opened(team, NO_COLOR="1") as terminal:
        terminal.sees("Voice is down")
        terminal.press("Enter")
        terminal.sees("[>] 1")
        parameters = {
            part
            for group in re.findall(rb"\x1b\[([\d;]*)m", terminal.sent)
            for part in re.sub(rb"[34]8;(?:5;\d+|2;\d+;\d+;\d+)", b"colour", group).split(b";")
        }
        coloured = {str(number).encode() for base in (30, 40, 90, 100) for number in range(base, base + 8)}
        assert parameters & (coloured | {b"colour"}) == set()


def test_what_the_command_line_does_shows_and_what_is_marked_here_is_there(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice is down")
    with _opened(team) as terminal:
        terminal.sees("Voice is down")
        terminal.press("Enter")
        terminal.sees("[>] 1")
        terminal.press("Space")
        terminal.sees("[x]   1")
        assert "as expected" in " ".join(team.done("timeline", incident).out.split())
        team.done("step", incident, "page", "done")
        terminal.sees("[x]   2", "[>] 3")
        terminal.press("Esc")
        terminal.sees("OPEN INCIDENTS 1")
        terminal.leaves()
        assert terminal.ends() == 0


def test_leaving_gives_the_terminal_back(team: Team) -> None:
    with _opened(team) as terminal:
        terminal.sees("Nothing is open.")
        terminal.press("q")
        assert terminal.ends() == 0
        assert b"\x1b[?1049l" in terminal.sent
        assert b"Traceback" not in terminal.sent


@pytest.mark.parametrize(
    ("team", "said"), [("en", "This terminal only prints lines"), ("zh-CN", "此终端只能逐行输出")], indirect=["team"]
)
@pytest.mark.parametrize("words", [(), ("demo",)])
def test_a_terminal_that_only_prints_lines_gets_a_sentence_and_no_screen(
    team: Team, said: str, words: tuple[str, ...]
) -> None:
    with Terminal([team.program, *words], team.environment | {"TERM": "dumb"}) as terminal:
        assert terminal.ends() == 2
        assert said in "".join(line.rstrip() for line in terminal.lines)
        assert b"\x1b[" not in terminal.sent


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_where_nobody_sits_no_screen_is_drawn(team: Team, words: tuple[str, ...]) -> None:
    ran = team(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "needs a terminal" in ran.err
