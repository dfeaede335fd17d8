"""Which cases are meant: `C-0004`, `4`, `C-0004..C-0009`, or all that a filter leaves.

Apart from the commands, so that all of them understand the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from incident.cli.texts import OneOf, ParamType
from incident.domain.cases.case import case_number
from incident.domain.events.cases import CaseChannel, CaseGroup
from incident.i18n import _
from incident.wording.typed_cases import parse_range

__all__ = ["CASE", "CASES", "CHANNEL", "GROUP", "group_of", "numbers_of"]

NO_GROUP = "none"
"""What belonging to no group is called on the command line."""


class _Case(ParamType):
    name = "case"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401  (click's signature)
        number = value if isinstance(value, int) else case_number(str(value))
        if not number:
            self.fail(_("Write the number of a case, such as C-0004, not '{value}'.").format(value=value), param, ctx)
        return number


class _Cases(ParamType):
    name = "cases"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> range:  # noqa: ANN401  (click's signature)
        found = parse_range(str(value))
        if found is None:
            said = _("Write the number of a case, such as C-0004, or the first and the last, C-0004..C-0009.")
            self.fail(said, param, ctx)
        return found


CASE = _Case()
CASES = _Cases()
CHANNEL = OneOf([each.value for each in CaseChannel], case_sensitive=False)
GROUP = OneOf([each.value or NO_GROUP for each in CaseGroup], case_sensitive=False)


def numbers_of(typed: Sequence[range]) -> tuple[int, ...]:
    """Every case that is meant, once, in the order in which it was typed."""
    return tuple(dict.fromkeys(_each(typed)))


def _each(typed: Sequence[range]) -> Iterator[int]:
    for part in typed:
        yield from part


def group_of(typed: str) -> CaseGroup:
    """The group of that name."""
    return CaseGroup.NONE if typed == NO_GROUP else CaseGroup(typed)
