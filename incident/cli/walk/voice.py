"""What the line mode says: sentences from top to bottom, and a prompt that stays on its line.

Apart from what is said, because nothing may leave here that a terminal would obey: no escape sequence.
"""

from __future__ import annotations

from typing import Protocol

import click

from incident.cli.output import print_data
from incident.wording.safe import clean

__all__ = ["PrintedVoice", "Voice"]


class Voice(Protocol):
    """Whoever is listened to."""

    def say(self, *sentences: str) -> None:
        """A line each; empty ones are left out."""
        ...

    def prompt(self, words: str) -> None:
        """What stands before the words that are typed next."""
        ...

    def end(self, words: str) -> None:
        """The last sentence, after a prompt that nothing was typed at."""
        ...


class PrintedVoice:
    """Prints to stdout."""

    def __init__(self, *, ends_prompts: bool) -> None:
        """`ends_prompts`: nobody's typing ends the line of a prompt, because a pipe brings the words."""
        self._ends_prompts = ends_prompts

    def say(self, *sentences: str) -> None:
        """A line each; empty ones are left out."""
        for sentence in filter(None, sentences):
            print_data(clean(sentence))

    def prompt(self, words: str) -> None:
        """What stands before the words that are typed next."""
        try:
            click.echo(clean(words).rstrip() if self._ends_prompts else clean(words), nl=self._ends_prompts)
        except OSError:  # nobody listens any more; the next sentence says so
            return

    def end(self, words: str) -> None:
        """The last sentence, after a prompt that nothing was typed at."""
        print_data(clean(words) if self._ends_prompts else f"\n{clean(words)}")
