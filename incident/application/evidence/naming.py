"""Which notes, messages and other entries name customers whose words are to go, word by word, while those are known.

Apart from what goes along: these entries are about something else, and stay unless somebody asks for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING
from unicodedata import normalize

from incident.application.cases.words import words_by_number
from incident.application.evidence.going import said_of, said_of_others_too
from incident.application.messages.echoes import texts_of
from incident.domain.cases.masking import numbers_in

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.domain.cases.words import CaseWords
    from incident.domain.events import Recorded
    from incident.domain.evidence import Erasure
    from incident.domain.incident import Incident

__all__ = ["naming", "naming_of", "naming_of_proposed"]


def naming_of(erasure: Erasure, incident: Incident, log: EventLog) -> list[int]:
    """The entries that name its customers and stay, without what is about their cases."""
    entries = log.read(incident.id)
    about = (*said_of(erasure, incident, entries), *said_of_others_too(erasure, incident, entries))
    customers = words_by_number(incident, log, erasure.cases).values()
    return naming(customers, entries, {entry.seq for entry in about})


def naming_of_proposed(incident: Incident, log: EventLog) -> Mapping[str, Sequence[int]]:
    """The same of every erasure of customers that waits, by its id."""
    return {each.id: naming_of(each, incident, log) for each in incident.evidence.proposed if each.cases}


def naming(customers: Iterable[CaseWords], entries: Sequence[Recorded], known: AbstractSet[int]) -> list[int]:
    """The entries with their name, or a number or an address of theirs, but for those that are known already."""
    meant = list(customers)
    phrases = {phrase for words in meant for phrase in _phrases(words) if len(phrase) > 1}
    numbers = {number for words in meant for number in numbers_in(_plain(words.contact))}
    said = re.compile("|".join(rf"(?<![a-z0-9]){re.escape(phrase)}(?![a-z0-9])" for phrase in sorted(phrases)))
    return [e.seq for e in entries if e.seq not in known and phrases and _names(e, said, numbers)]


def _phrases(words: CaseWords) -> Iterator[str]:
    contact = _plain(words.contact)
    yield from (_plain(words.name), contact)
    yield from (part.strip("<>,;") for part in contact.split() if "@" in part)


def _names(entry: Recorded, said: re.Pattern[str], numbers: AbstractSet[str]) -> bool:
    texts = [_plain(text.words) for text in texts_of(entry.event) if text.words is not None]
    found = {number for text in texts for number in numbers_in(text)}
    return any(said.search(text) for text in texts) or any(_is_one(a, b) for a in found for b in numbers)


def _is_one(number: str, other: str) -> bool:
    """Whether one is the other with the digits of a country, or of something else, beside it."""
    return number in other or other in number


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())
