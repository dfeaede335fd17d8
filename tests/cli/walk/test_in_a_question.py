"""In the middle of a question: another language, words that were refused, a value that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from incident import i18n
from incident.domain.commands import AddNote
from incident.domain.events import NoteAdded, StepDeferred
from tests.cli.walk.conftest import Aloud

HALF = "If you had typed half a line, it still counts: go on with it."


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    i18n.use("en")


def test_where_answers_are_chosen_a_letter_changes_the_language(aloud: Aloud) -> None:
    assert "请谁？" in aloud("a", "c", ".")


def test_the_language_changes_inside_a_question_and_the_answers_stay(aloud: Aloud) -> None:
    heard = aloud("s", "language", "2", "1")
    assert "2：30 分钟" in heard
    deferred = next(e.event for e in aloud.log.read(aloud.incident) if isinstance(e.event, StepDeferred))
    assert (str(deferred.because), deferred.until_time is not None) == ("无人应答，稍后再试", True)


def test_where_words_are_typed_a_letter_alone_is_a_word(aloud: Aloud) -> None:
    aloud("m", "c")
    assert str(next(reversed(_notes(aloud))).text) == "c"


def test_where_words_are_typed_the_whole_word_changes_the_language(aloud: Aloud) -> None:
    heard = aloud("m", "language", "门已开")
    assert "<回答：>" in heard
    assert str(next(reversed(_notes(aloud))).text) == "门已开"


def test_how_the_language_changes_is_said_where_help_is_asked_for(aloud: Aloud) -> None:
    assert "The word 'language' changes the language." in aloud("s", "?")


def test_words_that_were_refused_are_not_what_enter_takes(aloud: Aloud) -> None:
    heard = aloud("s", "whenever", ".", "s")
    assert "Typed before, and not taken: whenever" in heard
    assert not any("whenever" in line for line in heard if line.startswith("Enter alone takes"))


def test_a_value_that_cannot_be_read_is_refused_without_the_name_that_programs_use(aloud: Aloud) -> None:
    heard = aloud("f", "1", "a lot")
    assert any(line.startswith("'a lot' cannot be read: ") for line in heard)
    assert not any("error_share" in line for line in heard)


def test_what_others_do_is_said_inside_a_question_which_prompts_again_and_keeps_its_answer(aloud: Aloud) -> None:
    heard = aloud("m", aloud.by("bo", AddNote(by="bo", text="vendor called")), "door is open")
    at = heard.index("02:40 Bo Chen: vendor called")
    assert heard[at - 1 : at + 3] == ["<Answer:>", heard[at], HALF, "<Answer:>"]
    assert heard.count(heard[at]) == 1
    assert [str(each.text) for each in _notes(aloud)][-1] == "door is open"


def test_that_half_a_line_still_counts_is_said_once(aloud: Aloud) -> None:
    others = [aloud.by("bo", AddNote(by="bo", text=text)) for text in ("first", "second")]
    assert aloud("m", *others, "door is open").count(HALF) == 1


def test_a_timer_that_ends_inside_a_question_is_said_there(aloud: Aloud) -> None:
    begun = ("list 4", "1", "yes", "list 4a", "b")
    heard = aloud(*begun, ".", "m", lambda: aloud.world.clock.forward(minutes=10.5), "door is open")
    (at,) = [n for n, words in enumerate(heard) if "timer of 'RELEASE: roll back': the time is up" in words]
    asked = [n for n, words in enumerate(heard) if words == "<Answer:>"]
    assert asked[-2] < at < asked[-1]
    assert any("TIME IS UP, step 4a: as expected? g 4a goes there" in words for words in heard[at : asked[-1]])


def _notes(aloud: Aloud) -> list[NoteAdded]:
    return [entry.event for entry in aloud.log.read(aloud.incident) if isinstance(entry.event, NoteAdded)]


def test_an_answer_of_a_list_that_was_gone_back_from_is_what_enter_takes(aloud: Aloud) -> None:
    heard = aloud("H", "1", ".", "", "the vendor", "")
    assert "Enter alone takes: Bo Chen" in heard
    assert not any(line.startswith("Typed before") for line in heard)
    assert "HandoverOffered" in aloud.timeline
