"""What can be typed at the prompt: the letters of the full screen, and a word for each in both languages.

Apart from what the words do, so that the help and the obeying know the same ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from incident.cli.walk.case_words import CASE_VERBS
from incident.cli.walk.dictionary import VERBS
from incident.cli.walk.entry import Verb
from incident.domain.frozen import Frozen
from incident.i18n import _, pgettext

__all__ = ["CONFIRMING", "Said", "confirms", "help_lines", "own_word", "understood", "usual_words"]


CONFIRMING: Final[Mapping[str, Callable[[], str]]] = {
    "send": lambda: pgettext("typed", "send"),
    "phone": lambda: pgettext("typed", "phone"),
    "night": lambda: pgettext("typed", "night"),
    "request": lambda: pgettext("typed", "request"),
    "approve": lambda: pgettext("typed", "approve"),
    "refuse": lambda: pgettext("typed", "refuse"),
    "proceed": lambda: pgettext("typed", "proceed"),
    "yes": lambda: pgettext("typed", "yes"),
    "not": lambda: pgettext("typed", "not"),
    "go": lambda: pgettext("typed", "go"),
    "over": lambda: pgettext("typed", "over"),
    "again": lambda: pgettext("typed", "again"),
    "anew": lambda: pgettext("typed", "anew"),
    "add": lambda: pgettext("typed", "add"),
    "wake": lambda: pgettext("typed", "wake"),
    "raise": lambda: pgettext("typed", "raise"),
    "major": lambda: pgettext("typed", "major"),
    "why": lambda: pgettext("typed", "why"),
    "lower": lambda: pgettext("typed", "lower"),
    "join": lambda: pgettext("typed", "join"),
    "withhold": lambda: pgettext("typed", "withhold"),
    "anyway": lambda: pgettext("typed", "anyway"),
    "real": lambda: "real",
    "pause": lambda: pgettext("typed", "pause"),
    "stop": lambda: pgettext("typed", "stop"),
    "own": lambda: pgettext("typed", "own"),
    "exercise": lambda: "exercise",
    "similar": lambda: "similar",
    "played": lambda: "played",
    "stood": lambda: "stood",
    "destroy": lambda: pgettext("typed", "destroy"),
    "everybody": lambda: pgettext("typed", "everybody"),
}
"""Words that answer a card, each with the same in the language in use; none of them begins anything."""


_TAKE_REST: Final = frozenset({"list", "messages", "timeline", "resource-next", *(verb.name for verb in CASE_VERBS)})
"""Verbs behind which more may stand: a number, a word, the cases that are meant."""


class Said(Frozen):
    """What was asked for."""

    name: str
    rest: str = ""
    """What stood behind the word."""


def understood(typed: str) -> Said | None:
    """What the line asks for; None if nothing. A blank alone is a letter like any other."""
    if typed == " ":
        return Said(name="done")
    words = typed.split(maxsplit=1)
    if not words:
        return Said(name="details")
    first, rest = words[0], words[1] if words[1:] else ""
    named = next(
        (verb.name for verb in VERBS if first == verb.letter or first.casefold() in (verb.word, verb.own())), None
    )
    if named is None and first.isdecimal() and not rest:
        return Said(name="option", rest=first)
    takes_rest = named in _TAKE_REST
    return Said(name=named, rest=rest) if named is not None and (takes_rest or not rest) else None


def confirms(typed: str, word: str) -> bool:
    """Whether the line is that confirming word, in ASCII or in the language in use."""
    return typed.strip().casefold() in {word, CONFIRMING[word]()} if word in CONFIRMING else typed.strip() == word


def help_lines() -> list[str]:
    """A line each: what is typed, and what it does."""
    return [_("{title}: {words}").format(title=_typed(verb), words=_(verb.help)) for verb in VERBS]


def usual_words() -> str:
    """What is typed most, in one line: the whole list is longer than a screen."""
    words = {verb.name: verb.own() for verb in VERBS}
    said = _(
        "{done} marks the step, {no} says that it is not so, {defer} puts it off, {note} writes; ? says all, q leaves."
    )
    return said.format(done=words["done"], no=words["not-expected"], defer=words["defer"], note=words["note"])


def own_word(word: str) -> str:
    """A confirming word, with that of the language in use where it is another one."""
    own = CONFIRMING[word]() if word in CONFIRMING else word
    return word if own == word else _("{word} or {own}").format(word=word, own=own)


def _typed(verb: Verb) -> str:
    letter = _("a space") if verb.letter == " " else verb.letter
    return _(", ").join(dict.fromkeys(filter(None, (letter, verb.word, verb.own()))))
