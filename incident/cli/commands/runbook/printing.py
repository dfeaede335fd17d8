"""`incident runbook print`: one tier of a runbook on paper, for when the screens are dark."""

from __future__ import annotations

from incident.adapters.reports.paper.html import render_html
from incident.adapters.reports.paper.markdown import render_markdown
from incident.adapters.reports.paper.sheet import paper
from incident.adapters.reports.paper.text import render_text
from incident.cli.arguments import json_output
from incident.cli.commands.runbook.giving import FORM_SHAPE, form_output, give, tier_of_form
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.domain.grading.tiers import Tier
from incident.i18n import N_, current

__all__ = ["print_runbook"]

_FORMS = {"text": render_text, "html": render_html, "md": render_markdown}


@command("print", json_shape=FORM_SHAPE)
@argument("RUNBOOK", "runbook_id")
@tier_of_form
@option(
    "--format",
    "form",
    type=OneOf(list(_FORMS), also={"markdown": "md"}),
    default="text",
    show_default=True,
    help=N_("text: 80 by 66 to a page; html: A4 from a browser; md: boxes to tick in a wiki."),
)
@form_output
@json_output
@pass_session
def print_runbook(
    session: Session, *, runbook_id: str, tier: Tier, form: str, output: str | None, as_json: bool
) -> None:
    """Boxes to tick, places for times and initials, in the language in use."""
    bundle = session.wiring.runbooks(session.options).bundle(runbook_id)
    text = _FORMS[form](paper(bundle, tier))
    language = current() if current() in bundle.languages else bundle.languages[0]
    give(text, output, bundle, tier, language=language, form=form, as_json=as_json)
