"""Questions that are asked at the terminal where the line did not answer them; a script is told which it must.

Apart from what is asked, because nothing here may wait for somebody who is not there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import click

from incident.cli.exits import Exit
from incident.cli.fitting import fitted
from incident.cli.output import say
from incident.cli.session import Session
from incident.domain.frozen import Frozen
from incident.i18n import _
from incident.wording.cells import hanging
from incident.wording.safe import clean_line
from incident.wording.sentences import in_a_row

__all__ = ["Asked", "answers_to", "require_consent"]

_Read = Callable[[str], str]
"""Makes an answer of what was typed, or raises `ValueError` with a sentence."""


class Asked(Frozen):
    """One question."""

    option: str
    """What answers it on the command line."""
    question: str
    """Marked with `N_`."""
    default: str = ""
    choice: Sequence[str] = ()
    """Lines that are shown before it."""

    def listing(self, choice: Sequence[str]) -> Asked:
        """The same, with what may be chosen."""
        return replace(self, choice=choice)


def answers_to(
    session: Session, questions: Mapping[str, tuple[Asked, _Read]], given: Mapping[str, str | None]
) -> dict[str, str]:
    """The answer to every question, from the line or from the person.

    Raises:
        click.UsageError: an answer is missing and nobody is there, or one that was given cannot be taken.
    """
    answers = {name: _read(*questions[name], typed) for name, typed in given.items() if typed is not None}
    open_ones = {name: question for name, question in questions.items() if name not in answers}
    if open_ones and not session.at_terminal:
        missing = _(", ").join(asked.option for asked, _read_one in open_ones.values())
        raise click.UsageError(_("Nobody is there to be asked. Say also: {options}.").format(options=missing))
    for name, (asked, read) in open_ones.items():
        number = f"{list(questions).index(name) + 1}/{len(questions)} "
        answers[name] = _ask(asked, read, hanging(number, _(asked.question), session.width))
    return {name: answers[name] for name in questions}


def require_consent(session: Session, question: str, undone: str) -> None:
    """Go on only with a person's yes; `undone` says what was not done without it.

    Raises:
        click.exceptions.Exit: nobody agreed, or nobody is there to agree.
    """
    if not session.at_terminal:
        say(in_a_row(undone, _("Nobody is there to ask. Say --yes.")))
        raise click.exceptions.Exit(Exit.USAGE)
    if not click.confirm(fitted(question, sys.stderr), err=True):
        say(undone)
        raise click.exceptions.Exit(Exit.REFUSED)


def _read(asked: Asked, read: _Read, typed: str) -> str:
    try:
        return _taken(read, typed)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=asked.option) from None


def _taken(read: _Read, typed: str) -> str:
    words = clean_line(typed)
    if not words:
        raise ValueError(_("Some words are needed here."))
    return read(words)


def _ask(asked: Asked, read: _Read, lines: Sequence[str]) -> str:
    """The answer of the person to the question on these lines, asked again until it can be taken."""
    *above, words = [*asked.choice, *lines]
    for line in above:
        say(line)
    while True:
        typed = click.prompt(
            words, default=asked.default, show_default=bool(asked.default), prompt_suffix=" ", err=True
        )
        try:
            return _taken(read, str(typed))
        except ValueError as error:
            say(str(error))
