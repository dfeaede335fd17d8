"""`incident runbook export`: one tier of a runbook in a format that other tools read."""

from __future__ import annotations

from incident.cli.arguments import json_output
from incident.cli.commands.runbook.giving import FORM_SHAPE, form_output, give, tier_of_form
from incident.cli.output import say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.texts import OneOf
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle
from incident.i18n import N_, _, current
from incident.wording.safe import clean_line

__all__ = ["export"]


@command("export", json_shape=FORM_SHAPE)
@argument("RUNBOOK", "runbook_id")
@option(
    "--format",
    "format_name",
    type=OneOf(["cacao", "markdown"], also={"md": "markdown"}),
    required=True,
    help=N_("cacao: CACAO 2.0 JSON; markdown: a checklist."),
)
@tier_of_form
@form_output
@json_output
@pass_session
def export(
    session: Session, *, runbook_id: str, format_name: str, tier: Tier, output: str | None, as_json: bool
) -> None:
    """In the language in use, or the one that the runbook has."""
    bundle = session.wiring.runbooks(session.options).bundle(runbook_id)
    language = current() if current() in bundle.languages else bundle.languages[0]
    text = _exported(bundle, format_name, tier, language)
    if language != current():
        say(_("The runbook '{id}' speaks {language} only.").format(id=clean_line(runbook_id), language=language))
    give(text, output, bundle, tier, language=language, form=format_name, as_json=as_json)


def _exported(bundle: Bundle, format_name: str, tier: Tier, language: str) -> str:
    if format_name == "markdown":
        from incident.adapters.documents.foreign.markdown.exporting import export_markdown  # here, as below: one of two

        return export_markdown(bundle, tier, language)
    from incident.adapters.documents.foreign.cacao.exporting import export_cacao

    return export_cacao(bundle, tier, language)
