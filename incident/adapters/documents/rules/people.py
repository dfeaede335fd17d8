"""Rules about who works: a role that is given work is filled, and a night shift of three is enough.

Apart from the other rules, because these ask who, and must try every way of combining roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.reading.findings import problem
from incident.domain.grading.tiers import Tier
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem
    from incident.domain.runbooks.runbook import Staffing

__all__ = ["JOINED_PEOPLE", "PEOPLE", "can_fill"]

NIGHT_SHIFT: Final = 3
"""People."""


def _unfilled(compiled: Compiled) -> Iterator[Problem]:
    """A role that a tier does not fill is one problem, however many steps are its work."""
    told = set[tuple[str | None, Tier]]()
    for step in compiled.runbook.steps():
        if compiled.is_sentence(step):
            continue
        for key, role in (("by", step.by), ("approve", step.approver)):
            tiers = [tier for tier in step.tiers if role in compiled.runbook.roles and not _fills(compiled, tier, role)]
            if tiers and (role, tiers[0]) not in told:
                told.add((role, tiers[0]))
                said = _("'{id}' gives work to '{role}', whom tier {tier} does not fill.")
                said = said.format(id=step.id, role=role, tier=int(tiers[0]))
                place = compiled.places[f"step.{step.id}"]
                hint = _("Add '{role}' to 'fill:' of that tier, or name the 'tiers:' of the step.").format(role=role)
                yield problem(place / key, "RB013", said, hint)


def _unfilled_within(compiled: Compiled) -> Iterator[Problem]:
    """The same of the runbooks that are run: their steps are this one's work, and its tiers fill the roles."""
    told = set[tuple[str, str, Tier]]()
    for step in compiled.runbook.steps():
        run, within, _rest = step.id.partition("/")
        if not within or step.added_by is not None or compiled.is_sentence(step):
            continue
        for role in filter(None, (step.by, step.approver)):
            tiers = [tier for tier in step.tiers if role in compiled.runbook.roles and not _fills(compiled, tier, role)]
            if tiers and (run, role, tiers[0]) not in told:
                told.add((run, role, tiers[0]))
                said = _("'{id}' gives work to '{role}', whom tier {tier} does not fill.")
                said = said.format(id=step.id, role=role, tier=int(tiers[0]))
                hint = _("Add '{role}' to 'fill:' of that tier, or name the 'tiers:' of the step.").format(role=role)
                yield problem(compiled.places[f"step.{run}"] / "run", "RB013", said, hint)


def _fills(compiled: Compiled, tier: Tier, role: str | None) -> bool:
    policy = compiled.runbook.tiers.get(tier)
    return policy is None or role in policy.fill


def _night_shift(compiled: Compiled) -> Iterator[Problem]:
    for tier, policy in compiled.runbook.tiers.items():
        if not can_fill(policy.fill, compiled.runbook.staffing, NIGHT_SHIFT):
            said = _("The roles of tier {tier} need more people than the {shift} of a night shift.")
            place = compiled.document / "staffing" / "may_combine"
            hint = _("Let one person hold more roles in 'may_combine'.")
            yield problem(place, "RB031", said.format(tier=int(tier), shift=NIGHT_SHIFT), hint)


def can_fill(roles: Iterable[str], staffing: Staffing, people: int) -> bool:
    """Whether so many people can hold all the roles, each only such as stand together in a group of `may_combine`.

    Always places the role with the fewest ways left: that is what keeps forty roles from taking 3^40 tries.
    """
    return _Rota(tuple(dict.fromkeys(roles)), staffing, people).fits()


class _Rota:
    """Gives roles to people. Sets of roles and of groups are the bits of a number."""

    def __init__(self, roles: Sequence[str], staffing: Staffing, people: int) -> None:
        self._people = people
        self._never = [self._apart(role, roles, staffing) for role in roles]
        self._groups = [
            sum(1 << index for index, group in enumerate(staffing.may_combine) if role in group) for role in roles
        ]
        self._hands: list[tuple[int, int]] = []
        """Of each person the roles held, and the groups that have all of them."""

    def _apart(self, role: str, roles: Sequence[str], staffing: Staffing) -> int:
        others = {other for group in staffing.never_combine if role in group for other in group} - {role}
        return sum(1 << index for index, other in enumerate(roles) if other in others)

    def fits(self) -> bool:
        return self._place(set(range(len(self._groups))))

    def _place(self, left: set[int]) -> bool:
        if not left:
            return True
        ways = {role: self._takers(role) for role in left}
        role = min(left, key=lambda each: (len(ways[each]), -self._never[each].bit_count(), each))
        rest = left - {role}
        for person in ways[role]:
            held, groups = self._hands[person]
            self._hands[person] = (held | 1 << role, groups & self._groups[role])
            if self._place(rest):
                return True
            self._hands[person] = (held, groups)
        if len(self._hands) == self._people:
            return False
        self._hands.append((1 << role, self._groups[role]))
        if self._place(rest):
            return True
        self._hands.pop()
        return False

    def _takers(self, role: int) -> list[int]:
        """The people who may hold the role beside what they hold."""
        return [
            person
            for person, (held, groups) in enumerate(self._hands)
            if groups & self._groups[role] and not held & self._never[role]
        ]


PEOPLE: Final = (_unfilled, _night_shift)
JOINED_PEOPLE: Final = (_unfilled_within,)
