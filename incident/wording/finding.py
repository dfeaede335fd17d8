"""What was found, in words: where it stands, and as much of the text around it as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from incident.application.searching import Found, Place
from incident.i18n import N_, _
from incident.wording.cells import cells, cut
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from incident.domain.events import Recorded
    from incident.domain.incident import Incident

__all__ = ["around", "filled", "found_words", "place_word"]

_PLACES: Final = {
    Place.TITLE: N_("title"),
    Place.NOTE: N_("note"),
    Place.MESSAGE: N_("message"),
    Place.ENTRY: N_("entry"),
    Place.STEP: N_("step"),
}
_PLACE: Final = "${"
BEFORE: Final = 16
"""So many characters before the first hit tell what it is about."""


def place_word(place: Place) -> str:
    """What kind of text it is."""
    return _(_PLACES[place])


def filled(found: Sequence[Found], read: Callable[[], Sequence[Recorded]]) -> Sequence[Found]:
    """The texts of steps as the walk has them, with what is known in their places; `read` gives the entries."""
    if not any(_PLACE in hit.words for hit in found if hit.place is Place.STEP):
        return found
    from incident.domain.evolve import fold  # here: few texts have places

    entries = read()
    incident = fold(entries[0].incident_id, entries)
    return [_filled(hit, incident) if hit.place is Place.STEP else hit for hit in found]


def _filled(hit: Found, incident: Incident) -> Found:
    speech = Speech(bundle=incident.bundle, language=hit.language, incident=incident)
    return hit.changed(words=speech.whole(hit.key))


def found_words(found: Found, typed: str, room: int, speech: Speech, now: datetime) -> str:
    """The text in one line, and that it was corrected since, and when."""
    if found.corrected_at is None:
        return around(found.words, typed, room)
    said = _("corrected {time}: {words}")
    time = speech.when(found.corrected_at, now)
    return said.format(time=time, words=around(found.words, typed, room - cells(said.format(time=time, words=""))))


def around(text: str, typed: str, room: int) -> str:
    """The text in one line of at most that many cells, from a little before the first of the words."""
    line = clean_line(text)
    folded = normalize("NFKC", line).casefold()
    starts = [at for word in normalize("NFKC", typed).casefold().split() if (at := folded.find(word)) >= 0]
    start = max(0, min(starts, default=0) - BEFORE)
    if cells(line) <= room or start == 0 or len(folded) != len(line):
        return cut(line, room)
    return cut(f"…{line[start:]}", room)
