"""The mark that keeps an exercise from being taken for the real thing.

Apart from messages and senders, because both hold to it: who renders a text puts
the mark on, and who sends it refuses one without.
"""

from __future__ import annotations

from typing import Final

__all__ = ["MARK", "is_marked", "unwrapped", "wrapped", "wrapped_title"]

MARK: Final = "EXERCISE / 演练"
"""Both languages at once: whoever gets the message may read either."""


def wrapped(body: str) -> str:
    """The body between two marks; a body that has them stays as it is."""
    return body if is_marked(body) else f"{MARK}\n{body}\n{MARK}"


def wrapped_title(title: str) -> str:
    """The title behind the mark; a title that has it stays as it is."""
    return title if title.startswith(MARK) else f"{MARK}: {title}"


def is_marked(body: str) -> bool:
    """Whether the body opens and closes with the mark; one mark cannot do both."""
    return len(body) >= 2 * len(MARK) and body.startswith(MARK) and body.endswith(MARK)


def unwrapped(body: str) -> str:
    """What stands between the marks, to be cut to length before they go on again."""
    return body[len(MARK) : -len(MARK)].strip("\n") if is_marked(body) else body
