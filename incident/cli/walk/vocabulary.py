"""What can be typed at the prompt: the letters of the full screen, and a word for each in both languages.

Apart from what the words do, so that the help and the obeying know the same ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from incident.domain.frozen import Frozen
from incident.i18n import N_, _, pgettext

__all__ = ["CONFIRMING", "VERBS", "Said", "Verb", "confirms", "help_lines", "understood"]


class Verb(Frozen):
    """Something that can be asked for."""

    name: str
    letter: str
    """As on the full screen; '' where that has none."""
    word: str
    """Typed alike in every language."""
    help: str
    """Marked with `N_`."""


VERBS: Final = (
    Verb(name="done", letter=" ", word="done", help=N_("The step went as expected; asks only for what is missing")),
    Verb(name="not-expected", letter="n", word="no", help=N_("The expected result did not come; opens the way out")),
    Verb(
        name="defer",
        letter="s",
        word="defer",
        help=N_("Put the step off until a time, a step or a person, with a reason"),
    ),
    Verb(name="rule-out", letter="-", word="na", help=N_("The step does not apply, with a reason")),
    Verb(name="override", letter="O", word="override", help=N_("Let a watched step count, with a reason")),
    Verb(name="hold", letter="h", word="hold", help=N_("Interrupt the walk here with a reason, or go on")),
    Verb(name="ask", letter="a", word="ask", help=N_("Ask a named person to see to the step within some minutes")),
    Verb(name="note", letter="m", word="note", help=N_("Write a line into the timeline")),
    Verb(name="fact", letter="f", word="fact", help=N_("State a fact; conditions, clocks and messages use it")),
    Verb(name="undo", letter="u", word="undo", help=N_("Take back your last mark; says first which")),
    Verb(name="up", letter="+", word="up", help=N_("Demand more: a graver tier")),
    Verb(name="down", letter="_", word="down", help=N_("Demand less; asks why")),
    Verb(name="roles", letter="r", word="roles", help=N_("Give a role to a person")),
    Verb(name="update", letter="U", word="update", help=N_("Send the due update to customers")),
    Verb(name="details", letter="", word="step", help=N_("All words of the step; Enter alone says them too")),
    Verb(name="next", letter="j", word="next", help=N_("Look at the next step; the place stays")),
    Verb(name="before", letter="k", word="before", help=N_("Look at the step before; the place stays")),
    Verb(name="current", letter=".", word="current", help=N_("Look at the current step again")),
    Verb(name="list", letter="g", word="list", help=N_("All steps of this tier; with a number: look at that step")),
    Verb(name="where", letter="", word="where", help=N_("Which incident, tier and phase, and who leads")),
    Verb(name="clocks", letter="", word="clocks", help=N_("Everything that is due")),
    Verb(name="people", letter="", word="people", help=N_("Who has which role")),
    Verb(name="messages", letter="N", word="messages", help=N_("What became of every message; sends one again")),
    Verb(name="timeline", letter="t", word="timeline", help=N_("What happened last; a number says how many entries")),
    Verb(name="law", letter="L", word="law", help=N_("What the law asks for, and the commands that answer it")),
    Verb(name="language", letter="c", word="language", help=N_("English or Chinese, at once")),
    Verb(name="close", letter="C", word="close", help=N_("Close the incident, when nothing is open")),
    Verb(name="help", letter="?", word="help", help=N_("What can be typed")),
    Verb(name="leave", letter="q", word="quit", help=N_("Leave; the place is kept")),
)

CONFIRMING: Final = frozenset(
    "send phone request approve refuse proceed yes go over again add raise lower anyway real exercise".split()  # noqa: SIM905 (a list of sixteen is longer)
)
"""Words that answer a card, and no other question; none of them begins anything."""


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
    if first.isdecimal() and not rest:
        return Said(name="option", rest=first)
    own = {word: name for name, word in _own().items()}
    named = next((verb.name for verb in VERBS if first == verb.letter or first.casefold() == verb.word), own.get(first))
    takes_rest = named in {"list", "messages", "timeline"}
    return Said(name=named, rest=rest) if named is not None and (takes_rest or not rest) else None


def confirms(typed: str, word: str) -> bool:
    """Whether the line is that confirming word, in ASCII or in the language in use."""
    return typed.strip().casefold() in {word, _own_confirming().get(word, word)}


def help_lines() -> list[str]:
    """A line each: what is typed, and what it does."""
    own = _own()
    return [_("{title}: {words}").format(title=_typed(verb, own), words=_(verb.help)) for verb in VERBS]


def _typed(verb: Verb, own: Mapping[str, str]) -> str:
    letter = _("a space") if verb.letter == " " else verb.letter
    return _(", ").join(dict.fromkeys(filter(None, (letter, verb.word, own[verb.name]))))


def _own() -> dict[str, str]:
    """The name of each verb to its word in the language in use."""
    return {
        "done": pgettext("typed", "done"),
        "not-expected": pgettext("typed", "no"),
        "defer": pgettext("typed", "defer"),
        "rule-out": pgettext("typed", "na"),
        "override": pgettext("typed", "override"),
        "hold": pgettext("typed", "hold"),
        "ask": pgettext("typed", "ask"),
        "note": pgettext("typed", "note"),
        "fact": pgettext("typed", "fact"),
        "undo": pgettext("typed", "undo"),
        "up": pgettext("typed", "up"),
        "down": pgettext("typed", "down"),
        "roles": pgettext("typed", "roles"),
        "update": pgettext("typed", "update"),
        "details": pgettext("typed", "step"),
        "next": pgettext("typed", "next"),
        "before": pgettext("typed", "before"),
        "current": pgettext("typed", "current"),
        "list": pgettext("typed", "list"),
        "where": pgettext("typed", "where"),
        "clocks": pgettext("typed", "clocks"),
        "people": pgettext("typed", "people"),
        "messages": pgettext("typed", "messages"),
        "timeline": pgettext("typed", "timeline"),
        "law": pgettext("typed", "law"),
        "language": pgettext("typed", "language"),
        "close": pgettext("typed", "close"),
        "help": pgettext("typed", "help"),
        "leave": pgettext("typed", "quit"),
    }


def _own_confirming() -> dict[str, str]:
    """Each confirming word to the same in the language in use."""
    return {
        "send": pgettext("typed", "send"),
        "phone": pgettext("typed", "phone"),
        "request": pgettext("typed", "request"),
        "approve": pgettext("typed", "approve"),
        "refuse": pgettext("typed", "refuse"),
        "proceed": pgettext("typed", "proceed"),
        "yes": pgettext("typed", "yes"),
        "go": pgettext("typed", "go"),
        "over": pgettext("typed", "over"),
        "again": pgettext("typed", "again"),
        "add": pgettext("typed", "add"),
        "raise": pgettext("typed", "raise"),
        "lower": pgettext("typed", "lower"),
        "anyway": pgettext("typed", "anyway"),
    }
