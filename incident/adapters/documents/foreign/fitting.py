"""Puts words of any length into the keys of a step: what does not fit its box is shown whole below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.phrases import speak
from incident.adapters.documents.foreign.plain_words import (
    LONGEST_LINE,
    cleaned,
    cut,
    fits_box,
    is_reason,
    one_line,
    without_marks,
)
from incident.i18n import _
from incident.wording.cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.reading.nodes import Mark

__all__ = ["MOST_SHOWN", "Fitting"]

MOST_SHOWN: Final = 4_000
"""Characters of a text that is shown whole (`fields.Text`)."""
_TITLE: Final = 48
"""Cells of a title."""
_OBJECT: Final = 20
_ASKED: Final = 118
"""Cells of a question: two lines of 66, wherever they break."""
_MOST_ASKED: Final = 24
"""Words of a question."""
_NAMED: Final = re.compile(r"(?P<object>[^:：]+)[:：](?!//)\s*(?P<action>\S.*)")
_WEAK: Final = re.compile(
    r"\s*(make sure (that )?|please |check if |ensure (that )?|确保|务必|请(?=先|确|检查|注意)|检查是否)", re.IGNORECASE
)


class Fitting:
    """Fits words for one runbook, in its language."""

    def __init__(self, language: str, notes: Notes) -> None:
        self.language = language
        self.notes = notes

    def say(self, phrase: str, /, **values: str) -> str:
        """A phrase of ours."""
        return speak(self.language, phrase, **values)

    def line(self, text: str, at: Mark, what: str, *, longest: int = LONGEST_LINE) -> str:
        """The text on one line; a warning if it loses words."""
        whole = one_line(text)
        short = cut(whole, characters=longest)
        if len(short) < len(whole):
            self.notes.shortened(
                _("{what} is shortened: '{words}'").format(what=what, words=cut(whole, characters=60)), at
            )
        return short

    def title(self, name: str, kind: str) -> str:
        """A title that reads OBJECT: verb state; `kind` is the phrase that stands for an object without a name."""
        words = one_line(without_marks(name).replace("$", "")) or self.say(kind)
        found = _NAMED.fullmatch(words)
        subject, action = self.say(kind), words
        if found and cells(found["object"]) <= _OBJECT:
            subject, action = found["object"].strip(), found["action"]
        subject = subject.upper()
        action = _WEAK.sub("", action, count=1) or action
        joint = "：" if self.language == "zh-CN" else ": "
        return f"{subject}{joint}{cut(action, width=_TITLE - cells(subject + joint))}"

    def box(self, text: str, otherwise: str) -> tuple[str, str]:
        """The text for a box and '', or `otherwise` and the text to show below."""
        words = one_line(text)
        return (words, "") if words and fits_box(words) else (otherwise, text if words else "")

    def question(self, text: str) -> tuple[str, str]:
        """The text as a question that fits its box and '', or its beginning and the whole to show below."""
        whole = one_line(text)
        short = cut(" ".join(whole.split()[:_MOST_ASKED]), width=_ASKED)
        if short == whole or not whole:
            return cut(whole), ""
        return f"{short.rstrip('…?？ ')}…?", whole

    def why(self, text: str) -> tuple[str, str]:
        """The text as a reason on one line and '', or '' and the text to show below."""
        words = one_line(text)
        return (words, "") if is_reason(words) else ("", text)

    def show(self, parts: Iterable[str], at: Mark, what: str) -> str:
        """Everything that is shown below a step; a warning if it is too long even for that."""
        whole = "\n\n".join(kept for part in parts if (kept := _trimmed(part)))
        if len(whole) <= MOST_SHOWN:
            return whole
        said = _("The text of '{what}' has {count} characters; {most} are shown, all of it stays in the original.")
        self.notes.shortened(said.format(what=what, count=len(whole), most=MOST_SHOWN), at)
        return whole[: MOST_SHOWN - 1].rstrip() + "…"


def _trimmed(text: str) -> str:
    """The text without empty lines around it and spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in cleaned(text).split("\n")).strip("\n")
