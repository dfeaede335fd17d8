"""The sentences and words that click itself says, so that they stand in our catalogue and in the user's language.

Click asks the standard library's gettext, in whatever domain is the default; `clicks_words_in` makes that domain ours
for the time of one command. The table holds the sentences of every click that `pyproject.toml` allows: a sentence of
click that is missing here stays English.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from incident.i18n import N_, _, ngettext, pgettext
from incident.shipped import locale_root

__all__ = ["SENTENCES", "clicks_words_in", "metavar_words", "plural_sentences", "quoted"]

_DOMAIN: Final = "incident"
_ASKED: Final = "LANGUAGE"
"""The variable that gettext reads before all others; it takes the catalogue's folder."""

SENTENCES: Final = (
    N_("Usage:"),
    N_("Options"),
    N_("Positional arguments"),
    N_("Commands"),
    N_("Aborted!"),
    N_("Error: {message}"),
    N_("Error: invalid input"),
    N_("Error: The two entered values do not match."),
    N_("Try '{command} {option}' for help."),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("default: {default}"),
    N_("required"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing {param_type}"),
    N_("Missing parameter: {param_name}"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such option: {name}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Argument {name!r} takes {nargs} values."),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("Could not open file {filename!r}: {message}"),
    N_("file"),
    N_("directory"),
    N_("path"),
)


def plural_sentences(count: int) -> tuple[str, ...]:
    """Those that depend on a number."""
    return (
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", count),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", count),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", count),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", count),
    )


def metavar_words(metavar: str) -> str:
    """What stands for a value in a usage line, such as `[ID]` or `NAME=VALUE`, word by word."""
    return re.sub(r"[A-Z]{2,}", lambda match: _metavars().get(match[0], match[0]), metavar)


def quoted(word: str) -> str:
    """A word of the command line in the middle of a sentence."""
    return _("'{word}'").format(word=word)


def _metavars() -> Mapping[str, str]:
    return {
        **_of_few_commands(),
        **_of_one_register(),
        "ACTION": pgettext("value", "ACTION"),
        "AUDIENCE": pgettext("value", "AUDIENCE"),
        "COMMAND": pgettext("value", "COMMAND"),
        "DELIVERY": pgettext("value", "DELIVERY"),
        "DIR": pgettext("value", "DIR"),
        "FILE": pgettext("value", "FILE"),
        "ID": pgettext("value", "ID"),
        "MESSAGE": pgettext("value", "MESSAGE"),
        "MOMENT": pgettext("value", "MOMENT"),
        "NAME": pgettext("value", "NAME"),
        "OBJECT": pgettext("value", "OBJECT"),
        "OPTION": pgettext("value", "OPTION"),
        "OPTIONS": pgettext("value", "OPTIONS"),
        "PATH": pgettext("value", "PATH"),
        "PERSON": pgettext("value", "PERSON"),
        "ROLE": pgettext("value", "ROLE"),
        "RUNBOOK": pgettext("value", "RUNBOOK"),
        "SEQ": pgettext("value", "SEQ"),
        "STEP": pgettext("value", "STEP"),
        "TEMPLATE": pgettext("value", "TEMPLATE"),
        "TEXT": pgettext("value", "TEXT"),
        "TIME": pgettext("value", "TIME"),
        "VALUE": pgettext("value", "VALUE"),
        "WHEN": pgettext("value", "WHEN"),
        "WORDS": pgettext("value", "WORDS"),
    }


def _of_few_commands() -> Mapping[str, str]:
    return {
        "ANSWER": pgettext("value", "ANSWER"),
        "CLASS": pgettext("value", "CLASS"),
        "COUNT": pgettext("value", "COUNT"),
        "DAYS": pgettext("value", "DAYS"),
        "FOLDER": pgettext("value", "FOLDER"),
        "HOST": pgettext("value", "HOST"),
        "HOW": pgettext("value", "HOW"),
        "ITEM": pgettext("value", "ITEM"),
        "FINDING": pgettext("value", "FINDING"),
        "KIND": pgettext("value", "KIND"),
        "LAYER": pgettext("value", "LAYER"),
        "LENGTH": pgettext("value", "LENGTH"),
        "LINE": pgettext("value", "LINE"),
        "MARK": pgettext("value", "MARK"),
        "NUMBER": pgettext("value", "NUMBER"),
        "OBLIGATION": pgettext("value", "OBLIGATION"),
        "PORT": pgettext("value", "PORT"),
        "REASON": pgettext("value", "REASON"),
        "RECIPIENT": pgettext("value", "RECIPIENT"),
        "REGIME": pgettext("value", "REGIME"),
        "ROTA": pgettext("value", "ROTA"),
        "RULE": pgettext("value", "RULE"),
        "UNTIL": pgettext("value", "UNTIL"),
        "URL": pgettext("value", "URL"),
        "WHAT": pgettext("value", "WHAT"),
        "WHO": pgettext("value", "WHO"),
        "WHOM": pgettext("value", "WHOM"),
    }


def _of_one_register() -> Mapping[str, str]:
    """Of resources, cases, evidence, exercises."""
    return {
        "KEY": pgettext("value", "KEY"),
        "YEAR": pgettext("value", "YEAR"),
        "ACT": pgettext("value", "ACT"),
        "ALLOCATION": pgettext("value", "ALLOCATION"),
        "AMOUNT": pgettext("value", "AMOUNT"),
        "ARGS": pgettext("value", "ARGS"),
        "CASE": pgettext("value", "CASE"),
        "DIGEST": pgettext("value", "DIGEST"),
        "ERASURE": pgettext("value", "ERASURE"),
        "EVIDENCE": pgettext("value", "EVIDENCE"),
        "HOLD": pgettext("value", "HOLD"),
        "QUANTITY": pgettext("value", "QUANTITY"),
        "RATE": pgettext("value", "RATE"),
        "RATING": pgettext("value", "RATING"),
        "VERDICT": pgettext("value", "VERDICT"),
        "SCORE": pgettext("value", "SCORE"),
        "STATE": pgettext("value", "STATE"),
        "RESOURCE": pgettext("value", "RESOURCE"),
        "SCENARIO": pgettext("value", "SCENARIO"),
        "SITE": pgettext("value", "SITE"),
        "TASK": pgettext("value", "TASK"),
        "TEAM": pgettext("value", "TEAM"),
        "TYPE": pgettext("value", "TYPE"),
    }


@contextmanager
def clicks_words_in(language: str) -> Iterator[None]:
    """While it lasts, click speaks this language."""
    before = gettext.textdomain(), os.environ.get(_ASKED)
    gettext.bindtextdomain(_DOMAIN, locale_root())
    gettext.textdomain(_DOMAIN)
    os.environ[_ASKED] = language.replace("-", "_")
    try:
        yield
    finally:
        gettext.textdomain(before[0])
        if before[1] is None:
            del os.environ[_ASKED]
        else:
            os.environ[_ASKED] = before[1]
