"""The messages of an incident: what became of each delivery, and another attempt at those that failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from incident.application.ports import Delivery
from incident.domain.messages.message import Message
from incident.domain.walking.approving import texts_waiting_for
from incident.i18n import N_, _
from incident.tui.screens.board import Board
from incident.tui.session import Session
from incident.tui.views.deliveries import delivery_row, delivery_rows
from incident.tui.views.lines import Line, line, rule, width_of
from incident.tui.views.message_board import board_heads, board_message, count_rows
from incident.tui.views.untold import DeliveryRow, nothing_written
from incident.walk.flows.correcting import CorrectFlow, may_be_corrected
from incident.walk.flows.leaving_out import LeaveOutFlow
from incident.walk.flows.pausing import PauseFlow, may_be_paused, not_paused_words
from incident.walk.flows.reading import ReadFlow
from incident.walk.flows.releasing import release_flow
from incident.walk.flows.retrying import RETRIED, RetryFlow
from incident.walk.flows.telling import told_flow
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.wording.custody import held_row
from incident.wording.safe import clean_line

__all__ = ["Deliveries"]


TALL: Final = 36
"""Rows of a window that has room for the message under the cursor."""
MOST_TEXT: Final = 6


class Deliveries(Board):
    """One row a delivery, its reason in whole under it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "detail", N_("details"), id="deliveries.detail", tooltip=N_("All that is known of it")),
        Binding("R", "retry", N_("send again"), id="deliveries.retry", tooltip=N_("Order another attempt; asks first")),
        Binding("T", "told", N_("told otherwise"), id="deliveries.told", tooltip=N_("Note how people were told")),
        Binding("e", "correct", N_("correct"), id="deliveries.correct", tooltip=N_("Say what is right instead")),
        Binding("A", "read", N_("record an answer"), id="deliveries.read", tooltip=N_("Who has read it, or how many")),
        Binding("p", "pause", N_("put off"), id="deliveries.pause", tooltip=N_("Put its escalation off for a while")),
        Binding("L", "leave_out", N_("leave out"), id="deliveries.out", tooltip=N_("Who is not told, and why")),
        Binding(
            "s", "call_sheet", N_("call sheet"), id="deliveries.sheet", tooltip=N_("Whom to phone and what to say")
        ),
        Binding("U", "update", N_("write the update"), id="deliveries.update", tooltip=N_("The update to customers")),
        Binding("N", "leave", N_("back"), id="deliveries.leave", tooltip=N_("Back to the walk")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._rows: Sequence[DeliveryRow] = ()

    def narrow(self) -> None:
        """The rows with the words that were typed; the cursor stays on its own."""
        before = self._row()
        self._rows = delivery_rows(self._walk, self.size.width, self.typed)
        self.listing.rows_changed(len(self._rows))
        places = (n for n, row in enumerate(self._rows) if row.is_chosen and before and row.about == before.about)
        self.listing.place = next(places, self.listing.place)
        self.settle()

    def is_heading(self, number: int) -> bool:
        """Whether it only says something of the row above it, or names those below."""
        return not self._rows[number].is_chosen

    def head(self, width: int) -> list[Line]:
        """Which incident, and how many stand how."""
        incident = self._walk.incident
        top = self.title_rows(_("MESSAGES"), width)
        if not incident.messages:
            return [*top, rule(width, _("nothing was sent yet"))]
        held = [line(" ", (held_row(), ".wrong"))] if self._walk.is_copy else []
        return [*top, *held, *count_rows(self._walk, width), rule(width), board_heads(self._walk, width)]

    def row(self, number: int, width: int) -> Line:
        """A delivery, or a line of its reason."""
        return delivery_row(self._rows[number], self._walk, width)

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        keys = _(
            "A answer  R send again  e correct  p put off  L leave out  T told otherwise  s call sheet  / filter  Esc"
        )
        if width_of(line(f" {keys}")) > width:  # no key of the board is left out for the words of another
            keys = _("A answer  R resend  e correct  p put off  T told  L omit  s call  / filter  Esc")
        if width_of(line(f" {keys}")) > width:
            keys = _("A answer  R resend  e correct  p T L  s call  /  Esc")
        if not self._walk.is_open:
            keys = _("A answer  R resend  e correct  T told  s call  /  Esc")
        message = self._message() if self.size.height >= TALL else None
        text = board_message(message, self._walk, width, MOST_TEXT) if message is not None else []
        return [*text, rule(width), self.typing_foot(keys), *self.said(width)]

    async def action_detail(self) -> None:
        """All that is known of the delivery under the cursor."""
        delivery, row = self._under_cursor(), self._row()
        if delivery is not None:
            from incident.tui.screens.delivery_details import DeliveryDetails  # here: few look at it

            await self.app.push_screen(DeliveryDetails(self._walk, delivery))
        elif row is not None and row.person is not None:
            words = _("Nothing was sent to {person}, so there is no delivery to show.")
            self.answer(words.format(person=clean_line(row.person.name)))
        elif self._message() is not None:
            self.answer(_("It went to nobody, so there is no delivery to show. What is known stands under it."))
        else:
            self.answer(self._none_written() or _("No message is chosen here."))

    async def action_retry(self) -> None:
        """Ask, then order another attempt."""
        delivery = self._under_cursor()
        if delivery is None or delivery.state not in RETRIED:
            words = self._none_written() or self._not_reached()
            self.answer(words or _("Only what failed or is unknown can be sent again."))
            return
        flow = RetryFlow(delivery=delivery, person=self._walk.person, speech=self._walk.speech)
        await self.ask(flow)

    def _not_reached(self) -> str:
        """That nothing can be sent again to whoever no way leads to; '' on any other row."""
        row = self._row()
        if row is None or row.person is None:
            return ""
        words = _("Nothing was sent to {person}: no way is set. Tell them by hand; {key} notes it.")
        return words.format(person=clean_line(row.person.name), key=key_of("deliveries.told", "T"))

    async def action_told(self) -> None:
        """Ask how the people of the message under the cursor were told; of whoever no way leads to, them alone."""
        message, row = self._message(), self._row()
        if row is None or message is None or message.released_at is None:
            self.answer(self._none_written() or _("It was not let go yet, so nobody was to be told of it."))
            return
        whom = row.person if row.told is None else None
        await self.ask(told_flow(self._walk, message, whom=whom, of=row.delivery))

    async def action_correct(self) -> None:
        """Ask what is right instead of the message under the cursor, and send it to whoever may have that."""
        message = self._message()
        if message is None or not may_be_corrected(message):
            self.answer(self._none_written() or _("It can be corrected after it was let go, and only once."))
            return
        await self.ask(CorrectFlow(walk=self._walk, message=message))

    def _none_written(self) -> str:
        """That there is no message to do anything with, and what writes it; '' where there is one."""
        row = self._row()
        if row is not None and row.item is not None:
            return nothing_written(row.item, self._walk)
        return "" if self._message() else _("No message was written yet.")

    async def action_read(self) -> None:
        """Ask who has read the message under the cursor, or whether it may leave where that waits for the reader."""
        message, walk = self._message(), self._walk
        waiting = texts_waiting_for(walk.incident, walk.checklist, walk.person, walk.now)
        mine = next((each for each in waiting if message is not None and each[1].id == message.id), None)
        if mine is not None:
            await self.ask(release_flow(walk, *mine, tuple(self.session.people)))
            return
        if message is None or message.released_at is None:
            self.answer(self._none_written() or _("It was not let go yet, so nobody can have read it."))
            return
        people = tuple(self.session.people)
        await self.ask(ReadFlow(walk=self._walk, message=message, people=people, first=self._recipient()))

    async def action_pause(self) -> None:
        """Ask for how long, and why, the escalation of the message under the cursor waits."""
        message = self._message()
        if message is None:
            self.answer(self._none_written())
        elif may_be_paused(message, self._walk):
            await self.ask(PauseFlow(walk=self._walk, message=message))
        else:
            self.answer(not_paused_words(message, self._walk))

    async def action_update(self) -> None:
        """The update to customers that is due next."""
        await self.begin(self.verbs().update())

    async def action_leave_out(self) -> None:
        """Ask who is not told, and why."""
        row, message = self._row(), self._message()
        person = row.person if row is not None else None
        audience = message.audience if message is not None else ""
        if row is not None and row.item is not None:
            audience = row.item.step.audience or ""
        flow = LeaveOutFlow(walk=self._walk, delivery=self._under_cursor(), audience=audience, person=person)
        await self.ask(flow)

    async def action_call_sheet(self) -> None:
        """Whom to phone and what to say."""
        from incident.tui.screens.call_sheet import CallSheet  # here: only where nothing arrives

        await self.app.push_screen(CallSheet(self._walk))

    def _row(self) -> DeliveryRow | None:
        """What the cursor stands on."""
        return self._rows[self.listing.place] if self.listing.place < len(self._rows) else None

    def _message(self) -> Message | None:
        """The message under the cursor, or of the delivery there."""
        row = self._row()
        if row is None or row.delivery is None:
            return row.message if row else None
        return self._walk.incident.messages.get(row.delivery.message)

    def _under_cursor(self) -> Delivery | None:
        row = self._row()
        return row.delivery if row else None

    def _recipient(self) -> str:
        """Whoever the row is about, as an answer names them."""
        row = self._row()
        if row is None or row.person is not None:
            return row.person.id if row and row.person else ""
        return row.delivery.recipient if row.delivery else ""
