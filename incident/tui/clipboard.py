"""What goes to the terminal to be copied: OSC 52, wrapped as the multiplexer around the program lets it through."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Final

from incident.i18n import _, ngettext
from incident.wording.cells import cut
from incident.wording.safe import clean_line

__all__ = ["MOST_CHARACTERS", "copied_words", "copying"]

MOST_CHARACTERS: Final = 50_000
"""Terminals cut or ignore what is longer than about 75,000 bytes in base64."""
MOST_SHOWN: Final = 200
_PIECE: Final = 500
"""GNU screen takes no longer strings than 768 bytes."""


def copying(text: str, environment: Mapping[str, str]) -> str:
    """The sequence that makes the terminal copy the text; it never answers whether it did."""
    plain = f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"
    if environment.get("TMUX"):
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{doubled}\x1b\\"  # tmux takes the first, or hands the second on: its settings decide
    if environment.get("STY"):
        return "".join(f"\x1bP{piece}\x1b\\" for piece in _pieces(plain))
    return plain


def copied_words(text: str) -> str:
    """How much was sent to be copied, and how it begins."""
    if not text:
        return _("There is nothing to copy here.")
    said = ngettext("copied {count} character: {line}", "copied {count} characters: {line}", len(text))
    return said.format(count=len(text), line=cut(clean_line(text), MOST_SHOWN))


def _pieces(text: str) -> Iterator[str]:
    return (text[start : start + _PIECE] for start in range(0, len(text), _PIECE))
