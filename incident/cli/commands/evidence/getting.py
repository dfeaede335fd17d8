"""`incident evidence get`: writes the bytes out again, held to their digest."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from incident.application.evidence.exhibits import bytes_of
from incident.cli.arguments import incident_id, json_output
from incident.cli.exits import Exit
from incident.cli.output import print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import about_to_write
from incident.domain.decide.custody import standing
from incident.i18n import N_, _
from incident.wording.quoting import said
from incident.wording.safe import clean_line

__all__ = ["get"]


_SHAPE: Final = "{version, id, evidence, sha256, size, path}"


@command("get", help=N_("Write a piece of evidence into a new file, held to its SHA-256."), json_shape=_SHAPE)
@incident_id
@argument("EVIDENCE", "evidence")
@option("-o", "--output", "place", metavar="FILE", required=True, help=N_("The file to write; it must not exist yet."))
@json_output
@pass_session
def get(session: Session, *, incident_id: str, evidence: str, place: str, as_json: bool) -> None:
    """The whole of it, or no file."""
    exhibit = standing(session.load(incident_id), evidence.upper())
    if exhibit.kept_at is not None:
        words = _("The log does not hold the bytes of {evidence}. The original is kept: {place}")
        say(words.format(evidence=exhibit.id, place=said(exhibit.kept_at)))
        raise click.exceptions.Exit(Exit.REFUSED)
    with about_to_write(place, "--output"):
        target = Path(place).expanduser()
        part = target.with_name(f".incident-{os.getpid()}.part")
        try:
            with part.open("xb") as file:
                for piece in bytes_of(session.log, incident_id, exhibit):
                    file.write(piece)
            os.link(part, target)  # never over what stands there
        finally:
            part.unlink(missing_ok=True)
    if as_json:
        shape = {"id": incident_id, "evidence": exhibit.id, "sha256": exhibit.sha256.words}
        print_json({**shape, "size": exhibit.size, "path": place})
        return
    words = _("{evidence} is written to '{path}'; its SHA-256 is that of the record.")
    say(words.format(evidence=exhibit.id, path=clean_line(place)))
