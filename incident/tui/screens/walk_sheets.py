"""What the walk opens over itself: the sheets about its incident. Each is read when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.i18n import _
from incident.tui.messages import SimilarRead
from incident.tui.screens.walk_marks import WalkMarks
from incident.walk.moment import Walk
from incident.walk.standing import closed_words

if TYPE_CHECKING:
    from incident.tui.views.palette import Place

__all__ = ["WalkSheets", "leads_it"]


def leads_it(walk: Walk) -> bool:
    """Whether it is an exercise that goes on and that the reader leads for others."""
    exercise = walk.incident.exercise
    if exercise is None or exercise.is_solo or exercise.ended_at is not None:
        return False
    return walk.person in exercise.controllers


class WalkSheets(WalkMarks):
    """The sheets of the walk, apart from its marks and from how it is shown."""

    async def action_details(self) -> None:
        """All words of the step shown."""
        from incident.tui.screens.details import Details  # here: the first step needs none of it

        if self.walk is not None and self.walk.shown is not None:
            await self.app.push_screen(Details(self.walk))

    async def action_whole(self) -> None:
        """All steps of the tier; what is picked there is looked at, or done here."""
        from incident.tui.screens.whole_list import WholeList  # here: the first step needs none of it

        def picked(place: Place | None) -> None:
            if place is not None:
                self.call_next(self.go, place)

        if self.walk is not None:
            await self.app.push_screen(WholeList(self.session, self.walk), picked)

    async def action_timeline(self) -> None:
        """Everything that happened."""
        from incident.tui.screens.timeline import Timeline  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(Timeline(self.session, self.walk))

    async def lead(self) -> None:
        """The facilitator's screen in the place of the walk, whose questions are its players'."""
        from incident.tui.screens.console import ConsoleSheet  # here: few lead an exercise

        # Not waited for: this screen would wait for its own end.
        self.app.switch_screen(ConsoleSheet(self.session, self.incident_id))

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

    async def action_review(self) -> None:
        """The after-action report, as far as it goes by now."""
        from incident.tui.screens.review import ReviewSheet  # here: mostly after the incident

        if self.walk is not None:
            await self.app.push_screen(ReviewSheet(self.session, self.walk))

    def action_similar(self) -> None:
        """Incidents with the same runbook."""
        self.session.gateway.read_similar(self.incident_id, self)

    async def on_similar_read(self, message: SimilarRead) -> None:
        """Show them, or say that there is none."""
        if not message.rows:
            self.say(_("No other incident had this runbook."))
            return
        from incident.walk.flows.resembling import SimilarFlow  # here: few look back in the middle of an incident

        await self.ask(SimilarFlow(rows=message.rows, speech=self.speech()))

    async def action_law(self) -> None:
        """The clocks, and what the law asks for."""
        from incident.tui.screens.law import LawSheet  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(LawSheet(self.session, self.walk))

    async def action_evidence(self) -> None:
        """What is kept as proof."""
        from incident.tui.screens.evidence import EvidenceSheet  # here: most nights keep nothing

        if self.walk is not None:
            await self.app.push_screen(EvidenceSheet(self.session, self.walk))

    async def action_resources(self) -> None:
        """Who and what is on it."""
        from incident.tui.screens.resources import ResourceBoard  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(ResourceBoard(self.session, self.walk))

    async def action_cases(self) -> None:
        """Which customers wait."""
        from incident.tui.screens.cases import CaseBoard  # here: the first step needs none of it

        if self.walk is not None:
            await self.app.push_screen(CaseBoard(self.session, self.walk))

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
