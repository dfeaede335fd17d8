"""Compiles `resources.yaml` into the inventory, with everything that is wrong in it at once.

Apart from the compiler of the workspace, because this file is read when somebody asks for resources and at no other
time: a slip in it stops nobody's next mark.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from incident.adapters.documents.reading.findings import did_you_mean, in_order, problem
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.sources import INVENTORY_BYTES
from incident.adapters.documents.reading.strict_yaml import Bounds, parse
from incident.adapters.documents.workspace.resources_model import ApprovalFile, ResourceFile, ResourcesFile
from incident.application.errors import DocumentError, Problem
from incident.domain.resources.resource import MONEY, STAFF, Approval, Approver, Inventory, Resource, Rest
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from incident.adapters.documents.reading.sources import Source

__all__ = ["compile_inventory"]


_BOUNDS: Final = Bounds(size=INVENTORY_BYTES, values=400_000)


def compile_inventory(source: Source, people: Collection[str], zone: str) -> tuple[Inventory | None, Sequence[Problem]]:
    """What the file says, None where it does not say it; and every problem."""
    try:
        place = Place(source.name, parse(source.data, source.name, rule="WS001", bounds=_BOUNDS))
    except DocumentError as error:
        return None, error.problems
    file, problems = fit(ResourcesFile, place, "WS002")
    if file is None:
        return None, in_order(problems)
    problems += _problems(file, place, people)
    if problems:
        return None, in_order(problems)
    resources = {name: _resource(name, each, zone) for name, each in file.resources.items()}
    approvals = {tier: _approval(each) for tier, each in file.approvals.items()}
    return Inventory(resources=resources, approvals=approvals, rest_after=file.rest_after), ()


def _resource(name: str, file: ResourceFile, zone: str) -> Resource:
    quantity, unit = _counted(file.quantity, file.unit)
    return Resource(
        id=name,
        kind=file.kind,
        type=file.type,
        quantity=quantity,
        unit=unit,
        names={str(language): words for language, words in file.name.items()},
        site=file.site,
        responsible=file.responsible or "",
        person=file.person or "",
        rules={str(language): words for language, words in file.rules.items()},
        reserve=_counted(file.reserve, "")[0],
        shared_with=tuple(file.shared_with),
        source=file.source,
        on_duty=file.on_duty,
        rests=tuple(Rest(quantity=each.quantity, until=_instant(each.until, zone)) for each in file.rests),
    )


def _instant(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _counted(quantity: int | tuple[int, str], unit: str) -> tuple[int, str]:
    return quantity if isinstance(quantity, tuple) else (quantity, unit)


def _approval(file: ApprovalFile) -> Approval:
    approvers = (
        Approver(
            role=each.role or "",
            person=each.person or "",
            limit=each.limit[0] if each.limit else None,
            currency=each.limit[1] if each.limit else "",
        )
        for each in file.approvers
    )
    return Approval(within=file.within, reach=file.source, approvers=tuple(approvers))


def _problems(file: ResourcesFile, place: Place, people: Collection[str]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, each in file.resources.items():
        here = place / "resources" / name
        yield from _kind_problems(each, here)
        for key, person in (("responsible", each.responsible), ("person", each.person)):
            yield from _person_problems(person, people, here / key)
        if each.person and owners.setdefault(each.person, name) != name:
            said = _("'{person}' is the resource '{resource}' already.")
            yield problem(here / "person", "WS003", said.format(person=each.person, resource=owners[each.person]))
    for tier, approval in file.approvals.items():
        for index, approver in enumerate(approval.approvers):
            here = place / "approvals" / str(int(tier)) / "approvers" / index
            if (approver.role is None) == (approver.person is None):
                yield problem(here, "WS002", _("An approver has exactly one of: role, person."))
            yield from _person_problems(approver.person, people, here / "person")


def _person_problems(person: str | None, people: Collection[str], place: Place) -> Iterator[Problem]:
    if person is not None and person not in people:
        said = _("There is no person '{name}'.").format(name=person)
        yield problem(place, "WS004", said, did_you_mean(person, people))


def _kind_problems(file: ResourceFile, here: Place) -> Iterator[Problem]:
    is_money = isinstance(file.quantity, tuple)
    if is_money is not (file.kind == MONEY):
        said = _("Money, and only money, has a currency, such as 5000.00 CNY.")
        yield problem(here / "quantity", "WS006", said, at=here.key)
    quantity, reserve = _counted(file.quantity, "")[0], _counted(file.reserve, "")[0]
    if reserve > quantity:
        yield problem(here / "reserve", "WS006", _("More is kept in reserve than there is."))
    if file.rests and file.kind != STAFF:
        yield problem(here / "rests", "WS006", _("Only staff rests."))
    if sum(each.quantity for each in file.rests) > quantity:
        yield problem(here / "rests", "WS006", _("More rest than there are."))
    if file.person is not None and (quantity != 1 or file.kind != STAFF):
        yield problem(here / "person", "WS006", _("A person is staff, and one of them."))
