"""`incident db`: the schema, the summaries, backups and what is put back from them."""

from __future__ import annotations

from incident.cli.commands.db.backup import backup
from incident.cli.commands.db.confirm import confirm
from incident.cli.commands.db.restore import restore
from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import Group, command
from incident.i18n import N_, _, ngettext

__all__ = ["db"]

db = Group("db")


@command("upgrade", help=N_("Bring the schema of the database up to this program."))
@pass_session
def upgrade(session: Session) -> None:
    """Print the name of every change made."""
    changes = session.wiring.upgrade_database(session.options)
    for change in changes:
        print_data(change)
    if not changes:
        say(_("The database is up to date."))


@command("rebuild", help=N_("Recompute the list of incidents from the record."))
@pass_session
def rebuild(session: Session) -> None:
    """Say how many rows differed; none should."""
    from incident.application.summarising import summary_of_log  # here: it folds, and nothing else of this file does

    differing = session.services.log.rebuild_summaries(summary_of_log)
    said = ngettext("{count} row differed and is right now.", "{count} rows differed and are right now.", differing)
    say(said.format(count=differing) if differing else _("Every row was right."))


for _each in (upgrade, backup, restore, confirm, rebuild):
    db.add_command(_each)
