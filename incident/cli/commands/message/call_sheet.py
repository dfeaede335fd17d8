"""`incident message call-sheet`: names, numbers and words to say, for when messages do not arrive."""

from __future__ import annotations

from typing import Final

from incident.application.messages.call_sheet import Call, CallSheet, Errand, write_call_sheet
from incident.application.ports import Person
from incident.cli.arguments import incident_id, json_output
from incident.cli.output import instant, print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.cli.writing import write_file
from incident.i18n import N_, _
from incident.wording.call_sheet import call_sheet_lines
from incident.wording.people import ways_in_full
from incident.wording.safe import clean_line

__all__ = ["call_sheet"]

_SHAPE: Final = (
    "{version, id, mode, written_at, messages: [{id, audience, wordings: [{language, title, body}], "
    "calls: [{name, person, ways, target, state}]}], "
    "vacancies: [{role, able: [{person, ways}]}], holders: [{role, person, ways}]}"
)


@command(
    "call-sheet", help=N_("Print whom to phone and what to say, where messages have not arrived."), json_shape=_SHAPE
)
@incident_id
@argument("MESSAGE", "message_id", required=False)
@json_output
@option("-o", "--output", metavar="FILE", help=N_("Write it there instead of printing it."))
@pass_session
def call_sheet(
    session: Session, *, incident_id: str, message_id: str | None, as_json: bool, output: str | None
) -> None:
    """All that has not arrived, or one message whole; with the roles that nobody holds and who is at work on it."""
    incident, services = session.load(incident_id), session.services
    meant = incident.released_message(message_id.upper()).id if message_id else None
    rows, is_copy = services.outbox.deliveries(incident.id), services.outbox.unconfirmed() is not None
    is_cut = services.link is not None and services.link.cut is not None
    sheet = write_call_sheet(incident, rows, services.directory, message_id=meant, is_copy=is_copy, is_cut=is_cut)
    if as_json:
        print_json(
            {"id": incident.id, "mode": incident.mode.value, "written_at": instant(session.now()), **_shape(sheet)}
        )
        return
    text = "\n".join(call_sheet_lines(sheet, session.speech(incident.bundle), session.now()))
    if output is None or output == "-":
        print_data(text)
        return
    write_file(output, text + "\n", "--output")
    say(_("Written to {path}.").format(path=clean_line(output)))


def _shape(sheet: CallSheet) -> dict[str, object]:
    return {
        "messages": [_errand(each) for each in sheet.errands],
        "vacancies": [{"role": each.role, "able": [_person(one) for one in each.able]} for each in sheet.vacancies],
        "holders": [{"role": role, **_person(person)} for role, person in sheet.holders],
    }


def _errand(errand: Errand) -> dict[str, object]:
    return {
        "id": errand.message.id,
        "audience": errand.message.audience,
        "wordings": [{"language": tag, "title": w.title.words, "body": w.body.words} for tag, w in errand.wordings],
        "calls": [_call(each) for each in errand.calls],
    }


def _call(call: Call) -> dict[str, object]:
    reached = _person(call.people[0]) if len(call.people) == 1 else {"person": None, "ways": ""}
    return {**reached, "name": call.name, "target": call.target_id, "state": call.state and call.state.value}


def _person(person: Person) -> dict[str, object]:
    return {"person": person.id, "ways": ways_in_full(person)}
