"""`incident drill kept`, `incident drill erase`: what those who lead an exercise wrote, and the end of its words.

Apart from `incident erase`, which destroys words that stand in the log of an incident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.cli.arguments import incident_id, json_output
from incident.cli.asking import require_consent
from incident.cli.commands.drill.leading import leading_of
from incident.cli.named import known_person
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import SEQ
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.exercises.erasing import texts_of
from incident.i18n import N_, _
from incident.wording.cells import hanging
from incident.wording.leading import lead_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.domain.exercises.leading import LeadEntry

__all__ = ["erase", "kept"]

_KEPT_SHAPE: Final = "{version, id, entries: [{seq, at, by, type, words, is_erased}]}"
_ERASE_SHAPE: Final = "{version, seq}"


@command("kept", json_shape=_KEPT_SHAPE)
@incident_id
@json_output
@pass_session
def kept(session: Session, *, incident_id: str, as_json: bool) -> None:
    """Print it, for those who lead."""
    exercise = session.load(incident_id).id
    entries = leading_of(session).kept(exercise)
    if as_json:
        print_json({"id": exercise, "entries": [_shape(session, entry) for entry in entries]})
    else:
        print_data("\n".join(line for entry in entries for line in _lines(session, entry)))


@command("erase", json_shape=_ERASE_SHAPE)
@incident_id
@argument("SEQ", type=SEQ)
@option("--because", "--reason", "because", required=True, metavar="WORDS", help=N_("Why, for the record."))
@option("--approved-by", "approver", metavar="PERSON", required=True, help=N_("Who agreed; somebody else than you."))
@option("--yes", is_flag=True, help=N_("Do not ask."))
@json_output
@pass_session
def erase(
    session: Session, *, incident_id: str, seq: int, because: str, approver: str, yes: bool, as_json: bool
) -> None:
    """Ask, and destroy them."""
    exercise, leading = session.load(incident_id).id, leading_of(session)
    person = known_person(session, approver)
    leading.erasing(exercise, seq, because, person)  # nobody is asked about what cannot be
    if not yes:
        question = _("Erase the words of entry {seq} for ever?").format(seq=seq)
        require_consent(session, question, _("Nothing was erased."))
    leading.erase(exercise, seq, because, person)
    if as_json:
        print_json({"seq": seq})
    say(_("The words of entry {seq} are gone; the record still verifies.").format(seq=seq))


def _lines(session: Session, entry: LeadEntry) -> Iterator[str]:
    speech = session.speech()
    words = _("{person}: {words}").format(person=speech.person(entry.actor), words=lead_words(entry.event, speech))
    yield from hanging(f"{entry.seq:>3}  ", words, session.width)


def _shape(session: Session, entry: LeadEntry) -> dict[str, object]:
    texts = texts_of(entry)
    return {
        "seq": entry.seq,
        "at": entry.occurred_at.isoformat(),
        "by": entry.actor,
        "type": type(entry.event).__name__,
        "words": lead_words(entry.event, session.speech()),
        "is_erased": bool(texts) and all(text.words is None for text in texts),
    }
