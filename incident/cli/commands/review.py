"""`incident review`: the after-action report, written from the record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.review import Review, load_review, review_as_json
from incident.cli.arguments import incident_id, json_output
from incident.cli.led import Led, led_exercise
from incident.cli.output import as_json as json_text
from incident.cli.output import print_data, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.texts import OneOf
from incident.cli.writing import write_file
from incident.i18n import N_, _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.adapters.reports.document import Document

__all__ = ["review"]

_FORMATS = ("md", "html", "json")


def _shape() -> str:
    from incident.application.review.shape import review_shape  # here: only the help asks for it

    return review_shape()


@command("review", json_shape=_shape)
@incident_id
@option("--format", "format_name", type=OneOf(_FORMATS, also={"markdown": "md"}), default="md", show_default=True)
@option("--no-names", is_flag=True, help=N_("Not with json: call people by their roles."))
@json_output
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))
@pass_session
def review(
    session: Session, *, incident_id: str, format_name: str, no_names: bool, as_json: bool, output: str | None
) -> None:
    """Put it together and print it; of a running incident it is a draft."""
    incident, services = session.load(incident_id), session.services
    found = load_review(services.log, services.outbox, incident.id, session.now())
    led = led_exercise(session, incident)
    if led is not None:
        found = found.changed(exercise=led.results)
    if as_json or format_name == "json":
        text = json_text(review_as_json(found))
    else:
        text = _rendered(_worded(session, found, led, names=not no_names), format_name)
    if output is None or output == "-":
        print_data(text.rstrip("\n"))
        return
    write_file(output, text.rstrip("\n") + "\n", "--output")
    say(_("Written to {path}.").format(path=clean_line(output)))


def _worded(session: Session, found: Review, led: Led | None, *, names: bool) -> Document:
    from incident.adapters.reports.report import after_action_report  # here: JSON needs no words

    return after_action_report(found, session.speech(), names=names, scenario=led.scenario if led else None)


def _rendered(document: Document, format_name: str) -> str:
    if format_name == "html":
        from incident.adapters.reports.html import render_html  # here, as below: one form at a time

        return render_html(document)
    from incident.adapters.reports.markdown import render_markdown

    return render_markdown(document)
