"""A long list with a cursor: only the rows in sight are made, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from incident.tui.views.lines import Line, shortened
from incident.tui.widgets.pane import drawn

__all__ = ["Listing"]

Row = Callable[[int, int], Line]
"""The line of a row, by its number and the width."""


class Listing(ScrollView):
    """Rows by number; the one under the cursor is reversed."""

    HELP = "Rows; j and k move the cursor."
    count: reactive[int] = reactive(0, init=False, repaint=False)
    place: reactive[int] = reactive(0, init=False, repaint=False)

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Moved(Message):
        """The cursor stands on another row."""

    class Scrolled(Message):
        """Other rows are in sight, or there are more or fewer of them."""

    def __init__(self, row: Row, *, id: str) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.can_focus = False
        self.has_cursor = True
        self._row = row
        self._height, self._window = 0, Size()
        self.nothing: Callable[[int], Sequence[Line]] = lambda _width: ()
        """What stands there, in that width, while there is no row."""
        self.tall: Callable[[int], int] = lambda _number: 1
        """How many rows belong together from that one on: the cursor takes them all."""

    @property
    def shown(self) -> Sequence[Line]:
        """The rows in sight."""
        first = self.scroll_offset.y
        return [self.line_of(number) for number in range(first, min(self.count, first + self.size.height))]

    def line_of(self, number: int) -> Line:
        """The row of that number in the width of the window."""
        return self._row(number, self.size.width)

    def rows_changed(self, count: int) -> None:
        """There are so many rows now, and any of them may differ."""
        self.count = count
        self.place = min(self.place, max(0, count - 1))
        self.virtual_size = Size(self.size.width, count)
        self.refresh()
        self.post_message(self.Scrolled())

    def move(self, rows: int) -> None:
        """Move the cursor, and the window with it."""
        self.place = max(0, min(self.count - 1, self.place + rows))

    def keep_in_sight(self) -> None:
        """Bring the cursor into the window, once it has its size."""
        self.scroll_to_region(Region(0, self.place, 1, self.tall(self.place)), animate=False)

    def watch_place(self, old: int, new: int) -> None:
        """Keep the cursor in sight; draw the two rows that changed."""
        self.keep_in_sight()
        for number in (*range(old, old + self.tall(old)), *range(new, new + self.tall(new))):
            self.refresh_line(number)
        self.post_message(self.Moved())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say that other rows are in sight."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Scrolled())

    def refresh_line(self, y: int) -> None:
        """Draw one row again."""
        self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))

    def on_resize(self, event: Resize) -> None:
        """The rows are as wide as the window; what grows below them in it does not take the one under the cursor."""
        first = self.scroll_offset.y
        had_cursor = self.has_cursor and first <= self.place < first + self._height and self._window == self.app.size
        self._height, self._window = event.size.height, self.app.size
        self.virtual_size = Size(event.size.width, self.count)
        if had_cursor:
            self.call_after_refresh(self.keep_in_sight)
        self.post_message(self.Scrolled())

    def on_click(self, event: Click) -> None:
        """Say which row was clicked."""
        place = event.y + self.scroll_offset.y
        if place < self.count:
            self.post_message(self.Clicked(place))

    def render_line(self, y: int) -> Strip:
        """The row that stands at that line of the window."""
        number, width = y + self.scroll_offset.y, self.size.width
        if number >= self.count:
            nothing = self.nothing(width) if not self.count else ()
            return drawn(self, nothing[y], width) if y < len(nothing) else Strip.blank(width, self.rich_style)
        content = shortened(self._row(number, width), width, pad=True)
        is_chosen = self.has_cursor and self.place <= number < self.place + self.tall(self.place)
        return drawn(self, content.stylize(".selected") if is_chosen else content, width)
