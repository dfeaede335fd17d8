"""What the line mode says: sentences from top to bottom, and a prompt that stays on its line.

Apart from what is said, because nothing may leave here that a terminal would obey: no escape sequence.
"""

from __future__ import annotations

import sys
from typing import Protocol

import click

from incident.cli.fitting import fitted
from incident.cli.output import let_go
from incident.wording.safe import clean

__all__ = ["Left", "PrintedVoice", "Voice"]


class Voice(Protocol):
    """Whoever is listened to."""

    def say(self, *sentences: str) -> None:
        """A line each; empty ones are left out."""
        ...

    def prompt(self, words: str) -> None:
        """What stands before the words that are typed next."""
        ...

    def interrupt(self, *sentences: str) -> None:
        """A line each, after a prompt whose line was not ended."""
        ...


class Left(Exception):
    """The lines have ended, or nobody listens any more."""


class PrintedVoice:
    """Prints to stdout; once nobody can hear, the next prompt ends the walk, so that nothing is done unheard."""

    def __init__(self, *, ends_prompts: bool) -> None:
        """`ends_prompts`: nobody's typing ends the line of a prompt, because a pipe brings the words."""
        self._ends_prompts = ends_prompts
        self._is_heard = True

    def say(self, *sentences: str) -> None:
        """A line each; empty ones are left out."""
        for sentence in filter(None, sentences):
            self._print(f"{fitted(clean(sentence), sys.stdout)}\n")

    def prompt(self, words: str) -> None:
        """What stands before the words that are typed next.

        Raises:
            Left: nobody listens any more.
        """
        self._print(f"{clean(words).rstrip()}\n" if self._ends_prompts else clean(words))
        if not self._is_heard:
            raise Left

    def interrupt(self, *sentences: str) -> None:
        """A line each, after a prompt whose line was not ended."""
        if not self._ends_prompts:
            self._print("\n")
        self.say(*sentences)

    def _print(self, text: str) -> None:
        try:
            click.echo(text, nl=False)
        except OSError as error:
            self._is_heard = False
            let_go(sys.stdout, error)
