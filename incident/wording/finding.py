"""What was found, in words: where it stands, and as much of the text around it as there is room for."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from incident.application.searching import Place
from incident.i18n import N_, _
from incident.wording.cells import cells, cut
from incident.wording.safe import clean_line

__all__ = ["around", "place_word"]

_PLACES: Final = {
    Place.TITLE: N_("title"),
    Place.NOTE: N_("note"),
    Place.MESSAGE: N_("message"),
    Place.ENTRY: N_("entry"),
    Place.STEP: N_("step"),
}
BEFORE: Final = 16
"""So many characters before the first hit tell what it is about."""


def place_word(place: Place) -> str:
    """What kind of text it is."""
    return _(_PLACES[place])


def around(text: str, typed: str, room: int) -> str:
    """The text in one line of at most that many cells, from a little before the first of the words."""
    line = clean_line(text)
    folded = normalize("NFKC", line).casefold()
    starts = [at for word in normalize("NFKC", typed).casefold().split() if (at := folded.find(word)) >= 0]
    start = max(0, min(starts, default=0) - BEFORE)
    if cells(line) <= room or start == 0 or len(folded) != len(line):
        return cut(line, room)
    return cut(f"…{line[start:]}", room)
