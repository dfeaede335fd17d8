"""The after-action report on the screen: what the log says of the incident by now, and what people learn of it.

The facts are the log's and cannot be changed here; findings and actions are people's, and are written here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from incident.domain.events.improving import FindingKind
from incident.i18n import N_, _
from incident.tui.messages import NotDone, ReviewRead
from incident.tui.screens.following import Following
from incident.tui.session import Session
from incident.tui.views.lines import Line, heading, line, rule
from incident.tui.views.notice import notice_lines
from incident.tui.views.report import report_parts
from incident.walk.flows.improving import ActionFlow, FindingFlow, to_improve
from incident.walk.moment import Walk
from incident.wording.trouble import say_trouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from incident.adapters.reports.document import Document
    from incident.application.improving.earlier import Earlier

__all__ = ["ReviewSheet"]


class ReviewSheet(Following):
    """One row a line of the report."""

    BINDING_GROUP_TITLE = "review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "find('strength')", N_("went well"), id="review.well", tooltip=N_("Record what went well")),
        Binding("e", "find('improve')", N_("explain"), id="review.explain", tooltip=N_("What to improve, and why")),
        Binding("c", "change", N_("change"), id="review.change", tooltip=N_("What will be changed, by whom, when")),
        Binding("tab", "chapter(1)", N_("next chapter"), id="review.next", tooltip=N_("To the chapter after this one")),
        Binding(
            "shift+tab", "chapter(-1)", N_("chapter before"), id="review.before", tooltip=N_("To the chapter before")
        ),
        Binding("V", "leave", N_("back"), id="review.leave", tooltip=N_("Back to the walk")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._document: Document | None = None
        self._earlier: Mapping[str, Sequence[Earlier]] = {}
        self._rows: list[Line] = []
        self._chapters: list[int] = []
        """The rows at which they begin."""
        self._trouble = ""

    def look_again(self) -> None:
        """The language has changed: it is written anew in it."""
        super().look_again()
        self._read()

    def stands(self) -> None:
        """The incident was read, or has changed: have the report written."""
        self._read()

    def _read(self) -> None:
        self.session.gateway.read_review(self._walk.incident.id, self._walk.speech, self)

    def on_review_read(self, message: ReviewRead) -> None:
        """Show it; whoever read on stays where they are."""
        self._document, self._earlier, self._trouble = message.document, message.earlier, ""
        self.on_resize()
        self.drawn_again()

    def on_not_done(self, message: NotDone) -> None:
        """Say why there is none, or why it may not be written."""
        if self._document is not None:
            super().on_not_done(message)
            return
        message.stop()
        self._trouble = say_trouble(message.reason, self._walk.speech, self.session.gateway.now())
        self.drawn_again()

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        if self._document is not None:
            self._rows, self._chapters = report_parts(self._document, self.size.width)
            self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which incident it is of."""
        words = "" if self._document is not None or self._trouble else _("writing the report from the log")
        return [*self.title_rows(_("REVIEW"), width), rule(width, words)]

    def row(self, number: int, width: int) -> Line:  # noqa: ARG002 (made in that width)
        """One row."""
        return self._rows[number] if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys, and how it becomes a file."""
        if self._trouble and not self._unused:
            return [rule(width), *notice_lines(self._trouble, is_refusal=True, width=width)]
        written = _("as a file: incident review {incident} -o FILE").format(incident=self._walk.incident.id)
        keys = heading(_("+ went well   e explain   c change   j k scroll   Tab next chapter   Esc back"))
        return [rule(width), *(self.said(width) if self._notice else [heading(written)]), keys]

    def action_chapter(self, way: int) -> None:
        """To the title of another chapter, which stands first in the window then."""
        at = self.listing.place
        others = [row for row in self._chapters if (row > at if way > 0 else row < at)]
        if others:
            self.listing.place = others[0] if way > 0 else others[-1]
            self.listing.scroll_to(y=self.listing.place, animate=False)

    async def action_find(self, kind: str) -> None:
        """Ask for a finding."""
        await self.ask(FindingFlow(walk=self._walk, kind=FindingKind(kind)))

    async def action_change(self) -> None:
        """Ask for an action, once there is something that it answers."""
        if to_improve(self._walk):
            await self.ask(ActionFlow(walk=self._walk, people=tuple(self.session.people), earlier=self._earlier))
        else:
            self.answer(_("Say first what is to be improved: e"))
