"""A runbook in another form: printed, written to a file, or inside JSON for programs.

Apart, because `print` and `export` hand it over alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import TIER
from incident.cli.spoken import option
from incident.cli.writing import write_file
from incident.i18n import N_, _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.domain.grading.tiers import Tier
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["FORM_SHAPE", "form_output", "give", "tier_of_form"]

FORM_SHAPE: Final = "{version, id, revision, tier, language, format, path, text}"
"""`text` is null where it was written to `path`, and the other way round."""

tier_of_form = option(
    "--tier",
    type=TIER,
    default="1",
    show_default=True,
    metavar="1|2|3",
    help=N_("Whose steps and limits; tier 1 has the most."),
)

form_output = option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))


def give(text: str, output: str | None, bundle: Bundle, tier: Tier, *, language: str, form: str, as_json: bool) -> None:
    """Print the text, or write it to the file that `output` names; `-` is no file."""
    path = None if output in (None, "-") else output
    if path is not None:
        write_file(path, text, "--output")
        say(_("Written to {path}.").format(path=clean_line(path)))
    if as_json:
        told = {"id": bundle.runbook.id, "revision": bundle.runbook.revision, "tier": int(tier), "language": language}
        print_json({**told, "format": form, "path": path, "text": text if path is None else None})
    elif path is None:
        print_data(text.rstrip("\n"))
