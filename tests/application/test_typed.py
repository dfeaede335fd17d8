"""What people type into a command is known by the names of its fields, and none of them is forgotten."""

from __future__ import annotations

from itertools import chain
from typing import get_args

import pytest

from incident.application.repeats import TYPED, request_digest
from incident.domain import commands as c
from incident.domain.events.debriefing import ToChange
from tests.application.worlds import ANA, World

OF_RESOURCES = {"type", "unit", "whom", "site", "substitutes", "approved_by", "team", "resource"}
"""Typed of these alone, and masked there; no erasure takes them out."""
KEPT = {"contact", "file", "reference", "sha256"}
"""Words that stay as they are (ADR 46)."""
IN_THEM = {"facts", "as_read", "known", "words", "briefing", "titles"}
"""Hold words under names of their own: typed, the register's, or a plan's."""
IDS = {
    *(
        "action",
        "allocation",
        "audience",
        "budget",
        "channel",
        "delivery",
        "despite",
        "elsewhere",
        "erasure",
        "evidence",
    ),
    *(
        "fact",
        "fills",
        "findings",
        "handover",
        "hold",
        "incident",
        "inject",
        "items",
        "message",
        "obligation",
        "option",
    ),
    *(
        "plan",
        "recipient",
        "regime",
        "rehearsed",
        "unended",
        "repeats",
        "role",
        "runbook",
        "scenario",
        "clock",
        "standing",
        "statutory_class",
    ),
    *("step", "steps", "target", "template", "until_step", "clocks", "crossed", "had", "had_of", "left", "stopped"),
    *("waiting", "beside", "kept_from", "instead_of", "also", "contents", "going"),
}
PEOPLE = {
    *("answered_by", "approver", "authors", "by", "controllers", "evaluators", "filed_by", "found_by", "lead", "owner"),
    *("person", "persons", "reader", "refused_by", "shown_to", "to", "until_person", "who", "winner", "written_by"),
}
CODES = {"command", "currency", "file_digest", "head", "kind", "languages", "refusal", "zone"}


def test_every_field_with_words_is_typed_or_known_to_be_none() -> None:
    every = chain.from_iterable(
        ((name, str(command.__annotations__[name])) for name in command.__names__) for command in get_args(c.Command)
    )
    worded = {name for name, kind in every if any(sign in kind for sign in ("str", "Value", "Words", "Wording"))}

    assert worded == TYPED | OF_RESOURCES | KEPT | IN_THEM | IDS | PEOPLE | CODES
    assert not TYPED & (OF_RESOURCES | KEPT | IN_THEM | IDS | PEOPLE | CODES)


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        (c.OfferHandover(by="ana", to="bo", worry="a name", half_decided="a number"), ("worry", "half_decided")),
        (c.TellOtherwise(by="ana", message="M1", how="a name"), ("how",)),
        (c.GiveFeedback(by="ana", scores={}, liked="a name", missed="another"), ("liked", "missed")),
        (c.SignReview(by="ana", capacity="a name"), ("capacity",)),
    ],
    ids=lambda given: type(given).__name__,
)
def test_what_is_kept_of_a_command_has_none_of_what_was_typed(command: c.Command, typed: tuple[str, ...]) -> None:
    other = command.changed(**dict.fromkeys(typed, "else"))

    assert request_digest("INC-0001", command) == request_digest("INC-0001", other)


def test_a_judgement_that_comes_again_is_the_same_one_and_with_another_change_it_is_not() -> None:
    service = (world := World()).terminal()
    incident = world.declared(service)
    for step in ("a", "tell", "agents", "nobody", "quiet"):
        service.execute(incident, c.RuleOutStep(by="ana", step=step, because="no time"), ANA)
    service.execute(incident, c.CloseIncident(by="ana", because="over"), ANA)
    judged = c.JudgeDeviation(by="ana", step="a", is_justified=True, because="it was", change=ToChange.RUNBOOK)
    other = judged.changed(change=None)

    assert request_digest(incident, judged) != request_digest(incident, other)
    service.execute(incident, judged, ANA, "judged-1")
    assert service.execute(incident, judged, ANA, "judged-1").was_repeated


def test_a_handover_that_comes_again_is_the_same_one() -> None:
    service = (world := World()).terminal()
    incident = world.declared(service)
    offer = c.OfferHandover(by="ana", to="bo", worry="region B", half_decided="the vendor")

    service.execute(incident, offer, ANA, "offer-1")
    assert service.execute(incident, offer, ANA, "offer-1").was_repeated
