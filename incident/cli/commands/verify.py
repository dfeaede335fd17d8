"""`incident verify`: whether the record is what was written."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from incident.application.errors import StorageError
from incident.cli.arguments import json_output
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import INCIDENT_ID
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.wiring import Fault
from incident.i18n import N_, _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.application.ports import Head

__all__ = ["print_lines", "verify"]

_SHAPE = "{version, id, intact, faults: [{id, seq, words}], heads: [{id, seq, head}], closed}"
_NOTES = N_(
    "A chain does not stop its owner from rewriting all of it: compare the head with one that was printed or sent. "
    "Deliveries change, so they stand in no chain: each is held to the entry that released it and to the attempts at "
    "it, so that another recipient, other words, a removed delivery and an ending without its attempt show; the last "
    "attempts at a delivery do not, where they were cut off and its row set back to fit."
)
_HEAD = re.compile("[0-9A-Fa-f]{64}")


@command("verify", json_shape=_SHAPE, notes=_NOTES)
@argument("[ID]", "incident_id", type=INCIDENT_ID, required=False)
@option("--head", "printed", help=N_("A head from a closing message or a report, to look for."))
@json_output
@pass_session
def verify(session: Session, *, incident_id: str | None, printed: str | None, as_json: bool) -> None:
    """Recompute it; faults and heads are data, and the exit code tells."""
    if printed is not None and not _HEAD.fullmatch(printed):
        raise click.BadParameter(_("A head is 64 digits and letters from a to f."), param_hint="--head")
    with contextlib.suppress(StorageError):  # the faults will say where
        _read(session, incident_id)
    verdict = session.wiring.verify(incident_id, session.options, printed)
    faults = verdict.faults
    if as_json:
        shapes = [{"id": each.incident_id, "seq": each.seq, "words": each.words} for each in faults]
        heads = [{"id": each.incident_id, "seq": each.seq, "head": each.digest} for each in verdict.heads]
        print_json(
            {"id": incident_id, "intact": not faults, "faults": shapes, "heads": heads, "closed": [*verdict.closed]}
        )
    else:
        print_lines(verdict.faults, verdict.heads)
    if verdict.closed:
        closed = _(", ").join(clean_line(each) for each in verdict.closed)
        say(_("Closed to you, and not looked at: {incidents}.").format(incidents=closed))
    if faults:
        say(_("The record is NOT what was written. Keep the file as it is, and tell whoever answers for it."))
        raise click.exceptions.Exit(Exit.UNVERIFIED)
    say(_("The record is intact."))


def _read(session: Session, incident_id: str | None) -> None:
    """Read what is asked about: with it the program says that the log is of another version, if it is."""
    if incident_id is None:
        session.log.change_mark()
    else:
        session.load(incident_id)


def print_lines(faults: Sequence[Fault], heads: Sequence[Head]) -> None:
    """A line for each fault, then one for where each chain ends."""
    for fault in faults:
        print_data(_line(fault))
    for head in heads:
        place = clean_line(head.incident_id) or _("workspace")
        print_data(_("{place}:{seq}: head {head}").format(place=place, seq=head.seq, head=head.digest))


def _line(fault: Fault) -> str:
    place = clean_line(fault.incident_id) or _("workspace")
    where = f"{place}:{fault.seq}" if fault.seq else place
    return _("{place}: {words}").format(place=where, words=clean_line(fault.words))
