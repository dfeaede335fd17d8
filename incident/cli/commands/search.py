"""`incident search`: words in titles, notes, messages and steps of open and closed incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from incident.application.searching import search
from incident.cli.arguments import json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.i18n import _
from incident.wording.cells import pad
from incident.wording.finding import filled, found_words, place_word
from incident.wording.safe import clean_line
from incident.wording.tiers import mode_of_incident, tier_word
from incident.wording.titles import title_words, titles_shape

if TYPE_CHECKING:
    from incident.application.ports import Summary
    from incident.application.searching import Found

__all__ = ["search_incidents"]

_SHAPE = (
    "{version, incidents: [{id, title, titles: [{language, title}], tier, mode, status, "
    "found: [{place, seq, step, at, words}]}]}"
)
_PLACE_CELLS = 8
_SEQ_CELLS = 6


@command("search", json_shape=_SHAPE)
@argument("TEXT", "typed")
@json_output
@pass_session
def search_incidents(session: Session, *, typed: str, as_json: bool) -> None:
    """Print each incident that has all the words in one text, the latest first, and the texts below it."""
    hits = (
        (row, filled(found, partial(session.log.read, row.incident_id))) for row, found in search(session.log, typed)
    )
    if as_json:
        print_json({"incidents": [_shape(row, found) for row, found in hits]})
        return
    nothing = True
    for row, found in hits:
        nothing = False
        print_data("\n".join(_lines(row, found, typed, session)))
    if nothing:
        say(_("Nothing of what you may read has these words: '{typed}'.").format(typed=clean_line(typed)))


def _lines(row: Summary, found: Sequence[Found], typed: str, session: Session) -> Iterator[str]:
    status = _("closed") if row.status != "open" else tier_word(row.tier)
    stands = _(", ").join((status, mode_of_incident(row.mode)))
    title = title_words(row)
    yield f"{row.incident_id}  {title}  {_('({words})').format(words=stands)}"
    for hit in found:
        lead = f"    {pad(place_word(hit.place), _PLACE_CELLS)}{pad(str(hit.seq), _SEQ_CELLS)}"
        room = max(20, session.width - 4 - _PLACE_CELLS - _SEQ_CELLS)
        yield lead + found_words(hit, typed, room, session.speech(), session.now())


def _shape(row: Summary, found: Sequence[Found]) -> dict[str, object]:
    return {
        "id": row.incident_id,
        "title": row.title,
        "titles": titles_shape(row.titles),
        "tier": int(row.tier),
        "mode": row.mode.value,
        "status": row.status,
        "found": [
            {"place": hit.place.value, "seq": hit.seq, "step": hit.step, "at": instant(hit.at), "words": hit.words}
            for hit in found
        ],
    }
