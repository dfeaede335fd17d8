"""What pydantic complains about, as sentences in the words of the person who wrote the document.

Apart from putting documents into models, because pydantic's words change with its versions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from incident.adapters.documents.reading.findings import did_you_mean
from incident.i18n import N_, _

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

__all__ = ["complaint"]

_WANTED: Final = {
    "string_type": N_("a text"),
    "int_type": N_("a whole number"),
    "int_from_float": N_("a whole number"),
    "float_type": N_("a number"),
    "bool_type": N_("true or false"),
    "list_type": N_("a list"),
    "dict_type": N_("a mapping"),
    "model_type": N_("a mapping"),
    "duration": N_("a duration such as 90s, 30m, 4h or 2d"),
    "date": N_("a date such as 2026-11-01"),
    "clock": N_("a time such as 09:00"),
    "hours": N_("hours such as 09:00-17:00"),
    "moment": N_("a date and time such as 2026-12-24 18:00"),
    "turn": N_("day, week, or a number of them such as 3d or 2w"),
    "money": N_("an amount such as 5000.00 CNY, or a number of pieces"),
    "phone": N_("a telephone number such as +44 20 7946 0018 or 5000"),
}
"""What a value should have been, by pydantic's name of the error."""

_SENTENCES: Final = {
    "missing": N_("'{key}' is missing."),
    "string_too_short": N_("'{key}' is empty."),
    "string_too_long": N_("'{key}' is longer than {max_length} characters."),
    "too_short": N_("'{key}' needs at least {min_length} entries."),
    "too_long": N_("'{key}' has more than {max_length} entries."),
    "greater_than": N_("'{key}' must be more than {gt}."),
    "less_than": N_("'{key}' must be less than {lt}."),
}
_LONGEST_VALUE: Final = 40


def complaint(detail: ErrorDetails) -> tuple[str, str]:
    """The sentence about one of pydantic's errors, and what to write instead."""
    kind, key, value = detail["type"], _key(detail["loc"]), detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "literal_error":
        return _not_one_of(key, value, re.findall(r"'([^']*)'|(\d+)", context["expected"]))
    if kind == "string_pattern_mismatch":
        return _misspelt(key, value, context["pattern"])
    if kind == "tier":
        return _("There is no tier {value}.").format(value=_described(value)), _("Write 1, 2 or 3.")
    if kind in _WANTED:
        said = _("'{key}' must be {wanted}, not {value}.")
        return said.format(key=key, wanted=_(_WANTED[kind]), value=_described(value)), ""
    if kind in _SENTENCES:
        return _(_SENTENCES[kind]).format(key=key, **context), ""
    return _("'{key}' does not fit: {detail}.").format(key=key, detail=detail["msg"]), ""


def _not_one_of(key: str, value: object, choices: list[tuple[str, str]]) -> tuple[str, str]:
    words = [text or number for text, number in choices]
    said = _("'{key}' cannot be {value}.").format(key=key, value=_described(value))
    hint = did_you_mean(str(value), words)
    return said, hint or _("One of: {words}.").format(words=_(", ").join(words))


def _misspelt(key: str, value: object, pattern: str) -> tuple[str, str]:
    if r"\S" in pattern:
        said = _("'{key}' must be one line, without spaces at its ends.").format(key=key)
        return said, _("Put longer words into several steps.")
    said = _("'{value}' cannot be an id.").format(value=_shown(value))
    if r"\." in pattern:
        return said, _("Use lower-case words joined by dots, such as outage.core-channel.")
    if "_" in pattern:
        return said, _("Use lower-case letters, digits and single underscores.")
    return said, _("Use lower-case letters, digits and single hyphens.")


def _key(loc: tuple[int | str, ...]) -> str:
    names = [step for step in loc if isinstance(step, str) and not step.startswith(":") and step != "[key]"]
    return names[-1] if names else _("document")


def _described(value: object) -> str:
    match value:
        case None:
            return _("empty")
        case bool():
            return _("'{word}'").format(word=str(value).lower())
        case dict():
            return _("a mapping")
        case list():
            return _("a list")
        case _:
            return _("'{word}'").format(word=_shown(value))


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
