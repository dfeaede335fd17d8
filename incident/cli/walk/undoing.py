"""Taking a mark back in line mode: what would be taken back is said first, since no last row shows it all the time."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.events import Recorded
from incident.domain.incident import Progress
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.moment import Walk
from incident.walk.undoing import undo_words
from incident.wording.timeline import line

__all__ = ["UndoFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoFlow:
    """Which mark, and whether; `later` is the person's last act, where that was another one."""

    walk: Walk
    step: str
    progress: Progress
    later: Recorded | None
    name: str = "undo"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("UNDO")

    def part(self, answers: Answers) -> Part:
        """Sure, the undoing."""
        mark = undo_words(self.walk, self.step, self.progress)
        title = self.walk.speech.step(self.step)
        if "sure" not in answers:
            words = _("This takes back: step {mark}, {title}").format(mark=mark, title=title)
            keys = (Key(key="Y", word="yes", words=_("take it back"), value="yes"),)
            return Card(id="sure", words=words, notes=self._notes(), keys=keys, is_guarded=True)
        command = c.UndoMark(by=self.walk.person, step=self.step, marked_at=self.progress.at)
        return Ready(commands=(command,), said=_("Taken back: {mark}").format(mark=mark))

    def _notes(self) -> tuple[str, ...]:
        if self.later is None:
            return ()
        act = line(self.later, self.walk.speech).words
        return (_("Your last act is another one, with a counter-command of its own: {act}").format(act=act),)
