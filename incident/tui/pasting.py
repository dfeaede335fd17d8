"""A paste arrives as text: what is pasted from a coloured log loses its colours and keeps its order.

Apart from the driver, because it is told without a terminal. Textual's reader takes an escape sequence inside of a
paste for keys, which come before the paste itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

__all__ = ["BEGIN", "END", "Pasted", "cleaning"]

BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"
_SEQUENCE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))?")
"""A colour, a title, or a lone Esc; more than that is not pasted."""
_BEGUN: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*)?\Z")
LONGEST: Final = 256
"""Characters of a sequence that may still come to its end; longer ones are words."""


class Pasted:
    """Follows what a terminal sends, in whatever pieces it comes."""

    def __init__(self) -> None:
        self._is_inside = False
        self._begun = ""
        """The end of what was sent, where a paste may just be beginning."""
        self._held = ""
        """The end of what was pasted, where a sequence may go on."""

    def cleaned(self, data: str) -> str:
        """The same without the escape sequences that were pasted."""
        return "".join(self._parts(data))

    def _parts(self, data: str) -> Iterator[str]:
        while data:
            keys, data = self._inside(data) if self._is_inside else self._outside(data)
            yield keys

    def _outside(self, data: str) -> tuple[str, str]:
        """Keys up to the beginning of a paste, and the rest; no key is kept back."""
        sent = self._begun + data
        place = sent.find(BEGIN)
        if place < 0:
            self._begun = next((BEGIN[:n] for n in range(len(BEGIN) - 1, 0, -1) if sent.endswith(BEGIN[:n])), "")
            return data, ""
        end = place + len(BEGIN) - len(self._begun)
        self._begun, self._is_inside = "", True
        return data[:end], data[end:]

    def _inside(self, data: str) -> tuple[str, str]:
        """Words up to the end of the paste, and the rest; a sequence that may go on waits."""
        text, self._held = self._held + data, ""
        words, end, rest = text.partition(END)
        if end:
            self._is_inside = False
            return _SEQUENCE.sub("", words) + END, rest
        begun = _BEGUN.search(words, max(0, len(words) - LONGEST))
        if begun is not None:
            words, self._held = words[: begun.start()], words[begun.start() :]
        return _SEQUENCE.sub("", words), ""


def cleaning(kind: type) -> type:
    """The reader of keys of that kind, which is fed what was cleaned."""

    class Cleaning(kind):  # type: ignore[misc]  # its kind is known when the terminal is
        def __init__(self, *args: object, **named: object) -> None:
            super().__init__(*args, **named)
            self._pasted = Pasted()

        def feed(self, data: str) -> object:
            words = self._pasted.cleaned(data)
            feed: Callable[[str], object] = super().feed
            return feed(words) if words else ()  # nothing at all would be the end of all keys

    return Cleaning
