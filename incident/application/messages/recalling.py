"""Which messages go with a mark that is taken back, and how far each of them had come.

Apart from the planning of what leaves: this is asked so that people are told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incident.application.ports import Delivery, DeliveryState, EventLog, Outbox
from incident.domain import events as e
from incident.domain.decide.undoing import OnStep
from incident.domain.events import Recorded
from incident.domain.frozen import Frozen
from incident.domain.incident import Incident

__all__ = ["Recall", "recalled", "recalled_by", "recalls", "recalls_of"]

_UNSURE = frozenset({DeliveryState.SENDING, DeliveryState.UNKNOWN})


class Recall(Frozen):
    """One message of a mark; the numbers are of recipients, and all 0 where the ledger is not known."""

    message: str
    audience: str
    unsent: int
    sent: int
    unsure: int
    """To whom it may have gone."""
    is_late: bool
    """Whether it has left and waits for nobody more, so that it cannot be called back."""


def recalls_of(incident: Incident, mark: OnStep, rows: Sequence[Delivery]) -> list[Recall]:
    """What would go with that mark if it was taken back now."""
    before = mark.progress.unmarked
    after = before.seq if before is not None else 0
    own = (each for each in incident.messages.values() if each.step == mark.step and not each.is_withdrawn)
    return recalls(incident, (each.id for each in own if each.came_after(after)), rows)


def recalls(incident: Incident, messages: Iterable[str], rows: Sequence[Delivery]) -> list[Recall]:
    """How far these messages have come."""
    return [_recall(incident, each, [row for row in rows if row.message == each]) for each in messages]


def recalled(incident: Incident, written: Iterable[Recorded], log: EventLog, outbox: Outbox) -> list[Recall]:
    """What went with the marks that these new entries took back, as the ledger has it now."""
    undone = [each.seq for each in written if isinstance(each.event, e.StepUndone)]
    if not undone or not incident.messages:
        return []
    came = recalled_by(log.read(incident.id))
    messages = [each for seq in undone for each in came.get(seq, ())]
    return recalls(incident, messages, outbox.deliveries(incident.id)) if messages else []


def recalled_by(entries: Iterable[Recorded]) -> Mapping[int, Sequence[str]]:
    """The messages that were called back with a mark, by the entry that took the mark back."""
    marks: dict[str, list[tuple[str, int]]] = {}
    written: dict[str, dict[str, int]] = {}
    step_of: dict[str, str] = {}
    found: dict[int, Sequence[str]] = {}
    for entry in entries:
        match entry.event:
            case e.MessageDrafted(step=str(step), message=message):
                step_of[message] = step
                written.setdefault(step, {})[message] = entry.seq
            case e.MessageReleased(message=message) if message in step_of:
                written[step_of[message]][message] = entry.seq
            case e.StepUndone(step=step) as undone:
                after = _before(marks.get(step, []), undone.mark)
                came = [each for each, seq in written.get(step, {}).items() if seq > after and each not in undone.left]
                found[entry.seq] = came
                for each in came:
                    del written[step][each]
            case _ if isinstance(entry.event, e.StepMark):
                marks.setdefault(entry.event.step, []).append((entry.event_id, entry.seq))
            case _:
                pass
    return {seq: came for seq, came in found.items() if came}


def _before(marks: list[tuple[str, int]], mark: str) -> int:
    """The entry of the mark that stands again on that step; 0 for none. The others are gone."""
    while marks and marks.pop()[0] != mark:
        pass
    return marks[-1][1] if marks else 0


def _recall(incident: Incident, message: str, rows: Sequence[Delivery]) -> Recall:
    sent = {row.recipient for row in rows if row.state is DeliveryState.SENT}
    unsure = {row.recipient for row in rows if row.state in _UNSURE} - sent
    return Recall(
        message=message,
        audience=incident.messages[message].audience,
        unsent=len({row.recipient for row in rows} - sent - unsure),
        sent=len(sent),
        unsure=len(unsure),
        is_late=bool(sent or unsure) and not any(row.state is DeliveryState.PENDING for row in rows),
    )
