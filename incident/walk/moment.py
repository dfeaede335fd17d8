"""Everything that the walk shows of one moment: the incident, who looks, and where they look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Self

from incident.application.delivery.retrying import TROUBLED, lacks_target
from incident.application.delivery.stuck import gets_nothing_out, stuck_rows
from incident.application.messages.reach import out_of_reach, recipients
from incident.application.ports import Cut, Delivery, DeliveryState, Directory, Person, Recipient
from incident.domain.decide.undoing import OwnMark, mark_to_undo
from incident.domain.events import IncidentMode, Recorded
from incident.domain.grading.proposals import Proposal
from incident.domain.incident import COMMANDER, Incident, Status, StepState
from incident.domain.messages.drafts import waiting_draft
from incident.domain.messages.message import Message, Told
from incident.domain.refusals import Refused
from incident.domain.timing.clock_kinds import ClockKind
from incident.domain.timing.clocks import Clock
from incident.domain.timing.present import Present
from incident.domain.walking.checklist import Checklist, Item
from incident.walk.stand import Stand
from incident.wording.answering import is_seen_to
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from incident.domain.duties.stretches import OnDuty
    from incident.domain.resources.resource import Inventory
    from incident.walk.drafts import Draft

__all__ = ["Walk"]

UNDERWAY = frozenset({DeliveryState.PENDING, DeliveryState.SENDING})


@dataclass(frozen=True, kw_only=True)
class Walk:
    """One moment of one incident, for one person; what is computed from it is computed once."""

    incident: Incident
    person: str
    speech: Speech
    now: datetime
    deliveries: Sequence[Delivery] = ()
    elsewhere: Sequence[Delivery] = ()
    """Those of the other open incidents, where some of this one were tried in vain."""
    directory: Directory | None = field(default=None, repr=False, compare=False)
    """Who is told, and who is on duty; None where nobody has to know."""
    cut: Cut | None = None
    """How the line to the server is cut, if it is."""
    can_write: bool = True
    """Whether this program may write to the log, or it is of another version."""
    is_copy: bool = False
    """Whether the log is a backup that nobody has confirmed, so that nothing is sent."""
    inventory: Inventory | None = field(default=None, repr=False, compare=False)
    """What the team has, and who approves how fast; read while a request waits for its answer."""
    unsaved: tuple[str, ...] = ()
    """The dialogues that keep words which the log did not take."""
    half_typed: tuple[Draft, ...] = ()
    """What whoever looks has typed at their terminals and the log does not have."""
    names_law: bool = False
    """Whether the workspace names jurisdictions, to whose rules its incidents are held."""
    latest: Sequence[Recorded] = ()
    """The last entries of the record, the oldest first."""
    authors: Mapping[int, str] = field(default_factory=dict)
    """By entry, who wrote what somebody wants erased, or did not long ago."""
    look: str | None = None
    """The step that is looked at, where it is not the current one."""
    before: Stand | None = field(default=None, repr=False, compare=False)
    """How an incident stood a moment ago; computed anew if it is another one, or stands otherwise now."""

    @cached_property
    def stand(self) -> Stand:
        """How the incident stands."""
        if self.before is not None and self.before.lasts(self.incident, self.now):
            return self.before
        return Stand(self.incident, self.now)

    @property
    def checklist(self) -> Checklist:
        """The effective checklist of this moment."""
        return self.stand.checklist

    @property
    def clocks(self) -> Sequence[Clock]:
        """The running clocks, the earliest due first."""
        return self.stand.clocks

    @property
    def proposals(self) -> Sequence[Proposal]:
        """The changes of tier that the facts call for."""
        return self.stand.proposals

    @cached_property
    def mute(self) -> Mapping[str, Sequence[Person]]:
        """Message by message, who of the audience has no way."""
        return {} if self.directory is None else out_of_reach(self.incident, self.deliveries, self.directory)

    def owing(self, message: Message) -> Sequence[str]:
        """Who may have been told of that message by hand, by id."""
        from incident.application.messages.by_hand import owing  # here: asked of one message, when somebody tells

        return () if self.directory is None else owing(self.incident, message, self.deliveries, self.directory)

    def only_owing(self, message: Message) -> str | None:
        """The one who is left of them, where nobody else can be meant."""
        from incident.application.messages.by_hand import only_one  # here: as above

        return None if self.directory is None else only_one(self.incident, message, self.deliveries, self.directory)

    def told_alone(self, message: Message) -> Iterable[tuple[Person, Told]]:
        """Who was told of that message by hand and has no delivery of it."""
        if self.directory is None or not message.tellings:
            return ()
        from incident.application.messages.by_hand import told_without_row  # here: most messages are sent

        return told_without_row(self.incident, message, self.deliveries, self.directory)

    @property
    def is_open(self) -> bool:
        """Whether the incident still goes on."""
        return self.incident.status is Status.OPEN

    @property
    def current(self) -> Item | None:
        """The step that is due next."""
        return self.checklist.current

    @property
    def shown(self) -> Item | None:
        """The step in the box: the one looked at, else the current one."""
        return (self.checklist.item(self.look) if self.look else None) or self.current

    @property
    def is_looking(self) -> bool:
        """Whether the box shows another step than the current one."""
        return self.shown is not None and (self.current is None or self.shown.step.id != self.current.step.id)

    @property
    def empty_roles(self) -> tuple[str, ...]:
        """The roles that the tier wants filled and nobody holds; none once the incident is closed."""
        if not self.is_open:
            return ()
        return tuple(role for role in self.incident.roles_to_fill() if self.incident.person_of(role) is None)

    @property
    def leader_else(self) -> str | None:
        """Who leads, where it is another person: what only a commander may do is theirs."""
        commander = self.incident.person_of(COMMANDER)
        return commander if commander != self.person else None

    @cached_property
    def is_relieved(self) -> bool:
        """Whether whoever looks has handed over all that they had: nothing needs them but what they are asked."""
        if not self.is_open or not self.incident.handovers:
            return False
        from incident.domain.duties.carrying import is_relieved  # here: few incidents last longer than a shift

        return is_relieved(self.incident, self.person, self.now)

    @cached_property
    def on_duty(self) -> tuple[OnDuty, ...]:
        """Everybody who is on duty, rota by rota, each in the order in which they are woken."""
        rotas = self.directory.rotas() if self.directory else ()
        if not rotas:
            return ()
        from incident.domain.duties.stretches import everybody_on_duty  # here: not every team has a rota

        return everybody_on_duty(rotas, self.now)

    def with_its_ways(self, people: Sequence[Person]) -> Sequence[Person]:
        """The same people with the ways of exercises in an exercise, and else with real ones."""
        if self.directory is None:
            return people
        from incident.application.messages.people import in_mode  # here: few screens show how people are reached

        return list(in_mode(people, self.directory, exercise=self.incident.mode is IncidentMode.EXERCISE))

    def told(self, audience: str) -> Sequence[Recipient] | None:
        """Who would be told now; None where nobody can say it."""
        if self.directory is None:
            return None
        return recipients(self.incident, self.directory, audience, self.now)

    @property
    def troubled(self) -> tuple[Delivery, ...]:
        """The deliveries whose outcome needs a person."""
        rows = (row for row in self.deliveries if row.state in TROUBLED)
        return tuple(row for row in rows if not is_seen_to(row, self.incident, self.speech))

    @property
    def targetless(self) -> tuple[Delivery, ...]:
        """The deliveries that wait for a target that is not configured."""
        rows = (row for row in self.deliveries if lacks_target(row))
        return tuple(row for row in rows if not self.incident.is_corrected(row.message))

    @property
    def stuck(self) -> tuple[Delivery, ...]:
        """The deliveries that were tried in vain, and are tried again."""
        rows = stuck_rows(self.deliveries, self.now)
        return tuple(row for row in rows if not self.incident.is_corrected(row.message))

    @property
    def gets_nothing_out(self) -> bool:
        """Whether no message leaves at all."""
        return bool(self.stuck) and gets_nothing_out((*self.deliveries, *self.elsewhere), self.now)

    @property
    def undelivered_messages(self) -> tuple[Message, ...]:
        """The messages that have no delivery at all."""
        known = {row.message for row in self.deliveries}
        return tuple(each for each in self.incident.messages.values() if each.id not in known)

    def at(self, now: datetime) -> Self:
        """The same a little later, with a memory of what is asked of that moment."""
        return replace(self, now=Present.of(now), before=self.stand)

    def lasts(self, now: datetime) -> bool:
        """Whether all that was made of it would be the same at that moment."""
        return isinstance(self.now, Present) and self.now.lasts(now) and self.stand.lasts(self.incident, now)

    def looks_like(self, other: Walk) -> bool:
        """Whether the walk shows the same of both, but for the time: not how far a message is that is on its way."""
        one, another = ((replace(each, now=self.now, deliveries=()), _told(each)) for each in (self, other))
        return one == another

    def clock(self, kind: ClockKind, subject: str | None = None) -> Clock | None:
        """The running clock of that kind, of that phase or step if one is named; or None."""
        return next((c for c in self.clocks if c.kind is kind and subject in (None, c.subject)), None)

    def draft_of(self, step: str) -> Message | None:
        """The step's message that waits for its approval, or None; whose promise is past cannot leave any more."""
        return waiting_draft(self.incident, step, self.now)

    def undoable(self) -> OwnMark | None:
        """The person's last mark, which undo would take back; None if there is none."""
        try:
            return mark_to_undo(self.incident, self.person)
        except Refused:
            return None

    def beside(self, steps: int) -> str | None:
        """The id of the step so many lines from the one shown, for looking; None at the current one."""
        lines = [item for item in self.checklist.items if item.number]
        if self.current is None and self.checklist.open_items:
            lines = list(self.checklist.open_work)  # nothing else is left to look for
        if not lines:
            return None
        if self.shown is None:
            return lines[0 if steps > 0 else -1].step.id
        place = next((n for n, item in enumerate(lines) if item.step.id == self.shown.step.id), 0)
        there = lines[max(0, min(len(lines) - 1, place + steps))]
        return None if self.current and there.step.id == self.current.step.id else there.step.id

    def last_done(self, most: int) -> tuple[Item, ...]:
        """The steps that were marked last, the latest at the end; one that went wrong stays before its way out."""
        marked = (item for item in self.checklist.items if item.is_complete or item.state is StepState.NOT_AS_EXPECTED)
        here = self.shown.step.id if self.shown else None
        done = [item for item in marked if item.progress is not None and item.step.id != here]
        done.sort(key=lambda item: item.progress.seq if item.progress else 0)
        return tuple(done[-most:])

    def coming(self) -> tuple[Item, ...]:
        """What is still to do after the step shown, without what waits in a band."""
        shown = self.shown
        return tuple(
            item
            for item in self.checklist.open_items
            if item.state not in (StepState.DEFERRED, StepState.ASKED)
            and not item.in_band
            and (shown is None or item.index > shown.index)
        )

    def back(self) -> tuple[Item, ...]:
        """What waited and is due again: what is current because nothing else is first, then critical ones, in order."""
        items, here = (item for item in self.checklist.items if item.is_back), self.current
        return tuple(sorted(items, key=lambda it: (here is None or it.index != here.index, not it.step.critical)))

    def asking(self) -> tuple[Item, ...]:
        """The steps whose timer has ended and asks, the current one first; not what is named as back."""
        ended = {each.subject for each in self.clocks if each.kind is ClockKind.TIMER and each.is_overdue(self.now)}
        items = (it for it in self.checklist.open_items if it.step.id in ended and not it.is_back)
        here = self.current
        return tuple(sorted(items, key=lambda it: here is None or it.index != here.index))

    @property
    def calling(self) -> Item | None:
        """What is gone to from the current step: whose timer asks, else what is back from waiting."""
        here = self.current
        others = (it for it in (*self.asking(), *self.back()) if here is None or it.index != here.index)
        return next(others, None)

    def elapsed(self) -> timedelta:
        """Time since declaration."""
        return self.incident.elapsed(self.now)


def _told(walk: Walk) -> tuple[list[tuple[str, DeliveryState | None]], list[str]]:
    """What became of each, None while it is on its way; and which of those go nowhere."""
    became = [(row.id, None if row.state in UNDERWAY else row.state) for row in walk.deliveries]
    return became, [row.id for row in walk.stuck]
