"""Two people on one incident: each sees what the other marks, and loses neither the place looked at nor a word."""

from __future__ import annotations

from time import monotonic

from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

WITHIN_SECONDS = 5.0
"""Ample for a loaded machine; the program looks for changes every half second."""


def _walking(terminal: Terminal, incident: str) -> None:
    terminal.sees(incident)
    terminal.press("Enter")
    terminal.sees("[>] 1", "Space as expected")


def test_who_has_no_login_is_told_so_and_sees_nothing(team: Team) -> None:
    with Terminal([team.program], team.environment | {"INCIDENT_LOGIN": "stranger"}) as terminal:
        assert terminal.ends() == 1
        assert "Nobody in people.yaml has the login 'stranger'" in terminal.text


def test_each_sees_the_others_marks_and_keeps_place_and_words(team: Team) -> None:
    incident = team.declared("outage.core-channel", "--tier", "2", "--title", "Voice")
    people = team.folder / "people.yaml"
    people.write_text(people.read_text().replace('"logins": []', '"logins": ["mara"]', 1))
    with (
        Terminal([team.program], team.environment) as lin,
        Terminal([team.program], team.environment | {"INCIDENT_LOGIN": "mara"}) as mara,
    ):
        _walking(lin, incident)
        _walking(mara, incident)
        mara.press("j", "j", "j")
        mara.sees("LOOKING", "AGENTS: tell them before customers ━")
        lin.press("Space")
        lin.sees("[>] 2")
        begin = monotonic()
        mara.sees("[x]   1")
        assert monotonic() - begin < WITHIN_SECONDS
        assert "LOOKING" in mara.text
        assert "AGENTS: tell them before customers ━" in mara.text
        mara.press("m")
        mara.sees("TYPING")
        mara.press("callers hear ")
        mara.sees("callers hear")
        lin.press("Space")
        lin.sees("[>] 3")
        mara.press("nothing")
        mara.sees("callers hear nothing", "TYPING")
        mara.press("Enter")
        mara.sees("Noted.", "[x]   2")
    assert "callers hear nothing" in team.done("timeline", incident).out
