"""What is said of exercises and scenarios, where one thing must be told from another."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.wording.exercising import exercise_words
from incident.wording.scenarios import told_apart
from incident.wording.speech import Speech


@pytest.mark.parametrize("text", ['"Was I charged or not?" A call.', "Was I charged or not?"])
def test_what_an_inject_says_stands_in_one_pair_of_quotes(text: str) -> None:
    i18n.use("en")
    words = {"en": e.InjectWords(sender=FreeText("A customer"), text=FreeText(text))}
    inject = e.InjectReleased(inject="one", number=1, to=("all",), channel="phone", words=words)
    said = exercise_words(inject, Speech.to(()))
    assert (said.count('"'), '""' in said) == (2, False)


def test_scenarios_of_one_title_are_told_apart_by_their_names() -> None:
    titles = {"exercise.own": "Keys", "exercise.key-stolen": "Keys", "exercise.video": "Video"}
    assert told_apart(titles) == {
        "exercise.own": "Keys (exercise.own)",
        "exercise.key-stolen": "Keys (exercise.key-stolen)",
        "exercise.video": "Video",
    }
