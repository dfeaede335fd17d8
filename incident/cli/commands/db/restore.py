"""`incident db restore`: a backup in the place of the log, and nothing lost, erased or sent without a word."""

from __future__ import annotations

from collections.abc import Iterator

import click

from incident.cli.arguments import json_output
from incident.cli.output import print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.wiring import LogRestored
from incident.i18n import N_, _, ngettext
from incident.wording.custody import held_words
from incident.wording.safe import clean_line

__all__ = ["restore"]

_SHAPE = "{version, log, kept, lost, erased, incidents, entries, waiting}"
_NOTES = N_(
    "End the terminal programs and workers of this log first. The present file is kept beside the log. What was "
    "erased since the backup is erased again. Nothing is sent from then on before 'incident db confirm'."
)


@command(
    "restore", json_shape=_SHAPE, notes=_NOTES, help=N_("Put a backup in the place of the log; keep the present file.")
)
@argument("FILE", type=click.Path())
@option(
    "--lose",
    type=click.IntRange(min=0),
    default=0,
    metavar="COUNT",
    help=N_("So many entries of the log may be missing afterwards; the refusal says how many."),
)
@json_output
@pass_session
def restore(session: Session, *, file: str, lose: int, as_json: bool) -> None:
    """Say what stands now, what is only in the kept file, and that nothing is sent."""
    done = session.wiring.restore(file, session.options, lose=lose)
    if as_json:
        print_json(_shape(done))
    for words in _told(done, file):
        say(words)


def _told(done: LogRestored, file: str) -> Iterator[str]:
    incidents = ngettext("{count} incident", "{count} incidents", done.incidents).format(count=done.incidents)
    entries = ngettext("{count} entry", "{count} entries", done.entries).format(count=done.entries)
    yield _("'{file}' is the log now: {incidents}, {entries}.").format(
        file=clean_line(file), incidents=incidents, entries=entries
    )
    if done.kept:
        yield _kept(done)
    if done.erased:
        yield ngettext(
            "{count} entry lost its words again, as in the log. The backup itself still holds them: destroy it.",
            "{count} entries lost their words again, as in the log. The backup itself still holds them: destroy it.",
            done.erased,
        ).format(count=done.erased)
    yield held_words(done.waiting)


def _kept(done: LogRestored) -> str:
    kept = clean_line(done.kept)
    if done.lost is None:
        said = _(
            "The former log could not be read, so nobody can say what of it is missing now or was erased since; it "
            "is kept as '{kept}'."
        )
        return said.format(kept=kept)
    if not done.lost:
        return _("The former log is kept as '{kept}'; nothing of it is missing.").format(kept=kept)
    said = ngettext(
        "{count} entry is only in the former log now, which is kept as '{kept}'.",
        "{count} entries are only in the former log now, which is kept as '{kept}'.",
        done.lost,
    )
    return said.format(count=done.lost, kept=kept)


def _shape(done: LogRestored) -> dict[str, object]:
    return {
        "log": done.path,
        "kept": done.kept or None,
        "lost": done.lost,
        "erased": done.erased,
        "incidents": done.incidents,
        "entries": done.entries,
        "waiting": done.waiting,
    }
