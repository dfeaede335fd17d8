"""Going back in a dialogue, and taking one up that was left: which answer came last, and what was answered in words."""

from __future__ import annotations

from collections.abc import Iterator

from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Flow, Key, Part, Question, Ready
from incident.walk.flows.facts import RecordFlow
from incident.wording.facts import unknown_word

__all__ = [
    "GO_ON",
    "answered_last",
    "furthest",
    "has_acted",
    "offer",
    "said_so_far",
    "short_of_the_end",
    "values_of",
]

GO_ON = "go-on"
START_OVER = "start-over"


def answered_last(flow: Flow, answers: Answers) -> str | None:
    """The question that was answered last, or None at the first, or where the answer is in the log by now.

    What Tab set is no question.
    """
    for name in reversed(list(answers)):
        part = flow.part({key: value for key, value in answers.items() if key != name})
        if not isinstance(part, Ready) and part.id == name:
            return None if has_acted(part) else name
    return None


def has_acted(part: Part) -> bool:
    """Whether its answer made something happen at once: nobody goes back over that."""
    return isinstance(part, Question) and part.command is not None


def offer(flow: Flow, answers: Answers) -> Card | None:
    """Asks whether to go on with the answers or to begin anew; None where there is no answer to show.

    A key that is pressed too soon is only refused: nothing of what was answered is lost by it.
    """
    said = list(said_so_far(flow, answers))
    if not said:
        return None
    keys = (
        Key(key="g", word="go", words=_("go on where you left"), value=GO_ON),
        Key(key="x", word="over", words=_("start over"), value=START_OVER, rests=True),
    )
    return Card(
        id="offer",
        words=_("You began this before and left it."),
        notes=said,
        keys=keys,
    )


def furthest(flow: Flow, answers: Answers) -> dict[str, str]:
    """The answers in the order in which they are asked for, short of one that would end the dialogue."""
    set_by_tab = {name: value for name, value in answers.items() if name not in dict(_asked(flow, answers))}
    return {**set_by_tab, **dict(_asked(flow, answers))}


def short_of_the_end(flow: Flow, answers: Answers) -> Answers:
    """The answers of a form that was refused as a whole, without the last one: that is asked again."""
    if not isinstance(flow, RecordFlow) or not isinstance(flow.part(answers), Ready):
        return answers
    last = answered_last(flow, answers)
    return {name: value for name, value in answers.items() if name != last}


def values_of(words: str) -> str:
    """The words as a phrase is compared: case and spaces do not count."""
    return " ".join(words.split()).casefold()


def said_so_far(flow: Flow, answers: Answers) -> Iterator[str]:
    """Each question with its answer, as far as the answers lead and can be chosen still."""
    given: dict[str, str] = {}
    for name, value in _asked(flow, answers):
        part = flow.part(given)
        given[name] = value
        if isinstance(part, Question):
            if part.choices and not part.is_typed and value not in {choice.value for choice in part.choices}:
                return
            words = next((choice.words for choice in part.choices if choice.value == value), value)
            yield f"{_question(part.words)}  {words or part.left_empty or unknown_word()}"


def _question(words: str) -> str:
    """What was asked without what helped to answer it, so that a row has room for the answer."""
    ends = [place for mark in "?？" if (place := words.find(mark)) >= 0]
    return words[: min(ends) + 1] if ends else words


def _asked(flow: Flow, answers: Answers) -> Iterator[tuple[str, str]]:
    """The answers that were asked for, one after the other."""
    given: dict[str, str] = {}
    while True:
        part = flow.part(given)
        if isinstance(part, Ready) or part.id not in answers or part.id in given:
            return
        given[part.id] = answers[part.id]
        if isinstance(flow.part(given), Ready):
            return
        yield part.id, answers[part.id]
