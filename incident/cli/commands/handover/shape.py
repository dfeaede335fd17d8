"""A briefing in JSON, as `incident handover --json` prints it.

Apart from the page: the sections are words and may be worded anew, the keys beside them stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from incident.application.briefing import Briefing, Offer
from incident.cli.output import instant
from incident.domain.duties.carrying import Carried
from incident.domain.duties.handover import ReadBack
from incident.domain.incident import COMMANDER
from incident.wording.briefing import briefing_sections
from incident.wording.handover import carried_words
from incident.wording.speech import Speech

__all__ = ["SHAPE", "briefing_shape"]

_ITEM: Final = "{item, person, due_at, words}"
SHAPE: Final = (
    "{version, id, seq, as_of, tier, mode, commander, sections: [{title, lines}], "
    f"carried: [{_ITEM}], "
    "handovers: [{id, giver, to, offered_at, worry, half_decided, "
    f"read_back: {{at, next_action, can_hurt, due_next}}, accepted, left: [{_ITEM}]}}]}}"
)


def briefing_shape(briefing: Briefing, speech: Speech) -> dict[str, object]:
    """The briefing and every hand-over that is under way."""
    incident = briefing.incident
    return {
        "id": incident.id,
        "seq": incident.version,
        "as_of": instant(briefing.now),
        "tier": int(incident.tier),
        "mode": incident.mode.value,
        "commander": incident.person_of(COMMANDER),
        "sections": [{"title": s.title, "lines": list(s.lines)} for s in briefing_sections(briefing, speech)],
        "carried": _items(briefing.carried, speech),
        "handovers": [_offer(offer, speech) for offer in briefing.offers],
    }


def _items(items: Sequence[Carried], speech: Speech) -> list[dict[str, object]]:
    return [
        {"item": i.key, "person": i.person, "due_at": instant(i.at), "words": carried_words(i.key, speech)}
        for i in items
    ]


def _offer(offer: Offer, speech: Speech) -> dict[str, object]:
    handover = offer.handover
    return {
        "id": handover.id,
        "giver": handover.giver,
        "to": handover.to,
        "offered_at": instant(handover.offered_at),
        "worry": handover.worry.words,
        "half_decided": handover.half_decided and handover.half_decided.words,
        "read_back": _read_back(handover.read_back),
        "accepted": sorted(handover.accepted),
        "left": _items(offer.left, speech),
    }


def _read_back(said: ReadBack | None) -> dict[str, object] | None:
    if said is None:
        return None
    return {
        "at": instant(said.at),
        "next_action": said.next_action.words,
        "can_hurt": said.can_hurt.words,
        "due_next": said.due_next.words,
    }
