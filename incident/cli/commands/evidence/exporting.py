"""`incident evidence export` and `verify`: the evidence outside the log, and whether it is still what was exported."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from incident.adapters.reports.evidence.manifest import file_of, manifest
from incident.adapters.reports.evidence.verifier import manifest_digest, verify
from incident.application.evidence.exhibits import as_it_stands
from incident.cli.arguments import incident_id, json_output
from incident.cli.exits import Exit
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import about_to_write
from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["export", "verify_export"]

_EXPORT: Final = "{version, id, path, manifest_sha256, head, altered}"
_VERIFY: Final = "{version, path, intact, manifest_sha256, faults: [{code, path}]}"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_Files = Iterable[tuple[str, Iterable[bytes]]]


@command(
    "export",
    help=N_("Write all evidence with a manifest into a new folder, or a new zip; prints the manifest's SHA-256."),
    json_shape=_EXPORT,
)
@incident_id
@option("-o", "--output", "place", metavar="FOLDER", required=True, help=N_("A new folder, or a new .zip."))
@json_output
@pass_session
def export(session: Session, *, incident_id: str, place: str, as_json: bool) -> None:
    """All of it; what stands in the log otherwise than it was kept goes along as it stands, and is marked.

    Raises:
        click.exceptions.Exit: a piece is not what was kept.
    """
    incident = session.load(incident_id)
    summary = session.log.summary(incident_id)
    head = summary.head if summary else ""
    altered: dict[str, str] = {}
    kept = [(path, each) for each in incident.evidence.exhibits.values() if (path := file_of(each))]

    def files() -> Iterator[tuple[str, Iterable[bytes]]]:
        yield from ((path, as_it_stands(session.log, incident_id, each, altered)) for path, each in kept)
        texts = manifest(incident, head, session.speech(), altered)  # by now every piece was read
        yield from ((path, [text]) for path, text in sorted(texts.items()))

    with about_to_write(place, "--output"):
        _write(Path(place).expanduser(), files())
    digest = manifest_digest(str(Path(place).expanduser()))
    if as_json:
        print_json({"id": incident_id, "path": place, "manifest_sha256": digest, "head": head, "altered": [*altered]})
    else:
        _say_written(digest, place)
    if altered:
        said = _("NOT WHAT WAS KEPT: {pieces}. The export says so of each, and so does its verifier.")
        say(said.format(pieces=_(", ").join(altered)))
        raise click.exceptions.Exit(Exit.UNVERIFIED)


def _say_written(digest: str, place: str) -> None:
    print_data(digest)
    said = _("Written to '{path}'. Keep the SHA-256 of the manifest apart from it: who has both can tell any change.")
    say(said.format(path=clean_line(place)))


def _write(place: Path, files: _Files) -> None:
    """Into a place of its own, which gets its name when all is there.

    Raises:
        OSError: it cannot be written, or something of that name stands there.
    """
    if place.exists() or place.is_symlink():
        raise FileExistsError(17, _("it exists already"))
    part = place.with_name(f".incident-{os.getpid()}.part")
    try:
        if place.suffix.lower() == ".zip":
            _zip(part, files)
        else:
            _fill(part, files)
        part.rename(place)
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def _fill(folder: Path, files: _Files) -> None:
    folder.mkdir()
    for path, pieces in files:
        (folder / path).parent.mkdir(exist_ok=True)
        with (folder / path).open("xb") as file:
            for piece in pieces:
                file.write(piece)


def _zip(place: Path, files: _Files) -> None:
    """Without times and without packing, so that the same evidence makes the same bytes everywhere."""
    with zipfile.ZipFile(place, "x", zipfile.ZIP_STORED) as archive:
        for path, pieces in files:
            entry = zipfile.ZipInfo(path, _FIRST_DAY)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            with archive.open(entry, "w") as file:
                for piece in pieces:
                    file.write(piece)


@command(
    "verify",
    help=N_("Verify an export: any file that was altered, is missing or was added is named."),
    json_shape=_VERIFY,
)
@argument("FOLDER", "place")
@argument("DIGEST", "digest", required=False)
@json_output
@pass_session
def verify_export(_session: Session, *, place: str, digest: str | None, as_json: bool) -> None:
    """Only the export is looked at, never the log.

    Raises:
        click.exceptions.Exit: something is not as it was exported.
    """
    folder = str(Path(place).expanduser())
    faults = list(verify(folder, digest or ""))
    found = manifest_digest(folder)
    if as_json:
        shapes = [{"code": code, "path": path} for code, path in faults]
        print_json({"path": place, "intact": not faults, "manifest_sha256": found, "faults": shapes})
    else:
        for code, path in faults:
            print_data(_fault(code).format(path=clean_line(path)))
        print_data(_("SHA-256 of the manifest: {digest}").format(digest=found or "-"))
        if not faults:
            say(_("Every file is as it was exported."))
    if faults:
        raise click.exceptions.Exit(Exit.UNVERIFIED)


def _fault(code: str) -> str:
    words = {
        "altered": _("ALTERED  {path}"),
        "altered-before": _("ALTERED BEFORE THE EXPORT  {path}"),
        "missing": _("MISSING  {path}"),
        "added": _("ADDED  {path}"),
    }
    return words.get(code, _("UNREADABLE  {path}"))
