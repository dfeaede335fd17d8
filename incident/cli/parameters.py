"""What people type on the command line, read into values: tiers, facts, lengths of time, moments.

Apart from the commands, so that a wrong word gets the same sentence wherever it is typed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

import click

from incident.cli.texts import ParamType, Text
from incident.domain.frozen import Frozen
from incident.domain.tiers import Tier
from incident.i18n import _
from incident.wording.typed_moments import next_moment, parse_moment

__all__ = ["COMMAND_ID", "FACT", "INCIDENT_ID", "LENGTH", "RUNBOOK_ID", "SEQ", "TIER", "Until", "moment", "until"]

_LENGTH: Final = r"(?i)(\d{1,6})\s*(s|m|min|h|d)"  # compiled when first used, as is the next one
_SECONDS: Final = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_ID: Final = r"[!-~]{1,100}"
_RUNBOOK: Final = r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+"  # as the grammar of documents has it
_LONGEST: Final = 60


class _Tier(ParamType):
    name = "tier"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Tier:  # noqa: ANN401  (click's signature)
        if str(value) not in {"1", "2", "3"} and not isinstance(value, Tier):
            said = _("A tier is 1 (major), 2 (serious) or 3 (general), not '{value}'.")
            self.fail(said.format(value=value), param, ctx)
        return Tier(int(value))


class _Fact(Text):
    name = "fact"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:  # noqa: ANN401  (click's signature)
        name, sign, words = str(super().convert(value, param, ctx)).partition("=")
        if not sign or not name.strip():
            said = _("Write '{value}' as NAME=VALUE, such as affected_share=12%.")
            self.fail(said.format(value=value), param, ctx)
        return name.strip(), words.strip()


class _Length(ParamType):
    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:  # noqa: ANN401  (click's signature)
        length = value if isinstance(value, timedelta) else _length(str(value))
        if length is None:
            self.fail(
                _("Write a length of time such as 90s, 20m, 4h or 2d, not '{value}'.").format(value=value), param, ctx
            )
        return length


class _Seq(ParamType):
    name = "seq"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401  (click's signature)
        if not re.fullmatch(r"0*[1-9][0-9]{0,8}", str(value)):
            said = _("An entry is named by its number in the timeline, not by '{value}'.")
            self.fail(said.format(value=value), param, ctx)
        return int(value)


class _CommandId(ParamType):
    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        if not re.fullmatch(_ID, str(value)):
            self.fail(_("An id is 1 to 100 letters, digits and signs without a space."), param, ctx)
        return str(value)


class _RunbookId(ParamType):
    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        if not re.fullmatch(_RUNBOOK, str(value)) or len(str(value)) > _LONGEST:
            said = _("Write an id in small letters with a dot, such as outage.payment, not '{value}'.")
            self.fail(said.format(value=value), param, ctx)
        return str(value)


class _IncidentId(Text):
    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  (click's signature)
        return str(super().convert(value, param, ctx)).strip().upper()


SEQ: Final = _Seq()
TIER: Final = _Tier()
INCIDENT_ID: Final = _IncidentId()
RUNBOOK_ID: Final = _RunbookId()
FACT: Final = _Fact()
LENGTH: Final = _Length()
COMMAND_ID: Final = _CommandId()


class Until(Frozen):
    """What a step is put off until: one of the three."""

    time: datetime | None = None
    step: str | None = None
    person: str | None = None


def until(words: str, now: datetime, zone: tzinfo) -> Until:
    """`step:ID`, `person:ID`, `20m` from now, or the next `03:30`.

    Raises:
        click.BadParameter: it is none of these.
        Refused: it is no time of that day, or one of another age.
    """
    kind, _colon, name = words.partition(":")
    if kind in {"step", "person"} and name:
        return Until(step=name) if kind == "step" else Until(person=name)
    length = _length(words)
    at = now + length if length is not None else next_moment(words, now, zone)
    if at is None:
        said = _("Write 03:30, 20m, step:ID or person:ID, not '{value}'.")
        raise click.BadParameter(said.format(value=words), param_hint="--until")
    return Until(time=at)


def moment(words: str, now: datetime, zone: tzinfo, option: str) -> datetime:
    """An instant that has passed: `02:40`, `2026-11-21 02:40`, `now`.

    Raises:
        click.BadParameter: it cannot be read.
        Refused: the clocks skipped it or showed it twice, or it is of another age.
    """
    at = parse_moment(words, now, zone)
    if at is None:
        said = _("Write a time such as 02:40, 2026-11-21 02:40 or now, not '{value}'.")
        raise click.BadParameter(said.format(value=words), param_hint=option)
    return at


def _length(words: str) -> timedelta | None:
    match = re.fullmatch(_LENGTH, words.strip())
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2].lower()]) if match else None
