"""Free words inside our own sentences: in quotes, on one line, or said to be erased."""

from __future__ import annotations

from incident.domain.content import FreeText
from incident.i18n import _
from incident.wording.safe import clean_line
from incident.wording.usual import reread

__all__ = ["said", "with_reason", "with_value"]


def said(words: FreeText | str) -> str:
    """The words themselves, clean and in one line; '(erased)' where they were destroyed."""
    if isinstance(words, FreeText) and words.words is None:
        return _("(erased)")
    return clean_line(str(words))


def with_reason(sentence: str, because: FreeText | str | None) -> str:
    """The sentence and the reason that a person gave, if one is there; a usual one in the reader's language."""
    if because is None:
        return sentence
    return _('{sentence}: "{reason}"').format(sentence=sentence, reason=reread(said(because)))


def with_value(sentence: str, value: FreeText | None) -> str:
    """The sentence and what was observed, if something was."""
    if value is None:
        return sentence
    return _("{sentence}, {value}").format(sentence=sentence, value=said(value))
