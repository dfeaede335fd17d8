"""The languages that a person can be spoken to in, and the sentences in them.

Apart, so that a sentence costs the standard library's gettext and nothing else. The English sentence is its own key;
the language is looked up at every call, so a change of language shows at the next thing drawn. Neither the domain nor
the application may import this: they carry codes and fields, and interfaces make sentences of them.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Final

from incident.shipped import locale_root

__all__ = [
    "LANGUAGES",
    "NAMES",
    "N_",
    "_",
    "current",
    "detect",
    "in_each",
    "next_after",
    "ngettext",
    "pgettext",
    "speaking",
    "supported",
    "unspoken",
    "use",
]

LANGUAGES: Final = ("en", "zh-CN")
"""Every language of the interface, as the tags that runbooks and people's entries carry."""
NAMES: Final = {"en": "English", "zh-CN": "中文"}
"""Each by its own name, so that a reader of either finds it."""

_FOLDERS: Final = {"zh-CN": "zh_CN"}  # English needs no catalogue: a missing sentence is its own translation
_NO_LOCALE: Final = frozenset({"C", "POSIX"})
_VARIABLES: Final = ("INCIDENT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

_chosen: str | None = None


def use(language: str | None) -> str:
    """Speak `language` from now on, None for what the environment asks for; the tag that it came to.

    Raises:
        LookupError: nothing is spoken that is close to `language`.
    """
    global _chosen  # noqa: PLW0603 - one person sits before one process, and gettext's own state is global too
    if language is None:
        _chosen = detect(os.environ) or "en"
        return _chosen
    tag = supported(language)
    if tag is None:
        raise LookupError(language)
    _chosen = tag
    return tag


def current() -> str:
    """The tag of the language in use; the environment decides until somebody calls `use`."""
    return _chosen or use(None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for some sentences; what else of the program speaks meanwhile speaks it too, so be short."""
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def next_after(language: str) -> str:
    """The language to which the key that changes it goes from that one."""
    return LANGUAGES[(LANGUAGES.index(language) + 1) % len(LANGUAGES)]


def supported(language: str) -> str | None:
    """The tag of LANGUAGES that serves `language`, be it written `zh-CN`, `zh_CN.UTF-8` or `zh`; None if none does."""
    name = re.split(r"[.@]", language, maxsplit=1)[0].replace("_", "-").lower()
    if name in {"c", "posix"}:
        return "en"
    if name == "zh" or name.startswith(("zh-cn", "zh-sg", "zh-hans")):
        return "zh-CN"
    return "en" if name == "en" or name.startswith("en-") else None


def detect(environment: Mapping[str, str]) -> str | None:
    """The language that the first filled variable asks for; English when it asks for one that is not spoken.

    None where nothing is asked for: no locale is set, or one that says nothing of a language, as on most servers.
    """
    asked = next((environment[name] for name in _VARIABLES if environment.get(name)), "C")
    if re.split(r"[.@]", asked, maxsplit=1)[0].upper() in _NO_LOCALE:
        return None
    return supported(asked) or "en"


def unspoken(environment: Mapping[str, str]) -> str:
    """What INCIDENT_LANG asks for and nobody here speaks; '' where it is well. A locale is the system's, and may."""
    asked = environment.get(_VARIABLES[0], "")
    return asked if asked and supported(asked) is None else ""


def _(message: str) -> str:
    """The sentence in the language in use; placeholders `{name}` are filled by the caller, after this."""
    return _composed(_catalogue(current()).gettext(message)) if message else ""


def in_each(message: str) -> tuple[str, ...]:
    """The sentence in every language of the interface: what somebody may type to find it."""
    return tuple(_catalogue(language).gettext(message) for language in LANGUAGES if message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it, which extraction knows
    """Mark a sentence that stands in a table, so that it is translated; `_` speaks it later."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for `count` things, by the plural rule of the language in use."""
    return _composed(_catalogue(current()).ngettext(one, many, count))


def pgettext(context: str, message: str) -> str:
    """The sentence where `context` tells two uses of one English word apart."""
    return _composed(_catalogue(current()).pgettext(context, message))


def _composed(words: str) -> str:
    """In Chinese a sentence with places, so that its values stand in it as they would in print."""
    if "{" not in words or current() != "zh-CN":
        return words
    from incident.i18n.composing import Sentence  # here: English has no use for it

    return Sentence(words)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = _FOLDERS.get(language)
    if folder is None:
        return gettext.NullTranslations()
    return gettext.translation("incident", locale_root(), [folder], fallback=True)
