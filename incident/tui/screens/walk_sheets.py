"""What the walk opens over itself: the sheets about its incident. Each is read when it is first asked for."""

from __future__ import annotations

from incident.tui.screens.walk_marks import WalkMarks
from incident.walk.standing import closed_words

__all__ = ["WalkSheets"]


class WalkSheets(WalkMarks):
    """The sheets of the walk, apart from its marks and from how it is shown."""

    def look_at(self, step: str | None) -> None:
        """Look at a step that was picked on a sheet."""
        raise NotImplementedError

    async def action_details(self) -> None:
        """All words of the step shown."""
        from incident.tui.screens.details import Details  # here: the first step needs none of it

        if self.walk is not None and self.walk.shown is not None:
            await self.app.push_screen(Details(self.walk))

    async def action_whole(self) -> None:
        """All steps of the tier; the one that is picked is looked at."""
        from incident.tui.screens.whole_list import WholeList  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(WholeList(self.session, self.walk), self.look_at)

    async def action_timeline(self) -> None:
        """Everything that happened."""
        from incident.tui.screens.timeline import Timeline  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(Timeline(self.session, self.walk))

    async def action_people(self) -> None:
        """Who holds what, and how each is reached."""
        from incident.tui.screens.people import People  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(People(self.session, self.walk))

    async def action_handover(self) -> None:
        """The briefing, and who takes over."""
        from incident.tui.screens.handover import HandoverSheet  # here: once a shift

        if self.walk is not None and self.walk.is_open:
            await self.app.push_screen(HandoverSheet(self.session, self.walk))
        elif self.walk is not None:
            self.say(closed_words(), refused=True)

    async def action_law(self) -> None:
        """The clocks, and what the law asks for."""
        from incident.tui.screens.law import LawSheet  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(LawSheet(self.session, self.walk))

    async def action_state(self, name: str) -> None:
        """Ask what is to be stated of the law, from the palette."""
        from incident.walk.flows.law import law_flow  # here: few incidents are held to any law

        flow = law_flow(name, self.walk, self.session.people) if self.walk is not None else None
        if flow is not None:
            await self.ask(flow, self.incident_id)

    async def action_messages(self) -> None:
        """What became of every message."""
        from incident.tui.screens.deliveries import Deliveries  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(Deliveries(self.session, self.walk))
