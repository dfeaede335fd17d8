"""Evidence: what is kept twice is said, and nobody hands over what they do not hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.refusals import Refusal
from tests.domain.walks import Walk, plan, step

DIGEST = "5a" * 32


def kept(**fields: object) -> Walk:
    """Ann keeps a file that bo secured."""
    walk = Walk(plan([step("a")]))
    walk.do(adding(walk, found_by="bo").changed(**fields))
    return walk


def adding(walk: Walk, **fields: object) -> c.AddEvidence:
    order = c.AddEvidence(
        by="ann", file="log.csv", where="gateway 2", sha256=DIGEST, size=4, found_at=walk.now, parts=(b"a", b"b")
    )
    return order.changed(**fields)


def offered() -> Walk:
    walk = kept()
    walk.do(c.OfferCustody(by="bo", evidence="E1", to="cat", because="the lawyers want it"))
    return walk


def test_who_secured_it_holds_it_and_who_added_it_is_named_beside() -> None:
    exhibit = kept().incident.evidence.exhibits["E1"]
    assert (exhibit.holder, exhibit.added_by, exhibit.name.words) == ("bo", "ann", "log.csv")
    assert len(exhibit.parts) == 2


def test_who_adds_it_holds_it_where_nobody_else_is_named() -> None:
    assert kept(found_by="").incident.evidence.exhibits["E1"].holder == "ann"


def test_the_same_bytes_are_kept_twice_only_where_somebody_means_to() -> None:
    walk = kept()
    refused = walk.refusal(adding(walk, file="copy.csv"))
    assert (refused.code, refused.fields["evidence"], refused.fields["by"]) == (Refusal.EVIDENCE_TWICE, "E1", "ann")
    walk.do(adding(walk, again=True))
    assert list(walk.incident.evidence.exhibits) == ["E1", "E2"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"file": " "}, Refusal.TEXT_EMPTY),
        ({"where": ""}, Refusal.TEXT_EMPTY),
        ({"step": "b"}, Refusal.STEP_UNKNOWN),
        ({"found_at": timedelta(hours=1)}, Refusal.TIME_IN_FUTURE),
    ],
)
def test_what_cannot_be_so_is_not_kept(fields: dict[str, object], code: str) -> None:
    walk = Walk(plan([step("a")]))
    stated = {name: walk.now + of if isinstance(of, timedelta) else of for name, of in fields.items()}
    assert walk.refusal(adding(walk, **stated)).code == code


def test_an_offer_moves_nothing_until_the_other_says_that_they_have_it() -> None:
    walk = offered()
    exhibit = walk.incident.evidence.exhibits["E1"]
    assert exhibit.holder == "bo"
    assert exhibit.offer is not None
    walk.do(c.TakeCustody(by="cat", evidence="E1"))
    exhibit = walk.incident.evidence.exhibits["E1"]
    assert (exhibit.holder, exhibit.offer) == ("cat", None)
    walk.do(c.OfferCustody(by="cat", evidence="E1", to="bo", because="done"))
    walk.do(c.TakeCustody(by="bo", evidence="E1"))
    exhibit = walk.incident.evidence.exhibits["E1"]
    assert (exhibit.holder, [each.to for each in exhibit.transfers]) == ("bo", ["cat", "bo"])


@pytest.mark.parametrize("by", ["bo", "cat"])
def test_what_is_declined_stays_where_it_is(by: str) -> None:
    walk = offered()
    walk.do(c.DeclineCustody(by=by, evidence="E1", because="not mine"))
    exhibit = walk.incident.evidence.exhibits["E1"]
    assert (exhibit.holder, exhibit.offer, exhibit.transfers[0].declined_by) == ("bo", None, by)


def test_nobody_hands_over_what_they_do_not_hold() -> None:
    walk = kept()
    refused = walk.refusal(c.OfferCustody(by="ann", evidence="E1", to="cat", because="x"))
    assert (refused.code, refused.fields["person"]) == (Refusal.CUSTODY_OF_ANOTHER, "bo")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.OfferCustody(by="bo", evidence="E1", to="dee", because="x"), Refusal.CUSTODY_OFFERED),
        (c.OfferCustody(by="bo", evidence="E1", to="bo", because="x"), Refusal.CUSTODY_TO_SELF),
        (c.OfferCustody(by="bo", evidence="E7", to="cat", because="x"), Refusal.EVIDENCE_UNKNOWN),
        (c.TakeCustody(by="dee", evidence="E1"), Refusal.CUSTODY_NOT_YOURS),
        (c.DeclineCustody(by="dee", evidence="E1"), Refusal.CUSTODY_NOT_YOURS),
    ],
)
def test_only_the_two_of_a_hand_over_move_it(command: c.Command, code: str) -> None:
    assert offered().refusal(command).code == code


@pytest.mark.parametrize("command", [c.TakeCustody(by="cat", evidence="E1"), c.DeclineCustody(by="bo", evidence="E1")])
def test_what_nobody_offered_is_not_taken(command: c.Command) -> None:
    assert kept().refusal(command).code == Refusal.CUSTODY_NOT_OFFERED


def test_a_piece_that_was_erased_changes_hands_no_more() -> None:
    walk = kept()
    seq = walk.incident.evidence.exhibits["E1"].seq
    walk.record(e.ContentErased(seq=seq, contents=("c",), because="rule 4"), "dee")
    refused = walk.refusal(c.OfferCustody(by="bo", evidence="E1", to="cat", because="x"))
    assert (refused.code, refused.fields["by"]) == (Refusal.EVIDENCE_ERASED, "dee")


def test_evidence_is_kept_and_handed_over_after_the_closing() -> None:
    walk = Walk(plan([step("a")]))
    walk.done("a", by="ann")
    walk.do(c.CloseIncident(by="ann"))
    walk.do(adding(walk))
    assert list(walk.incident.evidence.exhibits) == ["E1"]
