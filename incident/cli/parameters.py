"""What people type on the command line, read into values: tiers, facts, lengths of time.

Apart from the commands, so that a wrong word gets the same sentence wherever it is typed.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import click

from incident.cli.texts import ParamType, Text
from incident.domain.grading.tiers import Tier
from incident.i18n import _

__all__ = ["COMMAND_ID", "FACT", "INCIDENT_ID", "LENGTH", "RUNBOOK_ID", "SEQ", "TIER", "length_of"]

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
        length = value if isinstance(value, timedelta) else length_of(str(value))
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


def length_of(words: str) -> timedelta | None:
    """`20m`, `2h`; None where it is no such thing."""
    match = re.fullmatch(_LENGTH, words.strip())
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2].lower()]) if match else None
