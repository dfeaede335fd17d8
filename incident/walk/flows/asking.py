"""The parts of a dialogue: a question, a card that confirms with a key of its own, and the commands at the end.

A flow is a pure function from the answers so far to the next part, so that a
draft of answers is all there is to keep, and every dialogue is tested without a
terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from incident.domain.commands import Command, DeclareIncident
from incident.domain.decide.words import MAX_WORDS
from incident.i18n import _

if TYPE_CHECKING:
    from incident.application.exercises.leading import Leading

__all__ = [
    "Answers",
    "Card",
    "Choice",
    "Flow",
    "Key",
    "Part",
    "Question",
    "Ready",
    "asked_text",
    "begins_with_words",
    "has_open_field",
    "has_to_rest",
    "is_guarded",
    "is_stray",
    "too_long",
]

_STRAY: Final = re.compile(r"[!-/:-~]|(?=[!-~]*\d)[!-/:-~][!-~]{1,3}")
"""One letter, or up to four signs with a digit behind the first: an ideograph is a word, and so is a number."""
Answers: TypeAlias = Mapping[str, str]
"""Question id to answer; what a draft keeps."""


def too_long(answer: str) -> str:
    """That the log will not take it, while its words can still be shortened; '' if it fits."""
    if len(answer.strip()) <= MAX_WORDS:
        return ""
    said = _("That is {count} characters, and {limit} can be kept. Shorten it, or split it.")
    return said.format(count=len(answer.strip()), limit=MAX_WORDS)


def _nothing_happens(_answer: str) -> Command | None:
    """No answer does anything by itself."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer among several, with a number for a key."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Asks for one answer: chosen by its number, typed, or either."""

    id: str
    words: str
    notes: Sequence[str] = ()
    """What helps to answer, a line each."""
    choices: Sequence[Choice] = ()
    is_typed: bool = False
    suggestion: str = ""
    """What the field holds at first; Enter takes it."""
    may_be_empty: bool = False
    left_empty: str = ""
    """What an empty answer means, as it is said afterwards; '' where it means that nobody knows."""
    complaint: Callable[[str], str] = too_long
    """What is wrong with a typed answer, or ''."""
    command: Callable[[str], Command] | None = None
    """What the answer makes happen at once, before the next question."""
    takes_words_first: bool = False
    """Whether the field stands open beside the choices, which digits take only while it is empty."""
    is_beneath: bool = False
    """Whether it stands under what it is about, which has to stay in sight."""
    place: str = ""
    """Where it stands among the questions, where their number is known."""
    complete: Callable[[str], str] | None = None
    """What Tab makes of the words typed so far, such as more of a path."""
    tab: tuple[str, str] | None = None
    """The answer that Tab sets, and to what, while the words are typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of its own that confirms; never Enter, never the key that began the dialogue."""

    key: str
    word: str
    """What is typed out instead where lines are typed: a letter alone would be pasted by accident."""
    words: str
    value: str
    rests: bool = False
    """Whether it counts only once the hands have rested, on a card that is not guarded: it throws words away, or the
    card came unbidden. Once one such key was taken, the others of its card count at once: the card was read.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Says in plain words what will happen; only its own keys go on."""

    id: str
    words: str
    notes: Sequence[str] = ()
    keys: Sequence[Key] = ()
    command: Callable[[str], Command | None] = _nothing_happens
    """What an answer makes happen at once, and the card goes on; None: the answer is taken as any other."""
    phrase: str = ""
    """A phrase that has to be typed out instead of a key."""
    is_guarded: bool = False
    """Whether it wakes or tells people, or undo does not reach it: any other key closes it, its own counts once the
    hands have rested, and a phrase has to be typed.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Everything was asked; these commands go to the log, in order."""

    commands: Sequence[Command | DeclareIncident] = field(default_factory=tuple)
    leads: Callable[[Leading], object] | None = None
    """What whoever leads an exercise does beside its log, where no player reads it."""
    said: str = ""
    """What to tell once they are on disk."""
    keeps: Answers = field(default_factory=dict)
    """What the next dialogue of the same name begins with, unasked."""
    joins: str = ""
    """The incident that the commands are for, where the dialogue began in none; it is opened."""
    leaves: bool = False
    """Whether the program is left."""
    settle: Callable[[bool], None] = lambda _is_written: None
    """Hears whether the log took it all; words that it did not take are offered again."""


Part: TypeAlias = Question | Card | Ready


class Flow(Protocol):
    """One dialogue."""

    @property
    def name(self) -> str:
        """Names its draft, such as `note`."""
        ...

    @property
    def title(self) -> str:
        """What it is about, at its top."""
        ...

    def part(self, answers: Answers) -> Part:
        """What comes after these answers."""
        ...


def asked_text(
    id: str,  # noqa: A002 (the question's own word)
    words: str,
    reasons: Sequence[str] = (),
    **fields: object,
) -> Question:
    """A question for words, with the usual ones to choose from."""
    choices = tuple(Choice(value=reason, words=reason) for reason in reasons)
    if choices:
        fields.setdefault("complaint", _too_long_or_stray)
    return Question(
        id=id,
        words=words,
        choices=choices,
        is_typed=True,
        takes_words_first=True,
        **fields,  # type: ignore[arg-type]  # fields by name
    )


def is_stray(part: Part, words: str) -> bool:
    """Whether keys struck by accident stand where words do, beside choices: `c`, or `c1` where 1 was meant."""
    if not isinstance(part, Question) or part.complaint is not _too_long_or_stray:
        return False
    return _STRAY.fullmatch(words.strip()) is not None


def _too_long_or_stray(answer: str) -> str:
    if _STRAY.fullmatch(answer.strip()) is None:
        return too_long(answer)
    said = _("'{words}' alone says nothing. Empty the field and press a number to choose, or write a word or two.")
    return said.format(words=answer.strip())


def has_open_field(part: Part) -> bool:
    """Whether words are typed beside its choices."""
    return isinstance(part, Question) and part.takes_words_first


def is_guarded(part: Part) -> bool:
    """Whether it is a card that any key but its own closes."""
    return isinstance(part, Card) and part.is_guarded


def has_to_rest(part: Part, pressed: str) -> bool:
    """Whether that key of a card counts only once the hands have rested."""
    return isinstance(part, Card) and any(key.rests for key in part.keys if key.key == pressed)


def begins_with_words(part: Question | Card) -> bool:
    """Whether the field has the focus at once: words are asked for, or a phrase is."""
    if isinstance(part, Card):
        return bool(part.phrase)
    return part.is_typed and (part.takes_words_first or not part.choices)
