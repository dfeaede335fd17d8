"""Half-typed words: a local file, on disk within moments of the last key, gone when the words are in the log.

Apart from the log because a draft is nobody's act yet. A thread of its own
writes, so that a slow disk never holds up a key.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Final

from incident.i18n import _
from incident.walk.seats import Seat

__all__ = ["Draft", "Drafts", "replace_file"]

_MOST_ASIDE: Final = 9
"""Drafts of one kind that may wait behind another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody had typed when the program ended, or when they turned away."""

    flow: str
    """Which dialogue it belongs to, such as `note`."""
    about: str = ""
    """What it is about, as its dialogue said when it was left."""
    incident: str
    """The incident's id, or '' for one that is being declared."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """The questions that were answered."""
    own: tuple[str, ...] = ()
    """Those of them that were answered in words of one's own."""
    question: str = ""
    """The question that was open."""
    typed: str = ""
    ahead: Mapping[str, str] = field(default_factory=dict)
    """What was typed at questions that somebody went back from."""
    is_parked: bool = False
    """Whether the person left it on purpose; such a draft waits until its key is pressed."""
    is_kept: bool = False
    """Whether its answers are not half-done but asked once for two dialogues; the second begins with them."""

    @property
    def key(self) -> str:
        """Names its file."""
        return f"{self.incident or 'new'}.{self.flow}"

    @property
    def words(self) -> tuple[str, ...]:
        """All that was typed, the latest last; nothing where only choices were made."""
        answered = [words for name, words in self.answers.items() if name in self.own]
        every = (each.strip() for each in (*answered, *self.ahead.values(), self.typed))
        return tuple(dict.fromkeys(each for each in every if each))


