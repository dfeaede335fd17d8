"""What goes when an erasure is confirmed: the entries it names, what was said of its customers, and repetitions.

Apart from the rules, because the state of an incident knows no entry's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from incident.application.messages.echoes import contents_of, echoes, texts_of
from incident.domain.events import EntryCorrected

if TYPE_CHECKING:
    from incident.domain.events import Event, Recorded
    from incident.domain.evidence import Erasure
    from incident.domain.incident import Incident

__all__ = ["going", "said_of", "said_of_others_too", "wholly"]

_Going: TypeAlias = tuple[tuple[int, tuple[str, ...]], ...]


def going(erasure: Erasure, incident: Incident, entries: Sequence[Recorded]) -> _Going:
    """Entry and contents of all that goes with it, and of the messages that carry the same words."""
    named: dict[int, tuple[str, ...]] = {}
    if erasure.cases:
        named = _customers(incident, erasure)
    else:
        named = {entry.seq: contents_of(entry.event) for entry in entries if entry.seq in erasure.entries}
    named |= {entry.seq: contents_of(entry.event) for entry in said_of(erasure, incident, entries)}
    found = dict(named)
    for seq, own in named.items():
        for other, same in echoes(entries, seq, own):
            found[other] = tuple(dict.fromkeys((*found.get(other, ()), *same)))
    return tuple((seq, contents) for seq, contents in found.items() if contents)


def wholly(goes: _Going, entries: Sequence[Recorded]) -> tuple[int, ...]:
    """Which entries lose all of their words with these."""
    lost = dict(goes)
    return tuple(e.seq for e in entries if e.seq in lost and set(contents_of(e.event)) <= set(lost[e.seq]))


def said_of(erasure: Erasure, incident: Incident, entries: Sequence[Recorded]) -> list[Recorded]:
    """What was written down of these customers and of nobody else: answers, ends, their own words, corrections."""
    meant = _meant(erasure, entries)
    gone = meant | _erased(incident) if meant else set()
    own: dict[int, Recorded] = {}
    for entry in entries:
        about, corrects = _about(entry.event), isinstance(entry.event, EntryCorrected) and entry.event.seq in own
        if corrects or (meant & about and about <= gone):
            own[entry.seq] = entry
    return [entry for entry in own.values() if _says_something(entry) and entry.seq not in erasure.entries]


def said_of_others_too(erasure: Erasure, incident: Incident, entries: Sequence[Recorded]) -> list[Recorded]:
    """What was written down of these customers and of others at once: it stays for the others."""
    meant = _meant(erasure, entries)
    gone = meant | _erased(incident) if meant else set()
    return [e for e in entries if meant & (about := _about(e.event)) and not about <= gone and _says_something(e)]


def _customers(incident: Incident, erasure: Erasure) -> dict[int, tuple[str, ...]]:
    """Entry and contents of the words of these customers alone."""
    from incident.domain.cases.register import register_of  # here: few commands are about cases

    found: dict[int, tuple[str, ...]] = {}
    for case in map(register_of(incident).case, erasure.cases):
        found[case.seq] = (*found.get(case.seq, ()), case.content_id)
    return found


def _meant(erasure: Erasure, entries: Iterable[Recorded]) -> set[int]:
    """The cases that it names, or that came in with the entries that it names."""
    named = (number for entry in entries if entry.seq in erasure.entries for number in _came_in(entry.event))
    return set(erasure.cases or named)


def _erased(incident: Incident) -> set[int]:
    from incident.domain.cases.register import register_of  # here, as above

    register = register_of(incident)
    return set(register.erased)


def _about(event: Event) -> set[int]:
    """The cases that something was done about; of those that come in, all of them."""
    case = getattr(event, "case", None)
    numbers = getattr(event, "cases", ())
    own = {case} if isinstance(case, int) else set()
    return {*own, *(number for number in numbers if isinstance(number, int)), *_came_in(event)}


def _came_in(event: Event) -> Iterator[int]:
    sheet, first = getattr(event, "sheet", None), getattr(event, "first", None)
    if sheet is not None and isinstance(first, int):
        yield from range(first, first + len(sheet))


def _says_something(entry: Recorded) -> bool:
    return any(text.words is not None for text in texts_of(entry.event))
