"""`incident evidence list` and `show`: what is kept, who holds it, what must not be erased, what is proposed to be."""

from __future__ import annotations

from typing import Final

from incident.adapters.reports.evidence.shape import exhibit_shape, fields
from incident.cli.arguments import incident_id, json_output
from incident.cli.output import print_data, print_json, say
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command
from incident.cli.tables import table
from incident.domain.decide.custody import known
from incident.i18n import N_, _
from incident.wording.cells import wrap
from incident.wording.evidence import custody_lines, erasure_words, exhibit_words, hold_words, size_words
from incident.wording.quoting import said

__all__ = ["list_evidence", "show"]

_EXHIBIT: Final = (
    "{id, entry, name, where, sha256, size, found_at, found_by, added_at, added_by, kept_at, step, holder, "
    "added_entered_by, "
    "transfers: [{giver, to, because, offered_at, taken_at, declined_at, declined_by, declined_because, "
    "offer_entered_by, taken_entered_by, declined_entered_by}], "
    "erased_at, erased_by, erased_because, erased_entered_by}"
)
_LIST: Final = (
    f"{{version, id, evidence: [{_EXHIBIT}], "
    "holds: [{id, because, set_at, set_by, approved_by, lifted_at, lifted_by, lifted_because, lift_approved_by, "
    "set_entered_by, lifted_entered_by}], "
    "erasures: [{id, entries, because, proposed_at, proposed_by, settled_at, settled_by, proposed_entered_by, "
    "settled_entered_by, confirmed}]}"
)
_SHOW: Final = f"{{version, id, evidence: {_EXHIBIT}}}"


@command("list", help=N_("List what is kept as evidence, legal holds, and proposed erasures."), json_shape=_LIST)
@incident_id
@json_output
@pass_session
def list_evidence(session: Session, *, incident_id: str, as_json: bool) -> None:
    """A line a piece."""
    incident = session.load(incident_id)
    kept, speech = incident.evidence, session.speech()
    if as_json:
        holds = [
            fields(each, "id", "because", "set_at", "set_by", "approved_by", *_LIFTED) for each in kept.holds.values()
        ]
        erasures = [{**fields(each, *_ERASURE), "confirmed": each.is_confirmed} for each in kept.erasures.values()]
        shapes = [exhibit_shape(each) for each in kept.exhibits.values()]
        print_json({"id": incident.id, "evidence": shapes, "holds": holds, "erasures": erasures})
        return
    if not kept.exhibits:
        say(_("Nothing is kept as evidence yet."))
    else:
        rows = [(each.id, exhibit_words(each, speech)) for each in kept.exhibits.values()]
        for line in table([_("EVIDENCE"), _("FILE")], rows, session.width):
            print_data(line)
    for words in (
        *(hold_words(each, speech) for each in kept.holds.values()),
        *(erasure_words(each, speech) for each in kept.proposed),
    ):
        for line in wrap(words, session.width):
            print_data(line)


@command("show", help=N_("Show a piece of evidence and its chain of custody."), json_shape=_SHOW)
@incident_id
@argument("EVIDENCE", "evidence")
@json_output
@pass_session
def show(session: Session, *, incident_id: str, evidence: str, as_json: bool) -> None:
    """Everything that is known of it, as it can be printed."""
    exhibit = known(session.load(incident_id), evidence.upper())
    if as_json:
        print_json({"id": incident_id, "evidence": exhibit_shape(exhibit)})
        return
    named = _("{evidence}  {file}, {size}").format(
        evidence=exhibit.id, file=said(exhibit.name), size=size_words(exhibit.size)
    )
    for line in (named, f"SHA-256  {said(exhibit.sha256)}", _("CUSTODY")):
        print_data(line)
    for words in custody_lines(exhibit, session.speech()):
        for n, line in enumerate(wrap(words, session.width - 4)):
            print_data(f"{'  ' if not n else '    '}{line}")


_LIFTED: Final = (
    "lifted_at", "lifted_by", "lifted_because", "lift_approved_by", "set_entered_by", "lifted_entered_by",
)  # fmt: skip
_ERASURE: Final = (
    "id", "entries", "because", "proposed_at", "proposed_by", "settled_at", "settled_by", "proposed_entered_by",
    "settled_entered_by",
)  # fmt: skip
