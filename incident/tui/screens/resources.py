"""The board of resources: what was asked for, what comes, who works, what is free, and the acts on each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from incident.application.ports import Person
from incident.domain.events import AllocationState
from incident.domain.incident import COMMANDER
from incident.domain.resources.allocation import Allocation
from incident.domain.resources.resource import Stock
from incident.i18n import N_, _
from incident.tui.messages import IncidentRead, StockRead
from incident.tui.screens.board import Board
from incident.tui.session import Session
from incident.tui.views.footing import hint_rows
from incident.tui.views.lines import Line, beside, blank, heading, line, rule, width_of
from incident.tui.views.resource_lanes import LANES_FROM, lane_lines
from incident.tui.views.resource_panels import box_lines, coming_lines, last_lines, period_lines
from incident.tui.views.resource_table import resource_table
from incident.tui.views.resources import ResourceRow, counts_row, foot_lines, resource_rows
from incident.walk.flows.asking import Flow
from incident.walk.flows.resources.advancing import AdvanceFlow
from incident.walk.flows.resources.allowed import not_theirs
from incident.walk.flows.resources.ending import EndFlow
from incident.walk.flows.resources.giving import ApproveRequestFlow
from incident.walk.flows.resources.moving import AssignFlow, OutFlow
from incident.walk.flows.resources.requesting import RequestFlow
from incident.walk.flows.resources.taking_back import TakeBackFlow, take_back
from incident.walk.flows.resources.teams import PeriodFlow, TeamFlow
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.standing import closed_words
from incident.wording.resource_board import nothing_words, period_words
from incident.wording.resources import given_types, own_names

__all__ = ["ResourceBoard"]

COMING: Final = 4
"""As many rows of what happens next stand below the lanes."""
TALL: Final = 50
TALL_COMING: Final = 12
"""As many in a window of so many rows."""


class ResourceBoard(Board):
    """One row a resource; read anew whenever the log changes."""

    BINDING_GROUP_TITLE = "resources"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "advance", N_("next state"), id="resources.advance", tooltip=N_("Say what becomes of it")),
        Binding("r", "ask_for", N_("request"), id="resources.request", tooltip=N_("Ask for a thing or a person")),
        Binding("a", "assign", N_("assign"), id="resources.assign", tooltip=N_("Put it to work for somebody")),
        Binding("o", "out", N_("out, order"), id="resources.out", tooltip=N_("Out of use; a request: order it")),
        Binding(
            "x", "give_back", N_("release"), id="resources.end", tooltip=N_("Give it back, decline it, or call it off")
        ),
        Binding("t", "team", N_("team"), id="resources.team", tooltip=N_("Form a team under a lead, or dissolve it")),
        Binding("u,z", "take_back", N_("undo"), id="resources.undo", tooltip=N_("Undo your last change")),
        Binding("v", "view", N_("lanes or list"), id="resources.view", tooltip=N_("Lanes, or a list")),
        Binding("g", "whole", N_("all of it"), id="resources.whole", tooltip=N_("What has no room here, listed whole")),
        Binding("P", "period", N_("period"), id="resources.period", tooltip=N_("Begin the next operational period")),
        Binding("R", "leave", N_("back"), id="resources.leave", tooltip=N_("Back to the walk")),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._rows: Sequence[ResourceRow] = ()
        self._heads = blank()
        self._table: Sequence[tuple[int, Line]] = ()
        self._numbers: Sequence[int] = ()
        """Of each line of the list the row that it belongs to."""
        self._stock = Stock()
        self._as_list = False

    def on_mount(self) -> None:
        """The cursor takes all lines of a row."""
        super().on_mount()
        self.listing.tall = self._tall

    def read(self) -> None:
        """The incident, then what there is to give."""
        super().read()
        self.session.gateway.read_stock(self._walk.incident.mode, self)

    def on_incident_read(self, message: IncidentRead) -> None:
        """Others may have taken something of what there is."""
        super().on_incident_read(message)
        self.session.gateway.read_stock(self._walk.incident.mode, self)

    def on_stock_read(self, message: StockRead) -> None:
        """What the next dialogue offers, and what the team calls its own."""
        self._stock = message.stock
        self.stands()

    def stands(self) -> None:
        """The team's own types by their names."""
        inventory = self._stock.inventory
        speech = self._walk.speech.changed(types=own_names(inventory), given=given_types(inventory))
        if speech != self._walk.speech:
            self._walk = replace(self._walk, speech=speech)
        super().stands()

    def narrow(self) -> None:
        """The rows with the words that were typed; the cursor stays on its own."""
        before = self._under_cursor()
        self._rows = resource_rows(self._walk, self.typed)
        self._heads, self._table = resource_table(self._rows, self._walk, self.app.size.width)
        self._numbers = range(len(self._rows)) if self._in_lanes else [number for number, _line in self._table]
        self.listing.rows_changed(len(self._numbers) or 1)
        self.listing.display = not self._in_lanes
        own = [row.allocation.id if row.allocation else "" for row in self._rows]
        places = [place for place, number in enumerate(self._numbers) if before and own[number] == before.id]
        self.listing.place = places[0] if places else min(self.listing.place, max(0, len(self._numbers) - 1))
        self.settle()

    def is_heading(self, number: int) -> bool:
        """Whether the line goes on with the row above; the cursor rests on the first line of each."""
        return 0 < number < len(self._numbers) and self._numbers[number] == self._numbers[number - 1]

    def settle(self) -> None:
        """From a line that goes on with a row to the first one of that row."""
        while self.is_heading(self.listing.place):
            self.listing.place -= 1

    def below_sight(self) -> int:
        """How many resources, not lines: one of which a line is out of sight is counted."""
        listing = self.listing
        return len(set(self._numbers[listing.scroll_offset.y + listing.size.height :]))

    def _tall(self, place: int) -> int:
        """How many lines the row has that begins there."""
        if self._in_lanes or place >= len(self._numbers):
            return 1
        return sum(number == self._numbers[place] for number in self._numbers)

    def head(self, width: int) -> list[Line]:
        """Which incident, which period, how many stand how."""
        top = self._top(width)
        return [*top, *self._lanes(width, len(top))] if self._in_lanes else [*top, self._heads]

    def _top(self, width: int) -> list[Line]:
        """The rows above the table or the lanes; the period stands beside the counts where it has room there."""
        walk, own = self._walk, self._walk.incident.resources
        counts, period = counts_row(own, walk.now, width), period_words(own, walk.speech, walk.now, self._shift_ends)
        view = (_("view: list  (v lanes)") if self._as_list else _("view: lanes  (v list)")) if self._is_broad else ""
        has_room = width_of(f" {counts}   {period} {view} ") <= width
        if has_room and period:
            counts, period = f"{counts}   {period}", ""
        rows = hint_rows(counts, width, 2, style="")
        if view:
            rows = [beside(rows[0], line((view, ".muted"), " "), width), *rows[1:]]
        return [*self.title_rows(_("RESOURCES"), width, also=period), *rows, rule(width)]

    @property
    def _shift_ends(self) -> datetime | None:
        walk = self._walk
        if not (walk.is_open and walk.on_duty):
            return None
        from incident.domain.duties.stretches import shift_ends  # here: not every team has a rota

        return shift_ends(walk.on_duty, COMMANDER)

    def _lanes(self, width: int, above: int) -> list[Line]:
        """What fills the window between the counts and the keys."""
        walk, height = self._walk, self.app.size.height
        below = [
            *box_lines(self._row_under_cursor(), self._stock, walk, width),
            *coming_lines(walk, width, COMING if height < TALL else TALL_COMING),
            *period_lines(walk, self._stock, width),
            *last_lines(walk, width, 1),
        ]
        room = height - above - len(self.foot(width)) - len(below)
        return [*lane_lines(self._rows, self.listing.place, walk, width, room), *below]

    @property
    def _is_broad(self) -> bool:
        return self.app.size.width >= LANES_FROM[0] and self.app.size.height >= LANES_FROM[1]

    @property
    def _in_lanes(self) -> bool:
        """Whether the board is drawn as lanes: there is room, something to show, and nobody wants or types a filter."""
        return self._is_broad and bool(self._rows) and not (self._as_list or self.typed or self.is_typing)

    def on_listing_moved(self) -> None:
        """Lanes mark the one under the cursor, and say more of it."""
        if self._in_lanes:
            self.drawn_again()

    def on_input_blurred(self) -> None:
        """The field is left: there may be lanes again."""
        self.narrow()
        self.drawn_again()

    def own_keys(self) -> Mapping[str, str]:
        """The help does not offer lanes where they have no room."""
        lanes = [key for key, active in self.active_bindings.items() if active.binding.id == "resources.view"]
        return {} if self._is_broad else dict.fromkeys(lanes, "")

    def action_view(self) -> None:
        """The other of both."""
        if not self._is_broad:
            words = _("Lanes need a window of {width} by {height} cells.")
            self.answer(words.format(width=LANES_FROM[0], height=LANES_FROM[1]))
            return
        self._as_list = not self._as_list
        self.narrow()
        self.drawn_again()

    def row(self, number: int, width: int) -> Line:  # noqa: ARG002 (made for the window)
        """A line of a resource or a team; on an empty board, what to press."""
        if number >= len(self._table):
            return blank() if self._rows else heading(self._none())
        return self._table[number][1]

    def _none(self) -> str:
        """Why there is no row, and what to press."""
        if self.typed:
            return _("Nothing fits the filter.")
        opened = self._walk.is_open
        return nothing_words(key_of("resources.request", "r")) if opened else _("Nothing was asked for.")

    def foot(self, width: int) -> list[Line]:
        """What needs somebody, who reports to whom, the keys, and what the program has to say."""
        if self._in_lanes:
            return [rule(width), *self._lane_keys(), *self.said(width)]
        words = _(
            "r request   Enter next   a assign   o out/order   x release   t team   u undo   / filter   g all   ?"
        )
        keys = [self.typing_foot("")] if self.is_typing else hint_rows(self._of_rows(words), width, 1)
        below = foot_lines(self._walk, self._stock, width, self.app.size.height)
        return [rule(width), *below, *keys, *self.said(width)]

    def _lane_keys(self) -> list[Line]:
        keys = _(
            "r request   Enter next state   a assign   o out/order   x release   t team   u undo   v list   P period"
            "   / filter   g all   ?"
        )
        words = _("Every change asks who and why; nothing is deleted. j and k go from lane to lane.")
        return [*hint_rows(self._of_rows(keys), self.app.size.width, 1), line((f" {words}", ".muted"))]

    def _of_rows(self, keys: str) -> str:
        """The keys; on an empty board only those that need no row, of a closed incident those that only look."""
        if not self._walk.is_open:
            return (
                _("v lanes or list   / filter   g all   Esc back   ?")
                if self._is_broad
                else _("/ filter   g all   Esc back   ?")
            )
        return keys if self._rows or self.typed else _("r request   t team   u undo   g all   Esc back   ?")

    def _below(self, width: int) -> list[Line]:
        """The rows below; of lanes nothing follows further down."""
        if not self._in_lanes:
            return super()._below(width)
        rows = self.foot(width)
        return self._ended(rows, width)

    async def action_whole(self) -> None:
        """List what the board has no room for."""
        from incident.tui.screens.resource_whole import ResourceWhole  # here: few look at it

        await self.app.push_screen(ResourceWhole(self._walk, self._stock))

    async def action_advance(self) -> None:
        """Ask what becomes of it."""
        await self._of_own(
            lambda own: AdvanceFlow(walk=self._walk, people=self._people, stock=self._stock, allocation=own)
        )

    async def action_assign(self) -> None:
        """Ask for whom it works."""
        await self._of_own(lambda own: AssignFlow(walk=self._walk, people=self._people, allocation=own))

    async def action_out(self) -> None:
        """Ask why it cannot be used, and until when; of what is only asked for, who else gives it."""
        await self._of_own(self._order_or_out)

    def _order_or_out(self, own: Allocation) -> Flow:
        if own.state is not AllocationState.REQUESTED:
            return OutFlow(walk=self._walk, allocation=own)
        return ApproveRequestFlow(
            walk=self._walk, people=self._people, stock=self._stock, allocation=own, is_order=True
        )

    async def action_give_back(self) -> None:
        """Ask how it ends."""
        await self._of_own(lambda own: EndFlow(walk=self._walk, allocation=own))

    async def action_ask_for(self) -> None:
        """Ask what is needed."""
        await self._begin(RequestFlow(walk=self._walk, people=self._people, stock=self._stock))

    async def action_team(self) -> None:
        """Ask which team, and who leads it."""
        await self._begin(TeamFlow(walk=self._walk, people=self._people))

    async def action_take_back(self) -> None:
        """Say what would be undone, and ask why."""
        found = take_back(self._walk)
        if isinstance(found, TakeBackFlow):
            await self._begin(found)
        else:
            self.answer(found)

    async def action_period(self) -> None:
        """Ask until when the plan holds."""
        await self._begin(PeriodFlow(walk=self._walk))

    async def _of_own(self, flow: Callable[[Allocation], Flow]) -> None:
        """Begin it with the resource under the cursor, unless it has ended."""
        own = self._under_cursor()
        if own is None:
            self.answer(_("Move to a resource first: this is for one of them."))
        elif not own.is_live:
            self.answer(_("{allocation} is over. Request it again.").format(allocation=own.id))
        elif refused := not_theirs(self._walk, own, self._stock):
            self.answer(refused)
        else:
            await self._begin(flow(own))

    async def _begin(self, flow: Flow) -> None:
        if self._walk.is_open:
            await self.ask(flow)
        else:
            self.answer(closed_words())

    @property
    def _people(self) -> tuple[Person, ...]:
        return tuple(self.session.people)

    def _under_cursor(self) -> Allocation | None:
        row = self._row_under_cursor()
        return row.allocation if row else None

    def _row_under_cursor(self) -> ResourceRow | None:
        place = self.listing.place
        return self._rows[self._numbers[place]] if place < len(self._numbers) else None
