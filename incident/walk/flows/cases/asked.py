"""What dialogues about cases share: which cases are meant, what they are called in a title, what was said.

Where a board has chosen the cases, nobody is asked which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from incident.application.ports import Person
from incident.domain.cases.register import register_of
from incident.domain.events.cases import CaseGroup
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Question, asked_text
from incident.walk.moment import Walk
from incident.wording.cases import cases_phrase, group_word
from incident.wording.typed_cases import parse_cases

__all__ = ["OfCases", "asked_group", "asked_said", "asked_which", "read_group", "seen_by_all"]

_NO_GROUP: Final = "-"
"""What is chosen for no group: an answer is never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCases:
    """The moment, who there is, and the cases that were chosen before."""

    walk: Walk
    people: Sequence[Person] = ()
    numbers: tuple[int, ...] = ()
    """Empty where they are asked for."""

    def meant(self, answers: Answers) -> tuple[int, ...]:
        """The cases that it is about; none before they were named."""
        return self.numbers or parse_cases(answers.get("which", "")) or ()

    def drafted(self, name: str) -> str:
        """A name of the draft that is that of these cases alone."""
        return f"{name}.{self.numbers[0]}-{len(self.numbers)}" if self.numbers else name

    def titled(self, said: str) -> str:
        """The title, with the cases where they are known."""
        if not self.numbers:
            return said
        return _("{title}: {words}").format(title=said, words=cases_phrase(self.numbers))


def asked_which(walk: Walk) -> Question:
    """Asks for the cases by number."""
    words = _("Which case? C-0004, or the first and the last of many: C-0004..C-0009.")
    return Question(id="which", words=words, is_typed=True, complaint=lambda typed: _no_case(typed, walk))


def asked_said(words: str) -> Question:
    """Asks for what was said; it may be left out."""
    return asked_text("text", words, may_be_empty=True, notes=(seen_by_all(),))


def seen_by_all() -> str:
    """Said beside words that are free: a name alone in them is nothing that could be known for one and masked."""
    return _("Names in these words are seen by all who read the incident.")


def asked_group() -> Question:
    """Asks to which group of customers they belong."""
    choices = tuple(Choice(value=each.value or _NO_GROUP, words=group_word(each)) for each in CaseGroup)
    return Question(id="group", words=_("To which group does the customer belong?"), choices=choices)


def read_group(answer: str) -> CaseGroup:
    """The group that was chosen."""
    return CaseGroup("" if answer == _NO_GROUP else answer)


def _no_case(typed: str, walk: Walk) -> str:
    found, register = parse_cases(typed), register_of(walk.incident)
    if found is None:
        return _("Write the number of a case, such as C-0004, or the first and the last, C-0004..C-0009.")
    if all(number in register for number in found):
        return ""
    return _("There are {count} cases, and that is none of them.").format(count=len(register))