class Drafts:
    """The drafts of one person in one workspace, as this program writes them."""

    def __init__(self, folder: Path, person: str) -> None:
        self._folder = folder
        self._seat = Seat(folder, person)
        self._waiting: dict[str, Draft | None] = {}
        self._latest: dict[str, Draft | None] = {}
        """What this program last said of each draft; the disk may be behind by an instant."""
        self._refused: dict[str, Draft] = {}
        """Words that the log did not take and that nobody gave to it again, or threw away."""
        self._unread: set[str] = set()
        """Those of them that came back while another dialogue of their kind may have been open."""
        self._changed = threading.Condition()
        self._is_closing = False
        self._writer = threading.Thread(target=self._write_all, name="drafts", daemon=True)
        self._writer.start()

    def keep(self, draft: Draft) -> None:
        """Write the draft soon in place of the dialogue's last; words that the log refused meanwhile step aside."""
        self._step_aside(draft.key)
        self._later(draft.key, draft)

    def forget(self, draft: Draft) -> None:
        """Remove the draft: its words are in the log, or were thrown away."""
        with self._changed:
            if draft.key in self._unread:
                return  # those are another dialogue's words
            self._refused.pop(draft.key, None)
        self._later(draft.key, None)

    def lend(self, draft: Draft) -> None:
        """The words are on their way to the log: they stay on the disk, and no dialogue begins with them."""
        with self._changed:
            self._step_aside(draft.key)
            self._latest[draft.key] = None
            self._refused.pop(draft.key, None)

    def unsaved(self, incident: str) -> tuple[str, ...]:
        """The dialogues of that incident whose words the log did not take, so that they wait there."""
        return tuple({draft.flow: None for draft in [*self._refused.values()] if draft.incident == incident})

    def settle(self, draft: Draft, then: Draft | None, *, is_refused: bool = False) -> None:
        """Remove a lent draft, or put another in its place; what was begun since stays, and refused words beside it."""
        with self._changed:
            if is_refused and then is not None:
                self._refused[draft.key] = then
                self._unread.add(draft.key)
            if self._latest.get(draft.key) is None:
                self._later(draft.key, then)
            elif is_refused and then is not None:
                self._put_aside(draft.key, then)

    def begin(self, flow: str, incident: str) -> Draft | None:
        """The draft that a dialogue begins with: its own, or else one that made way for it."""
        with self._changed:
            draft = self.find(flow, incident)
            if draft is None:
                return None
            self._unread.discard(draft.key)
            name, _aside = self._found_aside(draft.key)
            if name and self._found(draft.key) is None:
                self._later(name, None)
                self._later(draft.key, draft)
                self._refused.pop(name, None)
                self._refused[draft.key] = draft
            return draft

    def find(self, flow: str, incident: str) -> Draft | None:
        """The draft of that dialogue, or None."""
        key = Draft(flow=flow, incident=incident).key
        with self._changed:
            return self._found(key) or self._found_aside(key)[1]

    def whence(self, draft: Draft) -> str:
        """That the words come from another terminal of the same person, or that one has more of them; '' of neither."""
        if self._seat.was_taken_over(draft.key):
            return _("From another terminal of yours, which has ended.")
        if self._folder.is_dir() and self._seat.is_elsewhere(draft.key):
            return _("Another terminal of yours keeps words for this, too.")
        return ""

    def interrupted(self, incident: str) -> Draft | None:
        """The draft of the incident that its person did not leave on purpose, or None."""
        if not self._folder.is_dir():
            return None
        own = f"{incident or 'new'}.*"
        self._seat.inherit(own)
        found = (_read(path) for path in sorted(self._folder.glob(f"{self._seat.prefix}.{own}.json")))
        return next((draft for draft in found if draft is not None and not draft.is_parked), None)

    def left(self, incident: str) -> tuple[Draft, ...]:
        """All that the person has half typed in that incident, or in none where it is '', at whichever terminal."""
        own = f"{incident or 'new'}."
        with self._changed:
            latest = {key: draft for key, draft in self._latest.items() if key.startswith(own)}
        others = (
            _read(path)
            for stem, key, path in (self._seat.everywhere(own) if self._folder.is_dir() else ())
            if stem != self._seat.prefix or key not in latest
        )
        return tuple(draft for draft in (*latest.values(), *others) if draft is not None)

    def close(self) -> None:
        """Write what waits, then end."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self._writer.join()
        self._seat.leave()

    def _found(self, key: str) -> Draft | None:
        if key in self._latest:
            return self._latest[key]
        if not self._folder.is_dir():
            return None
        self._seat.inherit(key)
        return _read(self._seat.path(key))

    def _found_aside(self, key: str) -> tuple[str, Draft | None]:
        """The first that made way for another of its kind, and the name that it has meanwhile; '' and None of none."""
        for number in range(1, _MOST_ASIDE + 1):
            name = f"{key}~{number}"
            if (draft := self._found(name)) is not None:
                return name, draft
        return "", None

    def _step_aside(self, key: str) -> None:
        """Refused words that no dialogue has begun with make way for one that began before they came back."""
        with self._changed:
            if key in self._unread and (waits := self._latest.get(key)) is not None:
                self._put_aside(key, waits)
            self._unread.discard(key)

    def _put_aside(self, key: str, draft: Draft) -> None:
        names = (f"{key}~{number}" for number in range(1, _MOST_ASIDE + 1))
        name = next((each for each in names if self._found(each) is None), f"{key}~{_MOST_ASIDE}")
        self._unread.discard(key)
        self._refused.pop(key, None)
        self._refused[name] = draft
        self._later(name, draft)

    def _later(self, key: str, draft: Draft | None) -> None:
        with self._changed:
            self._waiting[key] = self._latest[key] = draft
            self._changed.notify()

    def _write_all(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._is_closing)
                waiting, self._waiting = self._waiting, {}
                is_closing = self._is_closing
            for key, draft in waiting.items():
                self._write(key, draft)
            if is_closing and not self._waiting:
                return

    def _write(self, key: str, draft: Draft | None) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
            path = self._seat.path(key)
            if draft is None:
                path.unlink(missing_ok=True)
                return
            replace_file(path, json.dumps(asdict(draft), ensure_ascii=False))
        except OSError:
            return  # a workspace that cannot be written keeps no drafts; everything else goes on


def replace_file(path: Path, text: str) -> None:
    """Write so that a reader finds the old words or the new, whole; half a character becomes '?', as in the log."""
    new = path.with_suffix(".new")
    new.touch(mode=0o600)
    with new.open("w", encoding="utf-8", errors="replace") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _read(path: Path) -> Draft | None:
    try:
        found = Draft(**json.loads(path.read_text(encoding="utf-8")))
        return replace(found, own=tuple(found.own))
    except (OSError, ValueError, TypeError):
        return None  # no draft, or one that another program wrote
