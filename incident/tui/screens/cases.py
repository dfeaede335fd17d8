"""The board of cases: every customer's matter, what is overdue first, and the acts on one or on many."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from incident.application.cases.finding import MaskedWords, holding, numbers_asked_for
from incident.domain.cases.case import Case
from incident.domain.cases.register import Register, register_of
from incident.i18n import N_, _
from incident.tui.messages import Appended, CaseWordsRead, ContactShown, IncidentRead, NamingRead
from incident.tui.screens.board import Board
from incident.tui.screens.case_keys import ACTS, CALLING, case_act
from incident.tui.session import Session
from incident.tui.views.cases import OWN, VIEW_HINTS, VIEWS, case_heads, case_line, case_lines, view_words, whole_case
from incident.tui.views.footing import hint_rows
from incident.tui.views.lines import Line, blank, heading, rule, wrap
from incident.walk.flows.cases.allowed import not_theirs
from incident.walk.flows.cases.calling import CallBackFlow
from incident.walk.flows.cases.erasing import EraseCasesFlow
from incident.walk.flows.cases.every import CASE_FLOWS
from incident.walk.keys import key_of
from incident.walk.moment import Walk
from incident.walk.standing import closed_words
from incident.wording.case_board import no_cases_words
from incident.wording.case_finding import RowWords

__all__ = ["CaseBoard"]

_TALL: Final = 32
"""Rows of a window that has room for all of a case."""
_AFTER_CLOSING: Final = frozenset({"case-content", "case-erase"})
"""What may still be done once the incident is closed."""


class CaseBoard(Board):
    """One row a case, ten thousand of them; read anew whenever the log changes."""

    BINDING_GROUP_TITLE = "cases"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "details", N_("all of it"), id="cases.details", tooltip=N_("Everything about the case")),
        *ACTS,
        case_act("n", "add", N_("new case"), N_("Take in a case, with its five elements")),
        Binding("space", "tick", N_("tick"), id="cases.tick", tooltip=N_("The next act is for all that are ticked")),
        Binding(
            "asterisk", "tick_all", N_("tick all"), id="cases.tick.all", tooltip=N_("Tick all that are shown, or none")
        ),
        Binding("K", "leave", N_("back"), id="cases.leave", tooltip=N_("Back to the walk")),
        *(
            Binding(str(n), f"view({n - 1})", N_("which are shown"), id=f"cases.view.{n}", show=False, tooltip=words)
            for n, words in enumerate(VIEW_HINTS, 1)
        ),
    ]

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__(session, walk)
        self._numbers: Sequence[int] = ()
        self._words = MaskedWords({})
        self._has_words = False
        self._rows: RowWords | None = None
        """What else can be looked for, as it stood when the incident was read."""
        self._view = 0
        self._ticked: set[int] = set()

    @property
    def _register(self) -> Register:
        return register_of(self._walk.incident)

    def read(self) -> None:
        """The incident, then the words of its cases."""
        super().read()
        self.session.gateway.read_case_words(self._in, self)

    def on_incident_read(self, message: IncidentRead) -> None:
        """Words are read again where cases came in; what was erased is gone when the board is opened the next time."""
        before, self._rows = len(self._register), None
        super().on_incident_read(message)
        if len(self._register) != before:
            self.session.gateway.read_case_words(self._in, self)

    def on_appended(self, message: Appended) -> None:
        """It is on disk: what was ticked is done."""
        self._ticked.clear()
        self._notice = message.said or self._notice
        super().read()

    def on_case_words_read(self, message: CaseWordsRead) -> None:
        """Now the rows say who waits for what."""
        self._words, self._has_words = message.words, True
        self.stands()

    async def on_contact_shown(self, message: ContactShown) -> None:
        """The customer is called: what came of it?"""
        if message.words is None:
            self.answer(_("The words of this case were erased: nobody can be called."))
            return
        case = self._register.case(message.number)
        await self.ask(CallBackFlow(walk=self._walk, case=case, words=message.words, looked_by=message.looked_by))

    async def on_naming_read(self, message: NamingRead) -> None:
        """Now whoever erases these customers knows where else they are named."""
        await self.ask(
            EraseCasesFlow(walk=self._walk, numbers=message.numbers, naming=lambda _erasure: message.entries)
        )

    def narrow(self) -> None:
        """The rows of the view with the words that were typed; the cursor stays on its own."""
        before, register, now = self._under_cursor(), self._register, self._walk.now
        asked = VIEWS[self._view].changed(owner=self._walk.person if self._view == OWN else "")
        if self._rows is None or not self.typed:
            self._rows = RowWords(register, now)
        self._numbers = holding(numbers_asked_for(register, asked, now), self._words, self.typed, self._rows)
        self.listing.rows_changed(len(self._numbers) or len(self._none(self.app.size.width)))
        if before is not None and before.number in self._numbers:
            self.listing.place = self._numbers.index(before.number)

    def head(self, width: int) -> list[Line]:
        """Which incident, which cases, how many stand how."""
        top = self.title_rows(_("CASES"), width)
        views = view_words(self._register, self._walk, self._view, width)
        return [*top, *views, rule(width), case_heads(width)]

    def row(self, number: int, width: int) -> Line:
        """One case; on an empty board, what to press."""
        if number < len(self._numbers):
            case = self._register.case(self._numbers[number])
            words = self._words.get(case.number) if self._has_words else None
            is_ticked = case.number in self._ticked
            return case_line(case, words, self._walk, width, is_ticked=is_ticked, is_read=self._has_words)
        rows = [] if self._numbers else self._none(width)
        return heading(rows[number]) if number < len(rows) else blank()

    def _none(self, width: int) -> Sequence[str]:
        """What stands there while there is no row."""
        nothing = _("Nothing fits the filter. Names are masked: not searched.")
        none = no_cases_words(key_of("cases.add", "n"), self._in) if self._walk.is_open else _("No case was taken in.")
        words = nothing if len(self._register) else none
        return wrap(words, width - 2, 3)

    def foot(self, width: int) -> list[Line]:
        """The case under the cursor, the keys, and what the program has to say."""
        first = _("a accept   o hand on   e answer   t told   d finish   b call")
        second = _("s their turn   m time   / filter   n new   X erase   Enter all   Space tick   Esc")
        words = f"{first}   {second}   ?" if len(self._register) else _("n new   Esc back   ?")
        if not self._walk.is_open:
            asked = _("f content?   X erase   / filter   Enter all   Space tick   Esc back   ?")
            words = asked if len(self._register) else _("Esc back   ?")
        keys = [self.typing_foot("")] if self.is_typing else hint_rows(words, width, 2)
        return [rule(width), *self._shown(width), *keys, *self.said(width)]

    def _shown(self, width: int) -> list[Line]:
        case = self._under_cursor()
        if case is None or not self._has_words:
            return []
        if self.size.height >= _TALL:
            return whole_case(case, self._words.get(case.number), self._walk, width)
        return list(case_lines(case, self._words.get(case.number), self._walk, width))

    def on_listing_moved(self) -> None:
        """Another case is under the cursor."""
        self.bottom.view = True

    def action_view(self, number: int) -> None:
        """Show all, or those that need one thing."""
        self._view = number
        self.listing.place = 0
        self.narrow()
        self.drawn_again()

    def action_tick(self) -> None:
        """Tick the case, or take the tick away; the cursor goes on."""
        case = self._under_cursor()
        if case is not None:
            self._ticked ^= {case.number}
            self.listing.refresh()
            self.action_move(1)

    def action_tick_all(self) -> None:
        """Tick all that are shown; where all are ticked, none."""
        shown = set(self._numbers)
        self._ticked = set() if self._ticked >= shown else self._ticked | shown
        self.listing.refresh()
        self.answer(_("{count} ticked: the next act is for all of them.").format(count=len(self._ticked)))

    async def action_details(self) -> None:
        """Everything about it."""
        from incident.tui.screens.case_details import CaseDetails  # here: few look at it

        case = self._under_cursor()
        if case is not None:
            details = CaseDetails(self._walk, case, self._words.get(case.number))
            await self.app.push_screen(details, partial(self._go_on, case))

    async def _go_on(self, case: Case, name: str | None) -> None:
        """The act that was begun where all of the case stood: about this one, whatever is ticked."""
        if name == CALLING:
            self._call_back(case)
        elif name is not None:
            await self._begin(name, (case.number,))

    def action_call_back(self) -> None:
        """Enter that somebody looks, then show it."""
        case = self._under_cursor()
        if case is not None:
            self._call_back(case)

    def _call_back(self, case: Case) -> None:
        if self._may_begin(CALLING):
            self.session.gateway.show_contact(self._in, case.number, self)

    async def action_begin(self, name: str) -> None:
        """Ask what is needed, about those that are ticked, else about the one under the cursor."""
        case = self._under_cursor()
        if case is None and name != "case-add":
            self.answer(_("Move to a case first: this is for one of them."))
        else:
            await self._begin(name, self._chosen(name, case))

    async def _begin(self, name: str, numbers: tuple[int, ...]) -> None:
        if not self._may_begin(name):
            return
        refused = not_theirs(self._walk, name, numbers)
        if refused:
            self.answer(refused)
        elif name == "case-erase":
            self.session.gateway.read_naming(self._in, numbers, self)
        else:
            await self.ask(CASE_FLOWS[name](self._walk, self.session.people, numbers))

    def _chosen(self, name: str, case: Case | None) -> tuple[int, ...]:
        """A customer is asked alone whether they are content."""
        if case is None:
            return ()
        ticked = [number for number in self._register.numbers if number in self._ticked]
        return tuple(ticked) if ticked and name != "case-content" else (case.number,)

    def _may_begin(self, name: str) -> bool:
        if self._walk.is_open or name in _AFTER_CLOSING:
            return True
        self.answer(closed_words())
        return False

    def _under_cursor(self) -> Case | None:
        place = self.listing.place
        return self._register.case(self._numbers[place]) if place < len(self._numbers) else None
