"""All steps of the tier with their states; the one that is picked is looked at, and the place stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.events import Key

from incident.domain.walking.checklist import Item
from incident.i18n import N_, _
from incident.tui.keys import key_word
from incident.tui.screens.sheet import Sheet
from incident.tui.screens.walk_keys import WALK_KEYS
from incident.tui.screens.walk_marks import WalkMarks
from incident.tui.session import Session
from incident.tui.views.below import needs_rows, title_rows
from incident.tui.views.head import head_lines
from incident.tui.views.lines import Line, line, rule, width_of, wrap
from incident.tui.views.palette import Kind, Place
from incident.tui.views.rows import step_row
from incident.tui.widgets.listing import Listing
from incident.walk.moment import Walk

__all__ = ["WholeList"]

BESIDE: Final = "   "
"""Between a phase and what it is for."""
MOST_GOAL: Final = 3
_OF_INCIDENT: Final = (
    *("now", "questions", "note", "paper", "fact", "raise", "lower_tier", "roles", "people", "handover", "update"),
    *("timeline", "evidence", "resources", "cases", "review", "similar", "law", "close", "messages"),
)
"""The verbs of the walk that are about no step: here they are what they are there."""
_VERBS: Final = [
    each for each in WALK_KEYS if isinstance(each, Binding) and (each.id or "").removeprefix("walk.") in _OF_INCIDENT
]


class WholeList(Sheet[Place]):
    """Phases and their steps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("look at it"), id="list.pick", tooltip=N_("Look at this step; marks nothing")),
        Binding("g", "leave", N_("back"), id="list.leave", tooltip=N_("Back to the walk")),
        Binding(
            "u", "undo", N_("undo"), id="list.undo", tooltip=N_("Take back your last mark; the last row says which")
        ),
        Binding("full_stop", "current", N_("current"), id="list.current", tooltip=N_("To the current step")),
        *(replace(each, action=f"on_walk('{each.action}')", show=False) for each in _VERBS),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__()
        self.session = session
        self._walk = walk
        self._rows: Sequence[Item | int | str] = ()

    def on_mount(self) -> None:
        """Begin at the current step."""
        super().on_mount()
        self.on_resize()
        self.call_after_refresh(self.action_current)

    def on_resize(self) -> None:
        """What a phase is for takes as many rows as the window asks for; the cursor stays on its step."""
        found = self._rows[self.listing.place] if self._rows else None
        self._rows = [*_rows(self._walk, self.app.size.width)]
        self.listing.rows_changed(len(self._rows))
        if isinstance(found, Item):
            self._stand_on(found.step.id)

    def renew(self, walk: Walk) -> None:
        """Marks of others, and what is sensed, show here too; the cursor stays on its step."""
        self._walk = walk
        if self.is_mounted:  # else it is still being made, and begins with this moment
            self.on_resize()
            self.drawn_again()

    def tick(self) -> None:
        """Let the clocks go; the steps say minutes, and what a rule hangs on, and are made anew with either."""
        before, self._walk = self._walk, self._walk.at(self.session.gateway.now())
        if self._walk.stand is not before.stand or self._walk.now.minute != before.now.minute:
            self.on_resize()
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """Which incident, how the time stands."""
        return [*head_lines(self._walk, width), *title_rows(self._walk, width)]

    def row(self, number: int, width: int) -> Line:
        """A step, or the heading of a phase."""
        found = self._rows[number]
        if isinstance(found, Item):
            return step_row(self._walk, found, width)
        if isinstance(found, str):
            return line("   ", (found, ".muted"))
        words, goal = _heading(self._walk, found)
        return line(" ", (words, ".bright"), (f"{BESIDE}{goal}" if _is_beside(words, goal, width) else "", ".muted"))

    def foot(self, width: int) -> list[Line]:
        """All that needs a person, as far as a third of the window goes, and the keys."""
        keys = _("Enter look at it   u undo   . current   j k move   Esc back")
        needs = needs_rows(self._walk, width, self.app.size.height // 3, names_list=False)
        return [rule(width), *needs, line((f" {keys}", ".muted"))]

    def on_listing_clicked(self, message: Listing.Clicked) -> None:
        """A click moves the cursor."""
        self.listing.place = message.place

    def action_pick(self) -> None:
        """Look at the step under the cursor."""
        found = self._rows[self.listing.place]
        if isinstance(found, Item):
            self.dismiss(Place(kind=Kind.STEP, value=found.step.id, name=""))

    def action_on_walk(self, action: str) -> None:
        """Back to the walk, and do it there."""
        self.dismiss(Place(kind=Kind.DEED, value=action, name=""))

    def unused_words(self, event: Key) -> str:
        """What to say of a key that is not in use here, such as one that marks a step."""
        pressed = key_word(event.key) if event.key == "space" else event.character
        return _("'{key}' does nothing in this list. Enter looks at a step: there its keys work.").format(key=pressed)

    def action_current(self) -> None:
        """To the current step, or to the first that is open; from there to what asks or is back."""
        shown = self._walk.current or next(iter(self._walk.checklist.open_items), None)
        here, calling = self._rows[self.listing.place] if self._rows else None, self._walk.calling
        if calling is not None and isinstance(here, Item) and shown is not None and here.step.id == shown.step.id:
            shown = calling
        if shown is not None:
            self._stand_on(shown.step.id)

    def action_undo(self) -> None:
        """Take back the last own mark, as on the walk below."""
        page = next((screen for screen in self.app.screen_stack if isinstance(screen, WalkMarks)), None)
        if page is not None:
            page.action_undo()

    def _stand_on(self, step: str) -> None:
        ids = [row.step.id if isinstance(row, Item) else None for row in self._rows]
        if step in ids:
            self.listing.place = ids.index(step)


def _rows(walk: Walk, width: int) -> Iterator[Item | int | str]:
    """The steps in order; before the first of a phase its index, and what it is for where that has no room beside."""
    phase = None
    for item in walk.checklist.items:
        if item.phase != phase:
            phase = item.phase
            yield phase
            words, goal = _heading(walk, phase)
            yield from () if _is_beside(words, goal, width) else wrap(goal, width - 4, MOST_GOAL)
        yield item


def _heading(walk: Walk, phase: int) -> tuple[str, str]:
    """The phase with how far it has come, and what it is for."""
    view = walk.checklist.phases[phase]
    words = f"{phase + 1} {walk.speech.phase(view.phase.id)}  {view.done}/{view.total}"
    return words, walk.speech.text(f"phase.{view.phase.id}.exit")


def _is_beside(words: str, goal: str, width: int) -> bool:
    return width_of(words) + len(BESIDE) + width_of(goal) + 2 <= width
