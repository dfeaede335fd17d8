"""A pane of lines: a pure function makes them of a view and a size, and only rows that changed are drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Generic, TypeVar, cast

from rich.segment import Segment
from textual.errors import NoWidget
from textual.events import Resize
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from incident.tui.shown import Cells, Run
from incident.tui.views.lines import Line
from incident.tui.views.passing import Moment, Passing, Row, at_once
from incident.tui.widgets.parts import changed_part

__all__ = ["TALLEST", "Pane", "drawn"]

ViewT = TypeVar("ViewT")
Lines = Callable[[ViewT, int, int], Sequence[Row]]
TALLEST: Final = 1_000
REVERSED: Final = Style(reverse=True)
ASCII: Final = str.maketrans("─━│┃┌┐└┘┏┓┗┛…", "-=|#++++####~")
"""What frames are drawn with where only ASCII is; the heavy frame still differs from a light one."""


class Pane(Widget, Generic[ViewT]):
    """Draws what its function says of the view; knows nothing of what the view means."""

    view: reactive[ViewT | None] = reactive(None, repaint=False, always_update=True)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)  # nothing scrolls: no second layout for it

    def __init__(self, lines: Lines[ViewT], *, id: str, tallest: int = TALLEST) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._lines = lines
        self.tallest = tallest
        self._drawn: Sequence[Line] = ()
        self._drawn_for = Size(0, 0)
        self._passing: Sequence[tuple[int, Passing[Any]]] = ()
        """The rows that show time, with their numbers."""
        self._later: ViewT | None = None
        """The view at the last moment that passed since it was handed down."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 (Textual's signature)
        """As many rows as the function wants in that width."""
        return len(self._made(width, self.tallest))

    def watch_view(self) -> None:
        """Draw the rows that differ; lay out anew where their number differs."""
        self._later = None
        width, height = self.size
        self._draw(self._taken(self._made(width, self.tallest if self.styles.is_auto_height else height)))

    def pass_time(self, view: ViewT) -> None:
        """The same view a little later: its rows that show time, drawn anew."""
        self._later = view
        drawn_now = [*self._drawn]
        for y, row in self._passing:
            drawn_now[y] = row.at(view)
        self._draw(drawn_now)

    def on_resize(self, event: Resize) -> None:
        """Another size means other lines."""
        if event.size != self._drawn_for:
            self._fit()
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        if self.size != self._drawn_for:
            self._fit()  # the first frame of another size is right: nothing is sent twice
        width = self.size.width
        if y >= len(self._drawn):
            return Strip.blank(width, self.rich_style)
        return drawn(self, self._drawn[y], width)

    @property
    def shown(self) -> Sequence[Line]:
        """The rows that are drawn."""
        return self._drawn

    def _fit(self) -> None:
        self._drawn_for = self.size
        if self._later is not None:
            self.set_reactive(type(self).view, self._later)
        self._drawn = self._taken(self._made(*self.size))

    def _made(self, width: int, height: int) -> Sequence[Row]:
        return () if self.view is None or width <= 0 else self._lines(self.view, width, height)

    def _taken(self, rows: Sequence[Row]) -> Sequence[Line]:
        """The rows as they are now; those that show time are kept in mind."""
        self._passing = [(y, row) for y, row in enumerate(rows) if isinstance(row, Passing)]
        return at_once(rows, cast("Moment", self.view))

    def _draw(self, lines: Sequence[Line]) -> None:
        """Send the cells that differ at once; what something lies over is drawn with that."""
        before, self._drawn = self._drawn, lines
        if len(before) != len(lines):
            self._layout_updates += 1  # Textual keeps the height that a layout under way has asked for already
            self.refresh(layout=self.styles.is_auto_height)
            return
        changed = [y for y, (old, new) in enumerate(zip(before, lines, strict=True)) if not old.is_same(new)]
        width = self.size.width if changed else 0
        rows = [Region(0, y, width, 1) for y in changed]
        if rows and self.app.screen is self.screen:
            self._styles_cache.set_dirty(*rows)  # whatever is composed later draws them anew
            drawing: Any = Cells([*self._runs(before, changed)])  # Rich's types do not know Textual's changes
            self.app._display(self.screen, drawing)  # noqa: SLF001  (the way of every change; it has no public name)
        elif rows:
            self.refresh(*rows)

    def _runs(self, before: Sequence[Line], changed: Sequence[int]) -> Iterator[Run]:
        """The cells of these rows that are others now, where they are on the screen."""
        try:
            place = self.screen.find_widget(self)
        except NoWidget:  # the window is too small for it
            return
        for y in changed:
            x, part = changed_part(before[y], self._drawn[y], place.region.width)
            if place.visible_region.contains(place.region.x + x, place.region.y + y):
                strip = drawn(self, part, part.cell_length)
                yield place.region.x + x, place.region.y + y, self._filtered(strip)

    def _filtered(self, strip: Strip) -> Strip:
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip


def drawn(widget: Widget, content: Line, width: int) -> Strip:
    """The line as a strip of exactly `width` cells in the widget's style; style names are the screen's."""
    base, screen = widget.visual_style, widget.screen

    def named(style: str | Style) -> Style:
        if isinstance(style, Style):
            return style
        name = style.removeprefix(".")
        looks = screen.get_visual_style(name, partial=True)  # which forgets the reverse video of its name
        own = screen._component_styles[name]  # noqa: SLF001  (the public way makes a copy for every span)
        return looks + REVERSED if own.text_style.reverse else looks

    parts = content.truncate(width, pad=True).render(base, end="", parse_style=named)
    if widget.app.has_class("-ascii"):
        parts = [(text.translate(ASCII), style) for text, style in parts]
    return Strip([Segment(text, (base + style).rich_style) for text, style in parts], width)
