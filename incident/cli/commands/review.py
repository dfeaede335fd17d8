"""`incident review`: the after-action report, written from the record alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from incident.application.review import Review, load_review, review_as_json
from incident.cli.arguments import incident_id, json_output
from incident.cli.led import Led, led_exercise
from incident.cli.output import as_json as json_text
from incident.cli.output import print_data, say
from incident.cli.rendering import FILES, TEXTS, rendered
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command, option
from incident.cli.texts import OneOf
from incident.cli.writing import write_file
from incident.i18n import N_, _
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from incident.adapters.reports.document import Document

__all__ = ["review"]

_FORMATS: Final = (*TEXTS, *FILES, "json")
_ALSO: Final = {"markdown": "md", "htm": "html"}
_VERSIONS = ("whole", "evaluation", "summary", "outside")


def _shape() -> str:
    from incident.application.review.shape import review_shape  # here: only the help asks for it

    return review_shape()


@command("review", json_shape=_shape)
@incident_id
@option(
    "--format",
    "form",
    type=OneOf(_FORMATS, also=_ALSO),
    help=N_("How it is written; else as the file's name ends, or md."),
)
@option("--no-names", is_flag=True, help=N_("Not with json: call people by their roles."))
@option(
    "--for",
    "version",
    type=OneOf(_VERSIONS, also={"outsiders": "outside"}),
    default="whole",
    show_default=True,
    help=N_(
        "Not with json: evaluation is what was judged, summary what the organiser tells, outside a version without "
        "names, free words and recipients."
    ),
)
@json_output
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it; pdf and docx need it."))
@pass_session
def review(
    session: Session,
    *,
    incident_id: str,
    form: str | None,
    no_names: bool,
    version: str,
    as_json: bool,
    output: str | None,
) -> None:
    """Put it together and print it; of a running incident it is a draft."""
    place = "" if output is None or output == "-" else output
    form = form or _ending(place)
    if not place and form in FILES and not as_json:
        raise click.UsageError(_("No terminal shows {form}. Say where to write it: -o FILE.").format(form=form))
    if version == "outside" and (as_json or form == "json"):
        raise click.UsageError(_("JSON holds every word of the record, so there is none for outsiders."))
    found, led = _found(session, incident_id)
    if as_json or form == "json":
        content: str | bytes = json_text(review_as_json(found)) + "\n"
    else:
        content = rendered(_worded(session, found, led, names=not no_names, version=version), form)
    if place:
        write_file(place, content, "--output")
        say(_("Written to {path}.").format(path=clean_line(place)))
    else:
        print_data(str(content).rstrip("\n"))


def _ending(place: str) -> str:
    """The format that the name of a file ends with; md where it names none."""
    ending = place.rpartition(".")[2].lower()
    named = _ALSO.get(ending, ending)
    return named if named in _FORMATS else "md"


def _found(session: Session, incident_id: str) -> tuple[Review, Led | None]:
    incident, services = session.load(incident_id), session.services
    found = load_review(services.log, services.outbox, incident.id, session.now())
    if found.participants:
        from incident.application.exercises.programming import invited_to  # here: few incidents are exercises
        from incident.application.review.participating import with_invited

        invited = invited_to(services, found.log)
        found = found.changed(participants=with_invited(found.participants, invited))
    led = led_exercise(session, incident)
    if led is None:
        return found, None
    return found.changed(exercise=led.results, task_runs=led.earlier, unread_runs=led.unread), led


def _worded(session: Session, found: Review, led: Led | None, *, names: bool, version: str) -> Document:
    from incident.adapters.reports.report import Version, after_action_report  # here: JSON needs no words

    scenario = led.scenario if led else None
    return after_action_report(found, session.speech(), names=names, scenario=scenario, version=Version(version))
