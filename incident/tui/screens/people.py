"""People and roles: who holds what, who may fill what is open, how each is reached; a role is given from here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from incident.i18n import N_, _
from incident.tui.screens.aside import Aside
from incident.tui.screens.filtered import Filtered
from incident.tui.screens.following import Following
from incident.tui.session import Session
from incident.tui.views.lines import Line, beside, line, rule
from incident.tui.views.people import PeopleRow, Team, people_row, people_rows, span_words
from incident.tui.views.person import framed_details
from incident.walk.flows.roles import RoleFlow
from incident.walk.moment import Walk
from incident.walk.standing import closed_words

if TYPE_CHECKING:  # not every team has a rota
    from incident.domain.duties.stretches import OnDuty

__all__ = ["People"]


class People(Aside[None], Following, Filtered[None]):
    """Everybody of the workspace, and in an incident its roles; read anew whenever the log changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("give"), id="people.give", tooltip=N_("Give the role to a person")),
        Binding("I", "take", N_("take it"), id="people.take", tooltip=N_("Take the role yourself")),
        Binding("p", "leave", N_("back"), id="people.leave", tooltip=N_("Back to the screen before")),
    ]

    def __init__(self, session: Session, walk: Walk | None = None, person: str = "") -> None:
        """`person`: on whom the cursor stands first."""
        super().__init__(session, walk)
        self._wanted = person
        self._rows: Sequence[PeopleRow] = ()

    def on_mount(self) -> None:
        """Begin at whom one came for."""
        self.narrow()
        self.call_after_refresh(self._begin)

    def stands(self) -> None:
        """Show who holds what now; the cursor stays on its row."""
        place = self.listing.place
        self.narrow()
        self.listing.place = min(place, max(0, len(self._rows) - 1))

    def on_resize(self) -> None:
        """Rows of another width."""
        self.narrow()

    def narrow(self) -> None:
        """The rows that fit what was typed."""
        session = self.session
        walk = self._walk if self._in else None
        self._rows = people_rows(
            self._team(walk), walk, self.speech(), session.person, typed=self.typed, width=self.room
        )
        self.listing.rows_changed(len(self._rows))
        self.drawn_again()

    def _team(self, walk: Walk | None) -> Team:
        session, now = self.session, self.session.gateway.now()
        people = walk.with_its_ways(session.people) if walk else session.reached
        return Team(people=people, on_duty=walk.on_duty if walk else self._whom_to_wake, now=now)

    @cached_property
    def _whom_to_wake(self) -> Sequence[OnDuty]:
        """Outside an incident: asked once, for many rotas take longer than a key may."""
        if not self.session.rotas:
            return ()
        from incident.domain.duties.stretches import everybody_on_duty  # here: not every team has a rota

        return everybody_on_duty(self.session.rotas, self.session.gateway.now())

    def head(self, width: int) -> list[Line]:
        """Which incident, and how many its commander leads."""
        if not self._in:
            title = line(" ", (_("PEOPLE"), ".bright"), "  ", self.session.workspace)
            return [beside(title, self.standing(), width), rule(width)]
        top = self.title_rows(_("PEOPLE AND ROLES"), width)
        return [*top, rule(width, span_words(self._walk))]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return people_row(self._rows[number], width)

    def foot(self, width: int) -> list[Line]:
        """The keys, and what the program has to say."""
        gives = self._in and self._walk.is_open
        keys = _("Enter give the role   I take it   / filter   Esc back") if gives else _("/ filter   Esc back")
        return [rule(width), self.typing_foot(keys), *self.said(width)]

    def aside(self, width: int, height: int) -> Sequence[Line]:
        """The role or the person under the cursor, with everything that is known of it."""
        here = self._rows[self.listing.place] if self.listing.place < len(self._rows) else None
        walk = self._walk if self._in else None
        return framed_details(here, self._team(walk), walk, self.speech(), width)[:height]

    def line_to_copy(self) -> str:
        """All that is said of whoever is under the cursor."""
        rows = self._rows[self.listing.place :]
        own = [rows[0], *takewhile(lambda row: row.is_more, rows[1:])] if rows else []
        return "  ".join([row.name for row in own[:1]] + [part for row in own for part in (row.words, row.end) if part])

    def on_listing_moved(self) -> None:
        """Another one is under the cursor."""
        self.beside.view = True

    def is_heading(self, number: int) -> bool:
        """What names the roles or the people below it, or goes on with the row above."""
        return bool(self._rows[number].heading) or self._rows[number].is_more

    async def action_pick(self) -> None:
        """Ask who has the role; on a person: which role."""
        row = self._open_row()
        if row is None:
            return
        person = row.person.id if row.person else ""
        flow = RoleFlow(walk=self._walk, people=self.session.people, role=row.role, person=person)
        await self.ask(flow)

    def action_take(self) -> None:
        """Take the role under the cursor, if nobody else has it."""
        row = self._open_row()
        if row is None or not row.role:
            return
        walk = self._walk
        holder, me = walk.incident.person_of(row.role), self.session.person
        if holder is not None:
            words = _("{name} is {role} already; Enter gives it to somebody else.")
            self.answer(words.format(name=walk.speech.person(holder), role=walk.speech.role(row.role)))
            return
        self.finished(RoleFlow(walk=walk, people=(), role=row.role, person=me).given(row.role, me))

    def _open_row(self) -> PeopleRow | None:
        """The row under the cursor, where the incident is open; None on a heading."""
        row = self._rows[self.listing.place] if self.listing.place < len(self._rows) else None
        if row is None or row.heading or not self._in:
            return None
        if self._walk.is_open:
            return row
        self.answer(closed_words())
        return None

    def _begin(self) -> None:
        """The cursor stands on whom one came for, else on the first row that is no heading."""
        places = [n for n, row in enumerate(self._rows) if row.person and row.person.id == self._wanted]
        self.listing.place = places[0] if places else 0
        self.settle()
