"""`incident runbook print`: one tier of a runbook on paper, for when the screens are dark."""

from __future__ import annotations

from incident.adapters.reports.paper.html import render_html
from incident.adapters.reports.paper.markdown import render_markdown
from incident.adapters.reports.paper.sheet import paper
from incident.adapters.reports.paper.text import render_text
from incident.cli.output import print_data, say
from incident.cli.parameters import TIER
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.cli.writing import write_file
from incident.domain.tiers import Tier
from incident.i18n import N_, _
from incident.wording.safe import clean_line

__all__ = ["print_runbook"]

_FORMS = {"text": render_text, "html": render_html, "md": render_markdown}


@command("print")
@argument("RUNBOOK", "runbook_id")
@option(
    "--tier",
    type=TIER,
    default="1",
    show_default=True,
    metavar="1|2|3",
    help=N_("Whose steps and limits; tier 1 has the most."),
)
@option(
    "--format",
    "form",
    type=OneOf(list(_FORMS), also={"markdown": "md"}),
    default="text",
    show_default=True,
    help=N_("text: 80 by 66 to a page; html: A4 from a browser; md: boxes to tick in a wiki."),
)
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))
@pass_session
def print_runbook(session: Session, *, runbook_id: str, tier: Tier, form: str, output: str | None) -> None:
    """Boxes to tick, places for times and initials, in the language in use."""
    bundle = session.wiring.runbooks(session.options).bundle(runbook_id)
    text = _FORMS[form](paper(bundle, tier))
    if output is None or output == "-":
        print_data(text.rstrip("\n"))
        return
    write_file(output, text, "--output")
    say(_("Written to {path}.").format(path=clean_line(output)))
