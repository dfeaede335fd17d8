"""A time that somebody types: one that has passed, or until when something is put off.

Apart from the other values, because reading it wants the time zone of people, and few commands are told a time.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

import click

from incident.cli.parameters import length_of
from incident.domain.frozen import Frozen
from incident.i18n import _
from incident.wording.typed_moments import next_moment, parse_moment

__all__ = ["Until", "ahead", "moment", "until"]


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
    length = length_of(words)
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


def ahead(words: str, now: datetime, zone: tzinfo, option: str) -> datetime:
    """An instant that is to come: the next `03:30`, `2026-11-24 18:00`, or `20h` from now.

    Raises:
        click.BadParameter: it cannot be read.
        Refused: the clocks skip it or show it twice, or it is of another age.
    """
    length = length_of(words)
    at = now + length if length is not None else next_moment(words, now, zone)
    if at is None:
        said = _("Write a time such as 03:30, 2026-11-24 18:00 or 20h, not '{value}'.")
        raise click.BadParameter(said.format(value=words), param_hint=option)
    return at
