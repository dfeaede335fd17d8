"""Earlier incidents with the same runbook: what a new event may repeat, or be the same as."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from incident.application.ports import Summary
from incident.domain.events import IncidentMode
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Part
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.tiers import tier_word
from incident.wording.times import duration

__all__ = ["JOIN", "SIMILAR", "SimilarFlow", "alike", "declared_words", "same_event", "similar_card", "similar_note"]

SIMILAR = "similar"
"""The answer that shows them."""
JOIN = "join"
"""The answer that it is the same event as one that is open."""
MOST = 6
KIN_WITHIN: Final = timedelta(hours=12)
"""So long after its beginning an event of the same kind, with another runbook, may still be the same."""


def same_event(past: Iterable[Summary], runbook: str, kin: Collection[str], now: datetime) -> Summary | None:
    """The open incident that this may be: with the same runbook, else one of the kind that began not long ago.

    One alarm has one checklist (reference/UX.md 17). An exercise is never the same as what is real.
    """
    rows = [
        row
        for row in past
        if row.status == "open"
        and row.mode is IncidentMode.REAL
        and (row.runbook == runbook or (row.runbook in kin and now - row.declared_at <= KIN_WITHIN))
    ]
    return min(rows, key=lambda row: (row.runbook != runbook, now - row.declared_at), default=None)


def alike(past: Iterable[Summary], runbook: str) -> Sequence[Summary]:
    """Those with this runbook: what is open first, then the latest."""
    same = sorted((row for row in past if row.runbook == runbook), key=lambda row: row.declared_at, reverse=True)
    return sorted(same, key=lambda row: row.status != "open")[:MOST]


def similar_note(rows: Sequence[Summary], speech: Speech, now: datetime) -> list[str]:
    """The likest one in one line; one that is open may be the same event."""
    if not rows:
        return []
    row = rows[0]
    if row.status == "open":
        said = _("{incident} '{title}' is open since {time}: is it the same?")
    else:
        said = _("It looks like {incident} '{title}' of {time}. i shows what is alike.")
    time = speech.when(row.declared_at, now)
    return [said.format(incident=row.incident_id, title=clean_line(row.title), time=time)]


def declared_words(row: Summary, speech: Speech) -> str:
    """What somebody else declared while a person here was asked."""
    words = _("{incident} was declared meanwhile by {name}: {title}")
    return words.format(incident=row.incident_id, name=speech.person(row.commander), title=clean_line(row.title))


def similar_card(rows: Sequence[Summary], speech: Speech) -> Card:
    """All that are alike; there is nothing to confirm, Esc goes back."""
    notes = [line for row in rows for line in _lines(row, speech)]
    return Card(id=SIMILAR, words=_("Incidents with the same runbook, open ones first. Esc goes back."), notes=notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarFlow:
    """The same from the walk, where nothing is asked either."""

    rows: Sequence[Summary]
    speech: Speech
    name: str = "similar"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("WHAT IS ALIKE")

    def part(self, _answers: Answers) -> Part:
        """The list."""
        return similar_card(self.rows, self.speech)


def _lines(row: Summary, speech: Speech) -> Iterable[str]:
    day, tier = speech.moment(row.declared_at), tier_word(row.tier)
    yield f"{row.incident_id}  {clean_line(row.title) or _('(erased)')}"
    ended = _("still open")
    if row.status != "open":
        ended = _("last entry after {length}").format(length=duration(row.updated_at - row.declared_at))
    done = _("{done}/{total} steps").format(done=row.steps_done, total=row.steps_total)
    yield "   " + _(", ").join((day, tier, done, ended))
