"""What the commands about duties ask in the same way: which rota, from when, how far; and the shapes they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import click

from incident.application.errors import NotFound
from incident.cli.output import instant, say
from incident.cli.session import Session
from incident.cli.spoken import option
from incident.domain.duties.duty import rotas_for
from incident.domain.nearest import nearest
from incident.i18n import N_, _
from incident.wording.duty import rota_name
from incident.wording.safe import clean_line
from incident.wording.typed_moments import next_moment

if TYPE_CHECKING:
    from incident.domain.duties.duty import Shift
    from incident.domain.duties.rota import Rota
    from incident.wording.speech import Speech

__all__ = ["MOST_DAYS", "asked_rotas", "days_option", "future_moment", "role_option", "rota_shape", "shift_shape"]

MOST_DAYS: Final = 400

role_option = option("--role", metavar="ROLE", help=N_("Only for this role, or this rota."))


def days_option(usual: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """How far to look; the same bounds everywhere."""
    days = click.IntRange(1, MOST_DAYS)
    return option("--days", type=days, default=usual, show_default=True, metavar="N", help=N_("How many days."))


def asked_rotas(session: Session, role: str | None) -> Sequence[Rota]:
    """The rotas of the role, or the one of that id; all, where none is asked for. That there is none is said.

    Raises:
        NotFound: no rota is for that role.
    """
    rotas = session.services.directory.rotas()
    if not rotas:
        say(_("Nobody has written down who is on duty: 'rota' in people.yaml says it."))
    if role is None or not rotas:
        return rotas
    found = [rota for rota in rotas if rota.id == role] or list(rotas_for(rotas, role))
    if not found:
        near = nearest(role, [name for rota in rotas for name in (rota.id, *rota.roles)])
        known = [f"{clean_line(rota.id)}  {rota_name(rota)}" for rota in rotas]
        raise NotFound(kind="rota", name=role, near=near, known=known)
    return found


def future_moment(session: Session, words: str | None, speech: Speech, name: str) -> datetime:
    """The instant that was asked for; now, where none was.

    Raises:
        click.BadParameter: it cannot be read.
        Refused: as for `next_moment`.
    """
    now = session.now()
    at = now if words is None else next_moment(words, now, speech.zone)
    if at is None:
        said = _("Write a time such as 22:00 or 2026-12-24 18:00, not '{value}'.")
        raise click.BadParameter(said.format(value=words), param_hint=name)
    return at


def rota_shape(rota: Rota) -> dict[str, object]:
    """Which rota it is."""
    return {"rota": rota.id, "name": rota_name(rota), "roles": list(rota.roles)}


def shift_shape(shift: Shift, speech: Speech) -> dict[str, object]:
    """Who, and why."""
    override = shift.override
    return {
        "person": shift.person,
        "name": speech.person(shift.person),
        "layer": shift.layer or None,
        "stands_in": override is not None,
        "why": override.why if override else "",
        "override_until": instant(override.end) if override else None,
    }
