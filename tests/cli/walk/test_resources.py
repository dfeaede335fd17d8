"""Resources line by line: heard, as the board shows them."""

from __future__ import annotations

from datetime import timedelta

from incident.cli.wiring import Options
from incident.domain import commands as c
from incident.domain.events import OutReason
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Inventory, Resource
from incident.domain.walking.checklist import build_checklist
from tests.cli.walk.conftest import Aloud


def test_resources_are_heard_by_their_state(aloud: Aloud) -> None:
    assert any("Nothing was asked for yet" in line for line in aloud("R"))
    aloud.by("ana", c.RequestResource(by="ana", type="pump", kind="equipment"))()
    assert any("R1: requested, 1 × pump" in line for line in aloud("resources"))


def test_who_is_awake_longest_and_who_leads_too_many_is_heard(aloud: Aloud) -> None:
    every = {"off": Resource(id="off", kind="staff", type="agent", quantity=20)}
    aloud.world.inventory = Inventory(resources=every)
    for _each in range(8):
        aloud.by("ana", c.AllocateResource(by="ana", resource="off"))()
    heard = "\n".join(aloud("resources"))
    assert "Over 7 report to: the commander. the word 'team' forms a team" in heard
    assert "longest at work: Ana Lima 0 s, 1 × agents" in heard


def test_a_resource_is_asked_for_and_called_off_and_a_team_formed_line_by_line(aloud: Aloud) -> None:
    heard = aloud(
        "need",
        "pump",
        "2",
        "",
        "1",
        "20m",
        "the cellar",
        "resource R9",
        "resource r1",
        "3",
        "not needed",
        "resource R1",
    )
    assert "Write the number of a resource, such as R1, not 'R9'." in heard
    assert "R1 is over. Request it again." in heard
    assert [name for name in aloud.timeline if name.startswith("Allocation")] == [
        "AllocationRequested",
        "AllocationEnded",
    ]
    aloud("team", "Alpha", "1")
    assert "TeamFormed" in aloud.timeline


def test_what_a_step_asks_for_is_listed_and_agreed_to_before_it_is_asked_for(aloud: Aloud) -> None:
    aloud.by("ana", c.RaiseTier(by="ana", to=Tier.MAJOR, because="worse"))()
    number = at_staff(aloud)
    heard = aloud(f"list {number}", "done", "done")
    assert "staff, agents, +50%, within 30 min" in heard
    assert "ResourcesRequested" not in aloud.timeline
    assert "Nothing happened." in heard
    heard = aloud(f"list {number}", "done", "yes")
    assert f"Step {number}: as expected." in heard
    assert aloud.timeline.count("ResourcesRequested") == aloud.timeline.count("AllocationRequested") == 1


def test_what_a_step_asks_for_is_listed_in_chinese(aloud: Aloud) -> None:
    aloud.by("ana", c.RaiseTier(by="ana", to=Tier.MAJOR, because="worse"))()
    heard = aloud("language", f"list {at_staff(aloud)}", "done", "是")
    assert "要提出这些申请吗？" in heard
    assert aloud.timeline.count("AllocationRequested") == 1


def at_staff(aloud: Aloud) -> str:
    """The number of the step that asks for staff."""
    incident = aloud.world.open_services(Options()).service.load(aloud.incident)
    item = build_checklist(incident, aloud.world.clock.now()).item("staff")
    assert item is not None
    return item.number


def test_a_role_and_a_question_go_to_whoever_rests_by_a_word_of_its_own(aloud: Aloud) -> None:
    aloud.world.inventory = Inventory(
        resources={"dba-bo": Resource(id="dba-bo", kind="staff", type="dba", quantity=1, person="bo")}
    )
    aloud.by("ana", c.AllocateResource(by="ana", resource="dba-bo"))()
    until = aloud.world.clock.now() + timedelta(hours=8)
    aloud.by("ana", c.PutOut(by="ana", allocation="R1", reason=OutReason.REST, until=until))()
    heard = aloud("roles", "1", "2", "yes", "wake")
    assert "2: Bo Chen, rests until 10:40, may fill it" in heard
    assert "Bo Chen rests until 2026-11-21 10:40. Assign somebody else, or wait until then." in heard
    assert "RoleAssigned" in aloud.timeline[-1]
    assert "Type wake: ask them all the same" in aloud("ask", "2", ".", ".")
