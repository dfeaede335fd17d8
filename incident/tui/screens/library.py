"""The runbook library and its reader: what there is, how old it is, and what stands in it, without an incident."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from incident.domain.grading.tiers import Tier
from incident.i18n import N_, _, ngettext
from incident.tui.messages import LibraryRead, NotDone, RunbookRead
from incident.tui.screens.filtered import Filtered
from incident.tui.screens.sheet import Sheet
from incident.tui.views.library import Shelf, reading_lines, shelf_row, shelf_rows
from incident.tui.views.lines import Line, beside, line, rule, shortened
from incident.tui.views.notice import notice_lines
from incident.wording.errors import say_problem
from incident.wording.roles import usual_role
from incident.wording.safe import clean_line
from incident.wording.tiers import tier_word
from incident.wording.trouble import say_trouble

if TYPE_CHECKING:
    from incident.application.ports import Offer
    from incident.domain.runbooks.runbook import Bundle
    from incident.tui.session import Session

__all__ = ["Library", "Reader"]


class Library(Filtered[str]):
    """The runbooks by kind of event; answers with the id of one that is to be declared with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("read"), id="library.read", tooltip=N_("Read the runbook under the cursor")),
        Binding("d", "declare", N_("declare"), id="library.declare", tooltip=N_("Declare an incident with it")),
        Binding("o", "leave", N_("back"), id="library.leave", tooltip=N_("Back to the screen before")),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._offers: Sequence[Offer] | None = None
        self._rows: Sequence[Shelf] = ()

    def on_mount(self) -> None:
        """Read what there is."""
        super().on_mount()
        self.session.gateway.read_library(self)

    def on_library_read(self, message: LibraryRead) -> None:
        """Show the runbooks."""
        self._offers = message.offers
        self.narrow()

    def on_not_done(self, message: NotDone) -> None:
        """Say what could not be read."""
        message.stop()
        self.announce(say_trouble(message.reason, self.session.speech(), self.session.gateway.now()))

    def on_resize(self) -> None:
        """Rows of another width."""
        self.narrow()

    def narrow(self) -> None:
        """The runbooks that fit what was typed; the cursor stands on one of them."""
        self._rows = shelf_rows(self._offers or (), self.typed)
        self.listing.rows_changed(len(self._rows))
        self.settle()
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """How many there are, by how many of them one is told to beware."""
        count = sum(row.offer is not None for row in self._rows)
        words = ngettext("{count} runbook", "{count} runbooks", count).format(count=count)
        if self._offers is None:
            words = _("reading the runbooks")
        return [
            beside(
                line(" ", (_("RUNBOOKS"), ".bright"), "  ", _("to read, and to declare with")), self.standing(), width
            ),
            rule(width, words),
        ]

    def row(self, number: int, width: int) -> Line:
        """A runbook, or the kind of event."""
        today = self.session.gateway.now().astimezone(self.session.speech().zone).date()
        return shelf_row(self._rows[number], today, width)

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        keys = self.typing_foot(
            _("Enter read   d declare with it   / filter   c {language}   Esc back").format(
                language=self.other_language
            )
        )
        said = notice_lines(self._notice, is_refusal=True, width=width)
        return [rule(width), *(said if self._notice else [keys])]

    def action_move(self, rows: int) -> None:
        """From one runbook to the next; what was said of the one before goes."""
        self._say("")
        super().action_move(rows)

    async def action_pick(self) -> None:
        """Read the one under the cursor; one that is broken says why."""
        offer = self._under_cursor()
        if offer is None:
            return
        if offer.outline is None:
            self._say(say_problem(offer.problems[0]) if offer.problems else _("It cannot be read."))
            return
        await self.app.push_screen(Reader(self.session, offer.id), self._read)

    def action_declare(self) -> None:
        """Declare with the one under the cursor."""
        offer = self._under_cursor()
        if offer is not None and offer.outline is None:
            self._say(say_problem(offer.problems[0]) if offer.problems else _("It cannot be read."))
        elif offer is not None:
            self.dismiss(offer.id)

    def _read(self, runbook: str | None) -> None:
        if runbook is not None:
            self.dismiss(runbook)

    def is_heading(self, number: int) -> bool:
        """The kind of event."""
        return self._rows[number].offer is None

    def _under_cursor(self) -> Offer | None:
        return self._rows[self.listing.place].offer if self.listing.place < len(self._rows) else None

    def _say(self, words: str) -> None:
        self._notice = clean_line(words)
        self.drawn_again()


class Reader(Sheet[str]):
    """One runbook at one tier, in either language; answers with its id if it is to be declared with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(int(tier)),
                f"tier({int(tier)})",
                N_("that tier"),
                id=f"reader.tier.{int(tier)}",
                tooltip=N_("Read what that tier asks for"),
            )
            for tier in Tier
        ),
        Binding("d", "declare", N_("declare"), id="reader.declare", tooltip=N_("Declare an incident with it")),
    ]

    def __init__(self, session: Session, runbook: str) -> None:
        super().__init__()
        self.session = session
        self._runbook = runbook
        self._bundle: Bundle | None = None
        self._tier = Tier.MAJOR
        self._rows: Sequence[Line] = ()

    def on_mount(self) -> None:
        """Read the runbook."""
        super().on_mount()
        self.session.gateway.read_runbook(self._runbook, self)

    def on_runbook_read(self, message: RunbookRead) -> None:
        """Show its gravest tier, which has the most."""
        self._bundle = message.bundle
        self._tier = min(message.bundle.runbook.tiers, default=Tier.MAJOR)
        self.on_resize()

    def on_not_done(self, message: NotDone) -> None:
        """Say why it cannot be read."""
        message.stop()
        self.announce(say_trouble(message.reason, self.session.speech(), self.session.gateway.now()))

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        if self._bundle is not None:
            self._rows = reading_lines(self._bundle, self._tier, self.size.width)
            self.listing.rows_changed(len(self._rows))
        self.drawn_again()

    def head(self, width: int) -> list[Line]:
        """Which runbook, how old, at which tier."""
        if self._bundle is None:
            title = line(" ", (clean_line(self._runbook), ".bright"))
            return [beside(title, self.standing(), width), rule(width, _("reading the runbooks"))]
        book, speech = self._bundle.runbook, self.session.speech(self._bundle)
        left = line(" ", (speech.text("title") or book.id, ".bright"))
        words = _("{id} r{revision}, checked {date}, owner {owner}").format(
            id=book.id,
            revision=book.revision,
            date=book.reviewed_on,
            owner=speech.text(f"role.{book.owner}") or usual_role(book.owner),
        )
        shown = line(" ", (tier_word(self._tier), ".bright"))  # not row 1: there stands the tier of what is going on
        return [beside(left, self.standing(), width), shown, rule(width, words)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(self._rows[number], width) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        keys = _("1-3 tier   c {language}   d declare with it   j k scroll   Esc back").format(
            language=self.other_language
        )
        said = notice_lines(self._notice, is_refusal=True, width=width)
        return [rule(width), *(said if self._notice else [line((f" {keys}", ".muted"))])]

    def action_tier(self, number: int) -> None:
        """Read another tier, from its beginning."""
        if self._bundle is None:
            return
        tier = Tier(number)
        if tier not in self._bundle.runbook.tiers:
            self._notice = _("This runbook has no {tier}.").format(tier=tier_word(tier))
        else:
            self._tier, self._notice = tier, ""
            self.action_end(0)
        self.on_resize()

    def action_declare(self) -> None:
        """Declare with it."""
        self.dismiss(self._runbook)
