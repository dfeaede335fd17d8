"""Evidence in words: lines of the timeline, the list, and the chain of custody, for screens, lists and paper alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, assert_never

from incident.domain import events as e
from incident.domain.evidence import Erasure, Exhibit, LegalHold, Transfer
from incident.domain.incident import Incident
from incident.i18n import _, ngettext
from incident.wording.quoting import said, with_reason
from incident.wording.safe import clean_line
from incident.wording.speech import Speech

__all__ = [
    "cases_phrase",
    "custody_lines",
    "erasure_words",
    "evidence_needs",
    "evidence_sections",
    "evidence_words",
    "exhibit_words",
    "hold_words",
    "settled_words",
    "size_words",
]

OfEvidence: TypeAlias = (
    e.EvidenceAdded
    | e.CustodyOffered
    | e.CustodyTaken
    | e.CustodyDeclined
    | e.LegalHoldSet
    | e.LegalHoldLifted
    | e.ErasureProposed
    | e.ErasureConfirmed
    | e.ErasureDeclined
)

_KILO = 1024


def evidence_words(event: OfEvidence, speech: Speech) -> str:
    """What the event says, without its time and its actor."""
    match event:
        case e.EvidenceAdded():
            return _added(event, speech)
        case e.CustodyOffered():
            words = _("offers {evidence} to {person}")
            return with_reason(
                words.format(evidence=_id(event.evidence), person=speech.person(event.to)), event.because
            )
        case e.CustodyTaken():
            return _("took {evidence}, and holds it from now on").format(evidence=_id(event.evidence))
        case e.CustodyDeclined():
            words = _("{evidence} stays with who holds it").format(evidence=_id(event.evidence))
            return with_reason(words, event.because)
        case e.LegalHoldSet():
            return _hold(event, speech, _("set legal hold {hold}, approved by {person}"))
        case e.LegalHoldLifted():
            return _hold(event, speech, _("lifted legal hold {hold}, approved by {person}"))
        case e.ErasureProposed():
            return with_reason(_proposed(event), event.because)
        case e.ErasureConfirmed():
            return _("confirmed erasure {erasure}").format(erasure=_id(event.erasure))
        case e.ErasureDeclined():
            words = _("declined erasure {erasure}").format(erasure=_id(event.erasure))
            return with_reason(words, event.because)
    assert_never(event)


def _proposed(event: e.ErasureProposed) -> str:
    if event.cases:
        words = _("proposes erasure {erasure}: the words of {cases}")
        return words.format(erasure=_id(event.erasure), cases=cases_phrase(event.cases))
    words = ngettext(
        "proposes erasure {erasure}: entry {entries}",
        "proposes erasure {erasure}: entries {entries}",
        len(event.entries),
    )
    return words.format(erasure=_id(event.erasure), entries=_(", ").join(map(str, event.entries)))


def cases_phrase(numbers: Sequence[int]) -> str:
    from incident.wording.cases import cases_phrase  # here: few erasures are about customers

    return cases_phrase(numbers)


def _added(event: e.EvidenceAdded, speech: Speech) -> str:
    words = _("kept {evidence} '{file}' ({size}), found {where} by {person}").format(
        evidence=_id(event.evidence),
        file=said(event.name),
        size=size_words(event.size),
        where=said(event.where),
        person=speech.person(event.found_by),
    )
    if event.kept_at is None:
        return words
    return _("{words}; the original is kept: {place}").format(words=words, place=said(event.kept_at))


def _hold(event: e.LegalHoldSet | e.LegalHoldLifted, speech: Speech, words: str) -> str:
    return with_reason(words.format(hold=_id(event.hold), person=speech.person(event.approved_by)), event.because)


def exhibit_words(exhibit: Exhibit, speech: Speech) -> str:
    """One line of the list, without its number: the file, its size, who holds it."""
    if exhibit.erased_at is not None:
        return _("erased by {person} at {at}").format(
            person=speech.person(exhibit.erased_by), at=speech.moment(exhibit.erased_at)
        )
    return _("{file}, {size}, held by {person}").format(
        file=said(exhibit.name), size=size_words(exhibit.size), person=speech.person(exhibit.holder)
    )


def custody_lines(exhibit: Exhibit, speech: Speech) -> Iterator[str]:
    """From where it was found to who holds it, a line each; the chain of custody."""
    secured = _("{at}  secured by {person}: {where}").format(
        at=speech.moment(exhibit.found_at), person=speech.person(exhibit.found_by), where=said(exhibit.where)
    )
    yield secured
    yield _("{at}  added by {person}, entry {seq}").format(
        at=speech.moment(exhibit.added_at),
        person=_both(exhibit.added_by, exhibit.added_entered_by, speech),
        seq=exhibit.seq,
    )
    if exhibit.kept_at is not None:
        yield _("the original is kept: {place}").format(place=said(exhibit.kept_at))
    for transfer in exhibit.transfers:
        yield from _transfer(transfer, speech)
    if exhibit.erased_at is not None:
        words = _("{at}  erased by {person}").format(
            at=speech.moment(exhibit.erased_at), person=_both(exhibit.erased_by, exhibit.erased_entered_by, speech)
        )
        yield with_reason(words, exhibit.erased_because)


def _transfer(transfer: Transfer, speech: Speech) -> Iterator[str]:
    words = _("{at}  {giver} offers it to {person}").format(
        at=speech.moment(transfer.offered_at),
        giver=_both(transfer.giver, transfer.offer_entered_by, speech),
        person=speech.person(transfer.to),
    )
    yield with_reason(words, transfer.because)
    if transfer.taken_at is not None:
        yield _("{at}  taken by {person}").format(
            at=speech.moment(transfer.taken_at), person=_both(transfer.to, transfer.taken_entered_by, speech)
        )
    elif transfer.declined_at is not None:
        words = _("{at}  declined by {person}; it stays with {giver}").format(
            at=speech.moment(transfer.declined_at),
            person=_both(transfer.declined_by, transfer.declined_entered_by, speech),
            giver=speech.person(transfer.giver),
        )
        yield with_reason(words, transfer.declined_because)
    else:
        yield _("not taken yet: {person} has to say so").format(person=speech.person(transfer.to))


def _both(person: str, entered_by: str, speech: Speech) -> str:
    """Whose act it is, and who entered it where that was somebody else."""
    name = speech.person(person)
    said = _("{person} (entered by {other})")
    return said.format(person=name, other=speech.person(entered_by)) if entered_by else name


def hold_words(hold: LegalHold, speech: Speech) -> str:
    """Who set it and why; when it was lifted, if it was."""
    words = _("legal hold {hold}, set by {person} at {at}, approved by {approver}").format(
        hold=_id(hold.id),
        person=_both(hold.set_by, hold.set_entered_by, speech),
        at=speech.moment(hold.set_at),
        approver=speech.person(hold.approved_by),
    )
    words = with_reason(words, hold.because)
    if hold.lifted_at is None:
        return words
    lifted = _("lifted by {person} at {at}, approved by {approver}").format(
        person=_both(hold.lifted_by, hold.lifted_entered_by, speech),
        at=speech.moment(hold.lifted_at),
        approver=speech.person(hold.lift_approved_by),
    )
    return _("{set}; {lifted}").format(set=words, lifted=with_reason(lifted, hold.lifted_because))


def erasure_words(erasure: Erasure, speech: Speech) -> str:
    """What is proposed, by whom, on which rule."""
    person = _both(erasure.proposed_by, erasure.proposed_entered_by, speech)
    if erasure.cases:
        words = _("erasure {erasure} of the words of {cases}, proposed by {person}")
        said_of = words.format(erasure=_id(erasure.id), cases=cases_phrase(erasure.cases), person=person)
        return with_reason(said_of, erasure.because)
    words = ngettext(
        "erasure {erasure} of {count} entry ({entries}) proposed by {person}",
        "erasure {erasure} of {count} entries ({entries}) proposed by {person}",
        len(erasure.entries),
    ).format(
        erasure=_id(erasure.id),
        count=len(erasure.entries),
        entries=_(", ").join(map(str, erasure.entries)),
        person=person,
    )
    return with_reason(words, erasure.because)


def settled_words(erasure: Erasure, speech: Speech) -> str:
    """Who confirmed or declined it, and when."""
    words = _("Erasure {erasure} was confirmed by {person} at {at}; what it names is gone.")
    if not erasure.is_confirmed:
        words = _("Erasure {erasure} was declined by {person} at {at}; nothing was erased.")
    at = speech.moment(erasure.settled_at) if erasure.settled_at is not None else ""
    person = _both(erasure.settled_by, erasure.settled_entered_by, speech)
    return words.format(erasure=_id(erasure.id), person=person, at=at)


def evidence_sections(incident: Incident, speech: Speech) -> Iterator[tuple[str, list[str]]]:
    """Each piece with its digest and its chain of custody; then the legal holds, and what is proposed to be erased."""
    for exhibit in incident.evidence.exhibits.values():
        title = _("{evidence}  {file}, {size}").format(
            evidence=_id(exhibit.id), file=said(exhibit.name), size=size_words(exhibit.size)
        )
        yield title, [f"SHA-256  {said(exhibit.sha256)}", *custody_lines(exhibit, speech)]
    for hold in incident.evidence.holds.values():
        yield hold_words(hold, speech), []
    for erasure in incident.evidence.proposed:
        yield erasure_words(erasure, speech), []


def evidence_needs(incident: Incident, person: str, speech: Speech) -> list[str]:
    """What that person has to see to: what is offered to them."""
    offers = ((each, each.offer) for each in incident.evidence.exhibits.values())
    words = _("{giver} hands {evidence} '{file}' over to you: take it, or decline")
    return [
        words.format(giver=speech.person(offer.giver), evidence=_id(each.id), file=said(each.name))
        for each, offer in offers
        if offer is not None and offer.to == person
    ]


def size_words(size: int) -> str:
    """Rounded up, with its unit: 512 B, 12 kB, 3 MB."""
    if size < _KILO:
        return _("{count} B").format(count=size)
    if size < _KILO * _KILO:
        return _("{count} kB").format(count=-(-size // _KILO))
    return _("{count} MB").format(count=-(-size // (_KILO * _KILO)))


def _id(number: str) -> str:
    return clean_line(number)
