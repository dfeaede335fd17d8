"""Earlier incidents with the same runbook: what a new event may repeat, or be the same as."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from incident.application.ports import Summary
from incident.domain.events import IncidentMode
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part
from incident.wording.safe import clean_line
from incident.wording.speech import Speech
from incident.wording.tiers import tier_word
from incident.wording.times import duration
from incident.wording.titles import title_of, title_words

__all__ = [
    "JOIN",
    "SIMILAR",
    "SimilarFlow",
    "alike",
    "declared_words",
    "joined",
    "same_events",
    "same_keys",
    "same_notes",
    "similar_card",
    "similar_note",
    "unsaid",
]

SIMILAR = "similar"
"""The answer that shows them."""
JOIN = "join"
"""How the answer begins that it is the same event as one that is open; the incident follows."""
MOST = 6
MOST_SAME: Final = 3
"""Among so many open ones it is chosen at one look."""
KIN_WITHIN: Final = timedelta(hours=12)
"""So long after its beginning an event of the same kind, with another runbook, may still be the same."""


def same_events(past: Iterable[Summary], runbook: str, kin: Collection[str], now: datetime) -> list[Summary]:
    """The open incidents that this may be, the gravest first: with the same runbook, or of the kind and begun lately.

    One alarm has one checklist (reference/UX.md 17). The likest, which is the latest with the same runbook, is always
    among them. An exercise is never the same as what is real.
    """
    rows = [
        row
        for row in past
        if row.status == "open"
        and row.mode is IncidentMode.REAL
        and (row.runbook == runbook or (row.runbook in kin and now - row.declared_at <= KIN_WITHIN))
    ]
    likest = sorted(rows, key=lambda row: (row.runbook != runbook, now - row.declared_at))
    gravest = sorted(likest, key=lambda row: row.tier)[:MOST_SAME]
    return gravest if not likest or likest[0] in gravest else [*gravest[:-1], likest[0]]


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
    return [said.format(incident=row.incident_id, title=clean_line(title_of(row)), time=time)]


def same_notes(same: Sequence[Summary], like: Sequence[Summary], speech: Speech, now: datetime) -> list[str]:
    """Whether it is one that is open, unless that is said of the likest; the keys say which, where they are several."""
    if len(same) == 1:
        return [] if like and same[0] is like[0] else similar_note(same, speech, now)
    if not same:
        return []
    return [_("{count} like it are open. Is it one of them?").format(count=len(same))]


def unsaid(like: Sequence[Summary], same: Sequence[Summary]) -> Sequence[Summary]:
    """Those that are alike, unless the likest is one of several open ones, which are listed already."""
    return () if len(same) > 1 and like[:1] and like[0].status == "open" else like


def same_keys(same: Sequence[Summary], speech: Speech, now: datetime) -> list[Key]:
    """A key for each that it may be: `a` for one; where they are several, the gravest has it, and each says which."""
    if len(same) == 1:
        words = _("the same event: go to {incident}, note it there").format(incident=same[0].incident_id)
        return [Key(key="a", word="join", words=words, value=f"{JOIN} {same[0].incident_id}")]
    said = _("it is {incident}, {tier}, {time}: {title}")
    return [
        Key(
            key=key,
            word=row.incident_id,
            words=said.format(
                incident=row.incident_id,
                tier=tier_word(row.tier),
                time=speech.when(row.declared_at, now),
                title=clean_line(title_of(row)),
            ),
            value=f"{JOIN} {row.incident_id}",
        )
        for key, row in zip("abc", same, strict=False)
    ]


def joined(answer: str, past: Iterable[Summary]) -> Summary | None:
    """The incident that it is the same as, by that answer; None where the answer says something else."""
    return next((row for row in past if answer == f"{JOIN} {row.incident_id}"), None)


def declared_words(row: Summary, speech: Speech) -> str:
    """What somebody else declared while a person here was asked."""
    words = _("{incident} was declared meanwhile by {name}: {title}")
    return words.format(incident=row.incident_id, name=speech.person(row.commander), title=clean_line(title_of(row)))


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
    yield f"{row.incident_id}  {title_words(row)}"
    ended = _("still open")
    if row.status != "open":
        ended = _("last entry after {length}").format(length=duration(row.updated_at - row.declared_at))
    done = _("{done}/{total} steps").format(done=row.steps_done, total=row.steps_total)
    yield "   " + _(", ").join((day, tier, done, ended))
