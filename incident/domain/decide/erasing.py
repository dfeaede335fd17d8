"""Legal holds and erasures: what is held stays, and nobody approves what they asked for themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.decide.words import require_text
from incident.domain.erasers import Told, free_entries, involved, may_settle, settlers
from incident.domain.evidence import Erasure
from incident.domain.incident import Incident
from incident.domain.nearest import nearest
from incident.domain.refusals import Refusal, Refused

__all__ = ["confirm", "decline", "hold", "lift", "overtaken", "propose", "refuse_unapproved", "require_unheld"]


def hold(incident: Incident, command: c.SetHold) -> Sequence[e.Event]:
    """From now on nothing of it is erased; several may stand at once."""
    _require_approver(command.by, command.approved_by)
    number = f"L{len(incident.evidence.holds) + 1}"
    because = require_text(command.because, "reason")
    return [e.LegalHoldSet(hold=number, because=because, approved_by=command.approved_by)]


def lift(incident: Incident, command: c.LiftHold) -> Sequence[e.Event]:
    """What kept it is over."""
    holds = incident.evidence.holds
    held = holds.get(command.hold)
    if held is None or held.lifted_at is not None:
        standing = [each.id for each in holds.values() if each.lifted_at is None]
        raise Refused(Refusal.HOLD_UNKNOWN, hold=command.hold, near=nearest(command.hold, standing))
    _require_approver(command.by, command.approved_by)
    because = require_text(command.because, "reason")
    return [e.LegalHoldLifted(hold=held.id, because=because, approved_by=command.approved_by)]


def propose(incident: Incident, command: c.ProposeErasure) -> Sequence[e.Event]:
    """Ask for it; what is asked for already is not asked for twice."""
    require_unheld(incident)
    for seq in command.entries:
        if not 1 <= seq <= incident.version:
            raise Refused(Refusal.ENTRY_UNKNOWN, seq=seq, last=incident.version)
    because = str(require_text(command.because, "reason"))
    if command.cases:
        from incident.domain.decide.cases import erasing  # here: few incidents have cases

        return erasing.propose(incident, command, because)
    _require_involved(incident, command)
    asked = {seq for each in incident.evidence.proposed if not each.cases for seq in each.entries}
    entries = tuple(seq for seq in dict.fromkeys(command.entries) if seq not in asked)
    if not entries:
        return []
    return [e.ErasureProposed(erasure=f"X{len(incident.evidence.erasures) + 1}", entries=entries, because=because)]


def confirm(incident: Incident, command: c.ConfirmErasure) -> Sequence[e.Event]:
    """Destroy it, in the name of somebody who did not ask for it."""
    erasure = _proposed(incident, command.erasure)
    require_unheld(incident)
    if command.by == erasure.proposed_by:
        people = settlers(incident, erasure, _told(command))
        raise Refused(Refusal.ERASURE_BY_ASKER, erasure=erasure.id, person=command.by, people=people)
    _require_say(incident, erasure, command)
    gone = (e.ContentErased(seq=seq, contents=of, because=erasure.because) for seq, of in command.going)
    others = (each for each in overtaken(incident, command.whole) if each.erasure != erasure.id)
    return [e.ErasureConfirmed(erasure=erasure.id), *others, *gone]


def decline(incident: Incident, command: c.DeclineErasure) -> Sequence[e.Event]:
    """It stays as it is, at the word of whoever proposed it, or of somebody who could confirm it."""
    erasure = _proposed(incident, command.erasure)
    if command.by != erasure.proposed_by:
        _require_say(incident, erasure, command)
    return [e.ErasureDeclined(erasure=erasure.id, because=require_text(command.because, "reason"))]


def overtaken(incident: Incident, entries: Collection[int]) -> Sequence[e.ErasureConfirmed]:
    """What was asked for and is done with these entries, whose words go otherwise."""
    done = (each for each in incident.evidence.proposed if not each.cases and set(each.entries) <= set(entries))
    return [e.ErasureConfirmed(erasure=each.id) for each in done]


def require_unheld(incident: Incident) -> None:
    """Refuse while a legal hold stands.

    Raises:
        Refused: HOLD_STANDS, naming it.
    """
    held = incident.evidence.hold
    if held is not None:
        raise Refused(Refusal.HOLD_STANDS, hold=held.id, by=held.set_by, at=held.set_at, because=str(held.because))


def refuse_unapproved(incident: Incident, command: c.EraseContents) -> None:
    """Refuse to erase evidence, a customer's words, or what somebody else wrote, at one person's word.

    Raises:
        Refused: ERASURE_NEEDS_APPROVER, CASE_NEEDS_APPROVER, WORDS_OF_ANOTHER.
    """
    exhibit = incident.evidence.at(command.seq)
    if exhibit is not None:
        raise Refused(Refusal.ERASURE_NEEDS_APPROVER, evidence=exhibit.id, seq=exhibit.seq)
    if incident.cases is not None:
        from incident.domain.decide.cases.erasing import refuse_alone  # here: few incidents have cases

        refuse_alone(incident, command.contents)
    if command.by != command.written_by:
        raise Refused(Refusal.WORDS_OF_ANOTHER, incident=incident.id, seq=command.seq, person=command.written_by)


def _require_involved(incident: Incident, command: c.ProposeErasure) -> None:
    """Refuse whoever has nothing to do with the words; what a rule of the workspace has due, anybody may ask for."""
    if incident.cases is not None:
        from incident.domain.cases.privy import open_cases  # here: few incidents have cases
        from incident.domain.decide.cases.erasing import require_privy

        require_privy(incident, open_cases(incident, command.entries), command)
        if command.entries and not free_entries(incident, command.entries):
            return
    people = involved(incident, command.authors)
    if command.by not in people and not command.by_rule:
        raise Refused(Refusal.ERASURE_BY_OUTSIDER, incident=incident.id, people=people)


def _require_say(incident: Incident, erasure: Erasure, command: c.ConfirmErasure | c.DeclineErasure) -> None:
    """Refuse whoever has no say in it, naming who has."""
    told = _told(command)
    if may_settle(incident, erasure, command.by, told):
        return
    if incident.cases is not None:
        from incident.domain.cases.privy import cases_of  # here: few incidents have cases
        from incident.domain.decide.cases.erasing import require_privy

        besides = erasure.proposed_by if isinstance(command, c.ConfirmErasure) else ""
        require_privy(incident, cases_of(incident, erasure), command, besides=besides)
    people = settlers(incident, erasure, told)
    raise Refused(Refusal.ERASURE_BY_SECOND, erasure=erasure.id, incident=incident.id, people=people)


def _told(command: c.ConfirmErasure | c.DeclineErasure) -> Told:
    return Told(shown_to=command.shown_to, authors=command.authors, known=command.known)


def _proposed(incident: Incident, erasure: str) -> Erasure:
    standing = {each.id: each for each in incident.evidence.proposed}
    past = incident.evidence.erasures.get(erasure)
    if past is not None and past.is_declined:
        because = str(past.declined_because or "")
        raise Refused(
            Refusal.ERASURE_DECLINED, erasure=past.id, by=past.settled_by, at=past.settled_at, because=because
        )
    if erasure not in standing:
        raise Refused(Refusal.ERASURE_UNKNOWN, erasure=erasure, near=nearest(erasure, standing))
    return standing[erasure]


def _require_approver(by: str, approver: str) -> None:
    if approver == by:
        raise Refused(Refusal.APPROVER_IS_ASKER, person=by)
