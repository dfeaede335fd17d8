"""For whom a resource is: a team that stands, a role, or a person; anybody else only with a yes.

Apart from the rules, which know nobody of the directory: a team that was mistyped leads nobody, and no board shows it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from incident.application.errors import NotFound
from incident.cli.asking import require_consent
from incident.cli.named import known_person, known_role
from incident.cli.output import say
from incident.cli.spoken import option
from incident.i18n import N_, _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.cli.session import Session

__all__ = ["meant_for", "yes"]

yes = option("--yes", is_flag=True, help=N_("Also for somebody who is no team, no role and no person that is known."))


def meant_for(session: Session, incident_id: str, typed: str, command_id: str | None, *, is_sure: bool) -> str:
    """The team, the role or the person that was typed, by its id; what is none of them once it was agreed to.

    Raises:
        NotFound: several are called so.
        click.exceptions.Exit: it was not meant, or nobody is there to answer and `is_sure` is not said.
    """
    teams = session.load(incident_id).resources.teams
    team = next((name for name in teams if name.casefold() == typed.strip().casefold()), None)
    if team is not None or not typed:
        return team or ""
    for known in (partial(known_role, session, incident_id), partial(known_person, session)):
        try:
            return known(typed)
        except NotFound as error:
            if error.fields.get("several") == str(True):
                raise
    if is_sure or (command_id is not None and session.services.log.command(command_id) is not None):
        return typed
    said = _("There is no team '{whom}', no role and no person of that name. The teams are: {teams}.")
    if not teams:
        said = _("There is no team '{whom}', no role and no person of that name. No team was formed yet.")
    say(said.format(whom=clean_line(typed), teams=_(", ").join(map(clean_line, teams))))
    say(_("A team is formed with: {command}").format(command=f"incident resource team {incident_id} TEAM PERSON"))
    require_consent(session, _("Is it for them all the same?"), _("Nothing was entered."))
    return typed
