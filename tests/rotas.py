"""Rotas of the team of the tests: a technical lead by day, with a gap at night, and a desk that is always there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from incident.domain.duties.rota import Layer, Override, Rota

__all__ = ["DESK", "ROTAS", "TECHNICAL"]

_WEEKLY = Layer(
    name="first", people=("bo", "dee"), start=date(2026, 11, 2), zone="UTC", begins=time(9), ends=time(5), turn_days=7
)
TECHNICAL = Rota(
    id="technical",
    name="",
    roles=("technical",),
    layers=(_WEEKLY, _WEEKLY.changed(name="backup", people=("dee", "bo"), ends=time(4))),
    overrides=(
        Override(
            start=datetime(2026, 11, 22, 12, tzinfo=UTC),
            end=datetime(2026, 11, 22, 18, tzinfo=UTC),
            person="eva",
            why="a wedding",
        ),
    ),
)
"""From 05:00 to 09:00 nobody is on duty, and from 04:00 nobody stands behind."""
DESK = Rota(
    id="desk",
    name="Vendor desk",
    roles=(),
    layers=(_WEEKLY.changed(name="desk", people=("eva",), begins=time(), ends=time()),),
)
ROTAS = (TECHNICAL, DESK)
