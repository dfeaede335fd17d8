"""Events to stored rows and back: which bytes an event becomes, and where its words go.

Apart from the databases, because what is written here is read for ever, by every
one of them. A body is JSON and holds no free text: in its place stands the hex
SHA-256 of salt and bytes, and the words stand beside it as a content (DESIGN.md 4).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from incident.adapters.storage import case_words, registers
from incident.adapters.storage.bundles import pack, reader
from incident.adapters.storage.upcasts import EVENT_UPCASTS, Upcast, brought_up
from incident.domain.content import CaseSheet, FilePart, FreeText, PinnedBundle, PinnedRegister
from incident.domain.events import EVENT_TYPES, VERSIONS, Event, UnknownEvent
from incident.domain.frozen import Frozen
from incident.domain.hashing import sha256

if TYPE_CHECKING:
    from incident.domain.exercises.leading import LeadEvent

__all__ = ["Content", "EventDecoder", "StoredEvent", "encode", "fresh_salt"]

_NOTHING: Mapping[str, bytes] = {}


class Content(Frozen):
    """Words or a bundle, as they stand beside the log."""

    content_id: str
    salt: bytes
    data: bytes
    is_part: bool = False
    """Whether it is a piece of a file: those stand in a table of their own, which no entry is read with."""


class StoredEvent(Frozen):
    """An event as it is written."""

    type: str
    version: int
    body: str
    contents: tuple[Content, ...]


def fresh_salt() -> bytes:
    """16 random bytes: nobody can try out words against a digest whose salt is erased."""
    return os.urandom(16)


def encode(
    event: Event | LeadEvent, new_salt: Callable[[], bytes] = fresh_salt, versions: Mapping[str, int] = VERSIONS
) -> StoredEvent:
    """The event as it is written; each text becomes a content of its own, never shared.

    Raises:
        TypeError: the event is an `UnknownEvent`; what is not understood is not written again.
    """
    if isinstance(event, UnknownEvent):
        raise TypeError(event.type)
    contents: list[Content] = []

    def set_aside(value: object) -> str | list[str]:
        if isinstance(value, CaseSheet):
            return [kept(case_words.pack(words)) for words in value.words]
        data = _bytes_of(value)
        if data is None:  # erased earlier; its digest is all there is
            return value.content_id  # type: ignore[attr-defined, no-any-return]  # only the content classes get here
        return kept(data, is_part=isinstance(value, FilePart))

    def kept(data: bytes, *, is_part: bool = False) -> str:
        salt = new_salt()
        content_id = sha256(salt + data).hexdigest()
        contents.append(Content(content_id=content_id, salt=salt, data=data, is_part=is_part))
        return content_id

    name = type(event).__name__
    body = msgspec.json.encode(event, enc_hook=set_aside).decode()
    return StoredEvent(type=name, version=versions[name], body=body, contents=tuple(contents))


def _bytes_of(value: object) -> bytes | None:
    match value:
        case FreeText():
            # A lone surrogate, from a terminal of another encoding, becomes '?' rather than an error at 3 a.m.
            return None if value.words is None else value.words.encode(errors="replace")
        case FilePart():
            return value.data
        case PinnedBundle():
            return None if value.bundle is None else pack(value.bundle)
        case PinnedRegister():
            return None if value.register is None else registers.pack(value.register)
        case _:
            raise TypeError(type(value).__name__)


class EventDecoder(threading.local):
    """Reads stored events; keeps one msgspec decoder a type, since building one costs more than using it.

    Every thread sees decoders of its own: the hook for contents needs to know whose read it serves.
    """

    def __init__(
        self,
        upcasts: Mapping[tuple[str, int], Upcast] = EVENT_UPCASTS,
        versions: Mapping[str, int] = VERSIONS,
        types: Mapping[str, type] = EVENT_TYPES,
    ) -> None:
        self._upcasts = upcasts
        self._versions = versions
        self._types = types
        self._ready: dict[tuple[str, int], Callable[[str], Event]] = {}
        self._contents = _NOTHING

    def reading(self, contents: Mapping[str, bytes]) -> EventDecoder:
        """From type, version and body to the event, with the words in `contents`; a text not there was erased.

        What this program does not understand, because it is newer or damaged, is an
        `UnknownEvent`: an incident stays usable, and `incident verify` tells damage from news.
        """
        self._contents = contents
        return self

    def __enter__(self) -> Callable[[str, int, str], Event]:
        ready = self._ready  # looked up once: it belongs to the thread

        def decode(name: str, version: int, body: str) -> Event:
            read = ready.get((name, version)) or ready.setdefault((name, version), self._reader(name, version))
            try:
                return read(body)
            except (msgspec.DecodeError, UnicodeEncodeError):  # the second: bytes that are no text
                return UnknownEvent(type=name, version=version, body=body.encode(errors="replace").decode())

        return decode

    def __exit__(self, *_: object) -> None:
        self._contents = _NOTHING

    def _reader(self, name: str, version: int) -> Callable[[str], Event]:
        """How bodies of that type and version are read."""
        today = self._versions.get(name, 0)
        if version > today:
            return lambda body: UnknownEvent(type=name, version=version, body=body)
        decode: Callable[[str], Event] = msgspec.json.Decoder(self._types[name], dec_hook=self._put_back).decode
        if version == today:
            return decode
        steps = {start: step for (of, start), step in self._upcasts.items() if of == name}
        return lambda body: decode(
            msgspec.json.encode(brought_up(msgspec.json.decode(body), steps, version, today)).decode()
        )

    def _put_back(
        self, kind: type, given: str | list[str]
    ) -> FilePart | FreeText | PinnedBundle | PinnedRegister | CaseSheet:
        if isinstance(given, list):
            return CaseSheet(content_ids=given)
        return FilePart(None, given) if kind is FilePart else self._text_put_back(kind, given)

    def _text_put_back(self, kind: type, content_id: str) -> FreeText | PinnedBundle | PinnedRegister:
        data = self._contents.get(content_id)
        if kind is FreeText:
            return FreeText(None if data is None else data.decode(errors="replace"), content_id)
        if kind is PinnedRegister:
            return PinnedRegister(None, content_id, None if data is None else registers.reader(data))
        return PinnedBundle(None, content_id, None if data is None else reader(data))
