"""What Home opens besides the incidents of its list: runbooks, people, exercises, what is found.

Apart from Home, which reads and draws its list.
"""

from __future__ import annotations

from incident.tui.screens.page import Page

__all__ = ["HomeSheets"]


class HomeSheets(Page):
    """The screens over Home, and where they lead to from there."""

    async def action_library(self) -> None:
        """The runbooks, to read; the one that is to be declared with is declared with."""
        from incident.tui.screens.library import Library  # here: the first frame reads no runbook

        await self.app.push_screen(Library(self.session), self.declare_with)

    async def action_people(self) -> None:
        """Everybody, and how each is reached."""
        from incident.tui.screens.people import People  # here: the first frame names nobody

        await self.app.push_screen(People(self.session))

    async def action_drills(self) -> None:
        """The open exercises; one that is led opens for whoever leads it, and the walk for all others."""
        from incident.tui.screens.drills import Drills  # here: few mornings have an exercise

        await self.app.push_screen(Drills(self.session), self._drilled)

    def _drilled(self, chosen: tuple[str, bool] | None) -> None:
        if chosen is not None:
            self.call_next(self._lead if chosen[1] else self._walk, chosen[0])

    async def open_at(self, incident_id: str, *, leads: bool) -> None:
        """Begin there instead of here."""
        await (self._lead(incident_id) if leads else self._walk(incident_id))

    async def _lead(self, exercise: str) -> None:
        from incident.tui.screens.console import ConsoleSheet  # here, as above

        await self.app.push_screen(ConsoleSheet(self.session, exercise))

    async def action_search(self) -> None:
        """Find an open incident by a few letters, or words in any; the one that is chosen is opened."""
        from incident.tui.screens.search import Search  # here: the first frame looks for nothing

        await self.app.push_screen(Search(self.session), self._found)

    def _found(self, chosen: tuple[str, str] | None) -> None:
        if chosen is not None:
            self.call_next(self._walk_to, *chosen)

    async def _walk_to(self, incident_id: str, step: str) -> None:
        await self._walk(incident_id, step=step, opens="lead")

    def declare_with(self, runbook: str | None) -> None:
        """Read the runbooks, then ask; which one is known already."""
        raise NotImplementedError

    async def _walk(self, incident_id: str, *, step: str = "", opens: str = "") -> None:
        raise NotImplementedError
