"""Taking a mark back in line mode: what would be taken back is said first, since no last row shows it all the time."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain.decide.undoing import OnStep, OwnMark
from incident.domain.events import Recorded
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.moment import Walk
from incident.walk.undoing import later_words, recall_notes, undo_of, undo_title, undo_words, undone_words

__all__ = ["UndoFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoFlow:
    """Which mark, and whether; `later` is the person's last act, where that was another one."""

    walk: Walk
    mark: OwnMark
    later: Recorded | None
    name: str = "undo"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("UNDO")

    def part(self, answers: Answers) -> Part:
        """Sure, the undoing."""
        if "sure" not in answers:
            is_step = isinstance(self.mark, OnStep)
            words = _("This takes back: step {mark}, {title}") if is_step else _("This takes back: {mark}: {title}")
            words = words.format(mark=undo_words(self.walk, self.mark), title=undo_title(self.walk, self.mark))
            keys = (Key(key="Y", word="yes", words=_("take it back"), value="yes"),)
            return Card(id="sure", words=words, notes=self._notes(), keys=keys, is_guarded=True)
        return Ready(commands=(undo_of(self.walk, self.mark),), said=undone_words(self.walk, self.mark))

    def _notes(self) -> tuple[str, ...]:
        later = () if self.later is None else (later_words(self.later, self.walk.speech),)
        return (*later, *recall_notes(self.walk, self.mark))
