"""What people have to know of erasures: what waits for their word, and what became of their words and their wishes.

Apart from evidence in words, because these sentences are for one reader, and the walk, `show` and the boards say them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from incident.domain.content import FreeText
from incident.domain.erasers import Told, authors_among, awaiting, may_settle, of_entries
from incident.domain.evidence import ERASURE_IS_NEWS_FOR, Erasure
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident
from incident.i18n import _, ngettext
from incident.wording.evidence import cases_phrase
from incident.wording.quoting import with_reason
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = ["Need", "Reader", "entries_phrase", "erasure_needs", "naming_words", "same_bytes_words", "stays_words"]


class Reader(Frozen):
    """Who reads it, and what the workspace and the log say besides."""

    person: str
    told: Told
    """Who is shown contacts, and who is there."""
    authors: Mapping[int, str]
    """By entry, who wrote what is asked for."""
    speech: Speech
    now: datetime


class Need(Frozen):
    """One thing that they have to know."""

    words: str
    command: str = ""
    """What answers it from a shell; '' where nothing has to be answered."""
    is_of_cases: bool = False
    """Whether it is answered on the board of cases."""


def erasure_needs(incident: Incident, reader: Reader) -> list[Need]:
    """What that person has to know of erasures: customers first, then entries that wait, then what became of theirs."""
    asked = (_asked(incident, each, reader) for each in incident.evidence.proposed if not each.cases)
    customers = _customers_to_confirm(incident, reader)
    settled = (_of_own_words(each, reader) for each in incident.evidence.news(reader.now) if each.settled_at)
    told = [*settled, *_own_declined(incident, reader)]
    return [*customers, *(need for need in asked if need), *(Need(words=words) for words in told if words)]


def entries_phrase(entries: Collection[int]) -> str:
    """Entry 3; entries 3, 14."""
    words = ngettext("entry {entries}", "entries {entries}", len(entries))
    return words.format(entries=_(", ").join(map(str, entries)))


def naming_words(incident: str, entries: Collection[int]) -> list[str]:
    """Which entries name a customer who is to go, for once their words are gone nobody can look for them."""
    if not entries:
        return []
    words = _(
        "What names these customers and stays: {entries}. Each is asked for: incident erase {incident} ENTRY --propose"
    )
    return [words.format(entries=entries_phrase(entries), incident=clean_line(incident))]


def same_bytes_words(incident: Incident, entries: Collection[int]) -> list[str]:
    """Which other pieces of evidence hold the bytes of those that go, and stay."""
    words = _("{other} holds the same bytes as {evidence}, and stays: incident erase {incident} {entry} --propose")
    kept = [each for each in incident.evidence.exhibits.values() if each.erased_at is None]
    return [
        words.format(other=other.id, evidence=each.id, incident=clean_line(incident.id), entry=other.seq)
        for each in kept
        for other in kept
        if each.seq in entries and other.seq not in entries and other.sha256 == each.sha256
    ]


def stays_words(entries: Collection[int]) -> str:
    """That an erasure leaves what was typed of a resource."""
    words = _("Of {entries} only the reason can be erased: what is asked for, for whom and where stays.")
    return words.format(entries=entries_phrase(entries))


def _customers_to_confirm(incident: Incident, reader: Reader) -> Iterator[Need]:
    """Which erasures of customers' words wait for that person's word."""
    words = _("{person} asks to erase the words of {cases}")
    for each in awaiting(incident, reader.person, reader.told, reader.authors):
        if each.cases:
            asked = words.format(person=reader.speech.person(each.proposed_by), cases=cases_phrase(each.cases))
            yield Need(words=with_reason(asked, each.because), command=_answer(incident, each), is_of_cases=True)


def _asked(incident: Incident, erasure: Erasure, reader: Reader) -> Need | None:
    """That it waits for their word, or is about their words; None to everybody else."""
    authors, asker = authors_among(erasure, reader.authors), erasure.proposed_by
    told = of_entries(incident, erasure, reader.told, reader.authors)
    may, own = may_settle(incident, erasure, reader.person, told), reader.person in authors
    if asker == reader.person or not (own or may):
        return None
    words = _("{person} asks to erase {entries}")
    if own:
        words = _("{person} asks to erase what you wrote, {entries}")
    asked = words.format(person=reader.speech.person(asker), entries=entries_phrase(erasure.entries))
    return Need(words=with_reason(asked, erasure.because), command=_answer(incident, erasure) if may else "")


def _answer(incident: Incident, erasure: Erasure) -> str:
    return f"incident erase {clean_line(incident.id)} --confirm {clean_line(erasure.id)}"


def _of_own_words(erasure: Erasure, reader: Reader) -> str:
    """What became of an erasure of that person's words that somebody else settled, and who had asked for it."""
    own = reader.person in authors_among(erasure, reader.authors)
    if not own or reader.person in (erasure.settled_by, erasure.proposed_by):
        return ""
    words = _("{asker} and {person} erased what you wrote, {entries}")
    why: FreeText | str | None = erasure.because
    if erasure.is_declined:
        words = _("{person} declined to erase what you wrote, {entries}, as {asker} had asked")
        why = erasure.declined_because
    asker, person = map(reader.speech.person, (erasure.proposed_by, erasure.settled_by))
    return with_reason(words.format(asker=asker, person=person, entries=entries_phrase(erasure.entries)), why)


def _own_declined(incident: Incident, reader: Reader) -> list[str]:
    """Which erasures that this person asked for somebody else declined within the last day, and why."""
    return [
        _declined(each, reader.speech)
        for each in incident.evidence.declined
        if each.proposed_by == reader.person != each.settled_by and each.settled_at is not None
        if reader.now - each.settled_at < ERASURE_IS_NEWS_FOR
    ]


def _declined(erasure: Erasure, speech: Speech) -> str:
    words = _("{person} declined your erasure {erasure}, of {what}")
    what = cases_phrase(erasure.cases) if erasure.cases else entries_phrase(erasure.entries)
    told = words.format(person=speech.person(erasure.settled_by), erasure=clean_line(erasure.id), what=what)
    return with_reason(told, erasure.declined_because)
