"""Keeps the contacts of customers out of what is entered about anything else (ADR 46).

Apart from the service, because most incidents have no cases, and most words no number in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from incident.application.cases.words import known_cases
from incident.application.messages.echoes import rest_of, texts_of
from incident.application.repeats import TYPED
from incident.domain import commands as c
from incident.domain.cases.contacts import Contacts
from incident.domain.content import FreeText
from incident.domain.events.telling import Wording

if TYPE_CHECKING:
    from incident.application.ports import EventLog
    from incident.domain.events import Recorded
    from incident.domain.incident import Incident

__all__ = ["entries_with", "without_contacts"]

_OF_RESOURCES: Final = frozenset(["type", "unit", "whom", "site", "substitutes", "approved_by"])
"""What people type freely of resources besides, which no erasure takes out again."""


def without_contacts(command: c.Command, incident: Incident, log: EventLog) -> tuple[c.Command, tuple[int, ...]]:
    """The command with the contacts of this incident's customers masked; and the cases that they are of."""
    words = {name: value for name in command.__names__ if _may_say(value := _typed(command, name))}
    gone = command.cases if isinstance(command, c.ProposeErasure) else ()
    if not words and not gone:
        return command, ()
    contacts, found = Contacts(known_cases(incident, log)), set[int]()
    masked = {name: _masked(value, contacts, found) for name, value in words.items()}
    if gone and isinstance(command, c.ProposeErasure):
        masked["because"] = _nameless(masked.get("because", command.because), contacts, gone, found)
    return (command.changed(**masked), tuple(sorted(found))) if found else (command, ())


def entries_with(command: c.ReceiveCases, entries: Sequence[Recorded]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Those in which contacts of customers who come in stand already: the erasable ones, and those where they stay."""
    known = Contacts((at, case.words) for at, case in enumerate(command.cases))
    fixed = tuple(entry.seq for entry in entries if _say(rest_of(entry.event), known))
    erasable = (entry.seq for entry in entries if _say(map(str, texts_of(entry.event)), known))
    return tuple(seq for seq in erasable if seq not in fixed), fixed


def _say(texts: Iterable[str], known: Contacts) -> bool:
    return any(_may_say(text) and known.without(text)[1] for text in texts)


def _nameless(because: str, contacts: Contacts, cases: Sequence[int], found: set[int]) -> str:
    """Why these customers' words shall go, without their names, which would stay for ever with the reason."""
    text, named = contacts.without_names(because, cases)
    found |= named
    return text


def _typed(command: c.Command, name: str) -> Any:  # noqa: ANN401  (the fields of commands are of every type)
    is_written_out = isinstance(command, c.CorrectMessage) and not command.template
    is_giver = name == "resource" and isinstance(command, c.ApproveAllocation) and command.elsewhere
    is_file = name == "file" and isinstance(command, c.AddEvidence)
    is_typed = name in TYPED or name == "facts" or (name == "as_read" and is_written_out) or is_giver or is_file
    return getattr(command, name) if is_typed or _is_of_resource(command, name) else None


def _is_of_resource(command: c.Command, name: str) -> bool:
    match command:
        case c.RequestResource() | c.AllocateResource() | c.MoveAllocation() | c.ApproveAllocation():
            return name in _OF_RESOURCES
        case c.FormTeam():
            return name == "team"
        case _:
            return False


def _may_say(value: object) -> bool:
    match value:
        case str():
            return Contacts.may_be_in(value)
        case FreeText():
            return _may_say(str(value))
        case Wording():
            return _may_say(value.title) or _may_say(value.body)
        case Mapping():
            return any(map(_may_say, value.values()))
        case tuple():
            return any(map(_may_say, value))
        case _:
            return False


def _masked(value: Any, contacts: Contacts, found: set[int]) -> Any:  # noqa: ANN401  (as above)
    match value:
        case str():
            text, cases = contacts.without(value)
            found |= cases
            return text
        case FreeText():
            return FreeText(_masked(str(value), contacts, found))
        case Wording():
            return value.changed(title=_masked(value.title, contacts, found), body=_masked(value.body, contacts, found))
        case Mapping():
            return {key: _masked(each, contacts, found) for key, each in value.items()}
        case tuple():
            return tuple(_masked(each, contacts, found) for each in value)
        case _:
            return value
