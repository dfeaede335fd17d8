"""One whole outage in line mode, by somebody who only hears lines: raised, told, approved, closed."""

from __future__ import annotations

import random
import re
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from time import monotonic

import pytest

from incident import i18n
from incident.cli.walk.dictionary import VERBS
from incident.domain.runbooks.runbook import FactType
from incident.i18n import _
from incident.walk.keys import CALM
from incident.wording.facts import fact_type_words
from tests.blackbox.conftest import Team
from tests.blackbox.terminal import Terminal

pytestmark = pytest.mark.slow

RUNBOOK = "outage.core-channel"
MOST_LINES = 200
CTRL_D = "\x04"
FACTS = {FactType.PERCENT: "0.4%", FactType.NUMBER: "100", FactType.TIME: "now", FactType.TEXT: "voice"}


class Listener:
    """Hears what is said up to a prompt, and answers with a line; sees nothing."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._heard = 0
        modes = "|".join(_(mode) for mode in ("REAL", "EXERCISE"))
        ends = "|".join(re.escape(_(prompt)) for prompt in ("Answer: ", "Confirm: "))
        self._prompt = re.compile(rf"(?:^|\n)((?:{modes})[^\n]{{0,20}}[:：] ?|{ends})\Z")

    def hears(self) -> tuple[str, str]:
        """What was said since the last answer, and the prompt at its end."""
        found: list[re.Match[str]] = []

        def is_asked() -> bool:
            said = self._said()
            found[:] = [match] if (match := self._prompt.search(said)) else []
            return bool(found)

        self._terminal.until(is_asked, "a prompt")
        said, self._heard = self._said(), len(self._terminal.sent)
        return said[: found[0].start()], found[0][1]

    def says(self, line: str) -> None:
        """Type the line."""
        self._terminal.press(line, "\n")

    def confirms(self, word: str) -> None:
        """Type the word, once the hands have rested."""
        end = monotonic() + CALM + 0.1
        while (left := end - monotonic()) > 0:
            self._terminal.read(left)
        self.says(word)

    def _said(self) -> str:
        return self._terminal.sent[self._heard :].decode(errors="replace").replace("\r\n", "\n")


@pytest.fixture(params=["zh-CN", pytest.param("en", marks=pytest.mark.soak)])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.use(request.param)
    yield str(request.param)
    i18n.use("en")


@pytest.fixture
def declared(team: Team, language: str) -> str:
    team.environment["INCIDENT_LANG"] = language
    title = {"en": "Voice line down", "zh-CN": "语音线路中断"}[language]
    incident = team.done("declare", RUNBOOK, "--tier", "2", "--title", title).out.strip()
    for role, person in (("technical", "bo"), ("customer-liaison", "mara"), ("scribe", "mara"), ("resources", "lin")):
        team.done("role", incident, role, person)
    return incident


def _opened(team: Team, as_person: str = "lin") -> Terminal:
    words = ("--as", as_person, "walk", "--plain")
    return Terminal([team.program, *words], team.environment | {"TERM": "dumb"})


def _confirmed(said: str) -> str:
    """The word that the card takes, the boldest where there are several, or its phrase."""
    words = _offered(said)
    phrase = re.search(_either("Type {phrase} to do it.", phrase=r"(\S+)"), said)
    if phrase is not None:
        return phrase[1]
    return next((word for word in ("send", "approve") if word in words), str(words[0]))


def _offered(said: str) -> list[str]:
    """The words that a card takes, in English where it names both."""
    return [english or own for own, english in re.findall(r"(?:Type |输入 ?)(\w+)(?:（或 (\w+)）)?[:：]", said)]


def _either(sentence: str, **places: str) -> str:
    """A pattern of the sentence in the language in use, with a pattern for each of its places."""
    pattern = re.escape(_(sentence))
    for name, place in places.items():
        pattern = pattern.replace(re.escape(f"{{{name}}}"), place)
    return pattern


def _answered(said: str) -> str:
    """The first answer that is listed, else words of the kind that is asked for."""
    if _("Nobody: I am alone") in said:
        return "2"
    if re.search(r"^1[:：]", said, re.MULTILINE):
        return "1"
    return next((words for kind, words in FACTS.items() if fact_type_words(kind) in said), "10")


def _worked(said: str, prompt: str) -> str:
    """What to do with the step that was read last."""
    labels = {_("ASK").capitalize(): "1", _("WATCH").capitalize(): "O"}
    last = said.rpartition(_("Step {number}. Phase {phase} of {phases}: {title}.").partition("{")[0])[2]
    found = [typed for label, typed in labels.items() if re.search(rf"^{label}[:：]", last, re.MULTILINE)]
    if re.search(r"\d", prompt):
        return found[0] if found else "done"
    open_steps = re.search(
        _either("Not yet: {count} steps are open ({numbers}).", count=r"\d+", numbers=r"([\w.]+).*"), said
    )
    return f"g {open_steps[1]}" if open_steps else "C"


def _walked(listener: Listener, before_step_five: list[str], writes: Callable[[str], None]) -> str:
    """Do the whole incident, and first of step 5 these lines; `writes` is what another person does of a step."""
    heard = step = ""
    for _line in range(MOST_LINES):
        said, prompt = listener.hears()
        heard += said
        if _("The incident is closed.") in said:
            listener.says("q")
            return heard
        if prompt == _("Confirm: "):
            listener.confirms(_confirmed(said))
        elif prompt == _("Answer: ") and _offered(said):
            listener.says(_confirmed(said))
        elif prompt == _("Answer: "):
            if _("At tier 1 you cannot approve your own words. Which way?") in said:
                writes(step)
            listener.says(_answered(said))
        else:
            step = "".join(re.findall(r"\d+[\w.]*", prompt))
            listener.says(before_step_five.pop(0) if step == "5" and before_step_five else _worked(said, prompt))
    raise AssertionError(heard[-3000:])


def _written_by_mara(team: Team, step: str) -> None:
    """She writes the message of the step at a terminal of her own, and asks for the approval."""
    with _opened(team, as_person="mara") as terminal:
        listener = Listener(terminal)
        for line in (f"g {step}", "done"):
            listener.hears()
            listener.says(line)
        said, _prompt = listener.hears()
        assert "request" in _offered(said)
        listener.confirms("request")
        assert _("The approver is asked.") in listener.hears()[0]
        listener.says(CTRL_D)
        assert terminal.ends() == 0


def test_a_whole_outage_is_done_by_listening(team: Team, declared: str) -> None:
    with _opened(team) as terminal:
        heard = _walked(Listener(terminal), ["m", "+"], lambda step: _written_by_mara(team, step))
        assert terminal.ends() == 0
    assert b"\x1b" not in terminal.sent
    assert re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", terminal.sent) is None
    assert b"\r" not in terminal.sent.replace(b"\r\n", b"")
    assert "Traceback" not in heard
    entries = {entry["words"] for entry in team.done("timeline", declared, "--json").json["entries"]}
    assert len(entries) > 30
    shown = team.done("show", declared, "--json").json
    assert (shown["status"], shown["tier"]) == ("closed", 1)
    listed = team.done("message", "list", declared, "--json").json
    states = {row["state"] for each in listed["messages"] for row in each["deliveries"]}
    assert states == {"sent"}
    assert team.hook.wait_for(1)
    assert team.mail.wait_for(1)
    team.done("verify")


def test_ctrl_c_in_a_question_keeps_the_place_and_the_next_start_asks_it_again(team: Team, declared: str) -> None:
    with _opened(team) as terminal:
        listener = Listener(terminal)
        for line in ("go", "s", "2"):
            listener.hears()
            listener.says(line)
        assert _("Why is it put off?") in listener.hears()[0]
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.ends() == 130
        assert _("Left. The place is kept.") in terminal.sent.decode()
    with _opened(team) as terminal:
        listener = Listener(terminal)
        said, prompt = listener.hears()
        assert _("Why is it put off?") in said
        assert prompt == _("Answer: ")
        listener.says("1")
        assert _("Step {number} is deferred. It comes back by itself.").format(number=1) in listener.hears()[0]
        terminal.press(CTRL_D)
        assert terminal.ends() == 0
    assert "deferred" in {each["state"] for each in team.done("show", declared, "--json").json["steps"]}


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_log_that_another_process_holds_costs_a_sentence_and_no_word(team: Team, declared: str) -> None:
    with _opened(team) as terminal:
        listener = Listener(terminal)
        for line in ("go", "m"):
            listener.hears()
            listener.says(line)
        listener.hears()
        with closing(sqlite3.connect(team.folder / "incident.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            listener.says("the vendor is on the line")
            said, _prompt = listener.hears()
            assert said.count("Another process held the log") == 1
            listener.says("g")
            assert "CUSTOMERS: send the first message" in listener.hears()[0]
        listener.says("m")
        assert "Enter alone takes: the vendor is on the line" in listener.hears()[0]
        listener.says("")
        listener.hears()
    assert "the vendor is on the line" in {
        e["words"] for e in team.done("timeline", declared, "--json").json["entries"]
    }


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_pipe_does_as_well_and_ends_where_its_lines_end(team: Team, declared: str) -> None:
    ran = team("walk", declared.lower(), "--plain", stdin="go\r\ndone\nm\npiped words")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "Left. The place is kept."
    assert "piped words" in {each["words"] for each in team.done("timeline", declared, "--json").json["entries"]}


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_without_a_number_several_incidents_are_named(team: Team, declared: str) -> None:
    team.done("declare", RUNBOOK, "--tier", "3", "--title", "Chat down")
    ran = team("walk", "--plain")
    assert ran.code == 2
    assert declared in ran.err
    assert "Several incidents are open. Name one." in ran.err
    assert team("walk", "INC-0009", "--plain").code == 1


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_without_plain_the_full_screen_opens_at_that_incident(team: Team, declared: str) -> None:
    with Terminal([team.program, "walk", declared], team.environment) as terminal:
        terminal.sees("NOW, before everything else")
        terminal.press("g")
        terminal.sees("[>] 1")
        terminal.press("Esc")
        terminal.sees("OPEN INCIDENTS 1")
        terminal.leaves()
        assert terminal.ends() == 0
    with Terminal([team.program, "walk", declared], team.environment | {"TERM": "dumb"}) as terminal:
        assert terminal.ends() == 2
        assert b"incident walk --plain" in terminal.sent


@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.parametrize("seed", range(3))
def test_random_lines_send_close_and_transfer_nothing(team: Team, declared: str, seed: int) -> None:
    """Letters, digits, words of the line mode and pasted prose, 400 lines through a pipe."""
    chance = random.Random(seed)  # noqa: S311  (chosen, so that a failure can be repeated)
    letters = [verb.letter or verb.word for verb in VERBS if verb.name != "leave"]
    words = [verb.word for verb in VERBS if verb.name != "leave"]
    prose = ["We send updates soon.", "yes please", "close the ticket", "S", "Y", "P", "r", "12", "INC", ""]
    lines = [chance.choice([*letters, *words, *prose, *"123456789"]) for _line in range(400)]
    ran = team("walk", declared, "--plain", stdin="\n".join(["go", *lines]))
    assert ran.code == 0
    types = _events(team, declared)
    assert types.isdisjoint({"MessageReleased", "IncidentClosed", "TierRaised", "TierLowered"})
    assert not team.hook.letters
    assert not team.mail.letters


def _events(team: Team, incident: str) -> set[str]:
    with closing(sqlite3.connect(team.folder / "incident.db")) as log:
        rows = log.execute("SELECT type FROM events WHERE incident_id = ?", (incident,)).fetchall()
    return {str(row[0]) for row in rows}
