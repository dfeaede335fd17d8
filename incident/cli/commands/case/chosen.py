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
_CHANNELS = ("电话", "在线客服", "手机应用", "社交媒体", "电子邮件", "柜台", "其他")
_GROUPS = ("无", "高价值客户", "长期忠诚客户", "残障客户", "老年客户", "首次客户", "曾投诉客户")
_OTHERS = {
    "高价值": "high-value", "长期": "loyal", "忠诚": "loyal", "残障": "disabled", "残疾": "disabled", "老年": "elderly",
    "老人": "elderly", "首次": "first-time", "曾投诉": "complaining", "投诉": "complaining",
}  # fmt: skip
"""Further words for groups that lists have."""
_NAMES = [each.value or NO_GROUP for each in CaseGroup]
CHANNEL = OneOf(
    [each.value for each in CaseChannel],
    case_sensitive=False,
    also=dict(zip(_CHANNELS, (each.value for each in CaseChannel), strict=True)),
)
GROUP = OneOf(_NAMES, case_sensitive=False, also={**dict(zip(_GROUPS, _NAMES, strict=True)), **_OTHERS})


def numbers_of(typed: Sequence[range]) -> tuple[int, ...]:
    """Every case that is meant, once, in the order in which it was typed."""
    return tuple(dict.fromkeys(_each(typed)))


def _each(typed: Sequence[range]) -> Iterator[int]:
    for part in typed:
        yield from part


def group_of(typed: str) -> CaseGroup:
    """The group of that name."""
    return CaseGroup.NONE if typed == NO_GROUP else CaseGroup(typed)
