"""`incident timeline`: what happened, one line an entry, corrections under what they correct."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from incident.cli.arguments import incident_id, json_output
from incident.cli.output import instant, print_data, print_json
from incident.cli.session import Session, pass_session
from incident.cli.spoken import command
from incident.i18n import _
from incident.wording.cells import hanging
from incident.wording.timeline import lines
from incident.wording.warned import folded

if TYPE_CHECKING:
    from datetime import datetime

    from incident.wording.speech import Speech
    from incident.wording.timeline import Correction, TimelineLine

__all__ = ["timeline"]

_SHAPE = (
    "{version, id, entries: [{seq, at, who, entered_by, kind, step, words, erased, "
    "corrections: [{seq, at, who, words}], answers: [{seq, at, who, words}]}]}"
)


@command("timeline", json_shape=_SHAPE)
@incident_id
@json_output
@pass_session
def timeline(session: Session, *, incident_id: str, as_json: bool) -> None:
    """Print the whole record."""
    incident = session.load(incident_id)
    speech = session.speech()
    entries = session.log.read(incident.id)
    if as_json:
        print_json({"id": incident.id, "entries": [_shape(line) for line in lines(entries, speech)]})
        return
    date = None
    for line in folded(entries, speech):
        day = f"{line.at.astimezone(speech.zone):%Y-%m-%d}"
        if day != date:
            print_data(day)
            date = day
        print_data("\n".join(_printed(line, speech, session.width)))


def _printed(line: TimelineLine, speech: Speech, width: int) -> Iterator[str]:
    who = line.who
    if line.entered_by:
        who = _("{person}, entered by {other}").format(person=line.who, other=line.entered_by)
    erased = " " + _("(words erased)") if line.erased and not line.has_more else ""
    yield from hanging(
        f"{line.seq:>5}  {speech.time(line.at)}  {line.kind}  ",
        _("{person}: {words}").format(person=who, words=f"{line.words}{erased}"),
        width,
    )
    corrected, answered = _("correction by {person} at {time}: {words}"), _("answer by {person} at {time}: {words}")
    under = [*((each, corrected) for each in line.corrections), *((each, answered) for each in line.answers)]
    for each, said in under:
        yield from hanging(f"{'':>11}{each.seq:>5}  ", _under(each, said, line.at, speech), width)


def _under(each: Correction, said: str, entry_at: datetime, speech: Speech) -> str:
    """The day stands above the entry; what was said of it on another day has its own."""
    days = {at.astimezone(speech.zone).date() for at in (entry_at, each.at)}
    time = speech.moment(each.at) if len(days) > 1 else speech.time(each.at)
    return said.format(person=each.who, time=time, words=each.words)


def _shape(line: TimelineLine) -> dict[str, object]:
    return {
        "seq": line.seq,
        "at": instant(line.at),
        "who": line.who,
        "entered_by": line.entered_by,
        "kind": line.kind,
        "step": line.step,
        "words": line.words,
        "erased": line.erased,
        "corrections": [_said(each) for each in line.corrections],
        "answers": [_said(each) for each in line.answers],
    }


def _said(each: Correction) -> dict[str, object]:
    return {"seq": each.seq, "at": instant(each.at), "who": each.who, "words": each.words}
