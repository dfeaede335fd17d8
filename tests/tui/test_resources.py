"""The board of resources: everything from the request to the thanks, by keys, at 80 by 24."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import AllocationState, OutReason
from incident.domain.grading.tiers import Tier
from incident.domain.resources.resource import Approval, Approver, Inventory, Resource, Rest, Stock
from incident.domain.walking.checklist import build_checklist
from incident.i18n import _
from incident.tui.screens.help import bindings_of
from incident.tui.views.resource_panels import period_lines
from incident.tui.views.resources import foot_lines
from incident.walk.flows.asking import Question
from incident.walk.flows.resources.advancing import AdvanceFlow
from incident.walk.flows.resources.giving import ApproveRequestFlow
from incident.walk.flows.resources.requesting import RequestFlow
from incident.walk.needs import needs
from incident.walk.reading import moment_of
from incident.wording.times import duration
from tests.fakes import START
from tests.rotas import ROTAS
from tests.tui.pages import Page, opened
from tests.tui.worlds import BO, World

RESOURCES = (
    Resource(id="queue", kind="equipment", type="overflow-queue", quantity=1),
    Resource(id="on", kind="staff", type="agent", quantity=40, on_duty=True),
    Resource(id="off", kind="staff", type="agent", quantity=20, site="hefei", rests=(Rest(quantity=5, until=START),)),
    Resource(id="dba-bo", kind="staff", type="dba", quantity=1, person="bo"),
    Resource(id="budget", kind="money", type="emergency-budget", quantity=100_000, unit="CNY"),
)


@pytest.fixture
def incident(world: World) -> str:
    approvers = (Approver(role="commander", limit=50_000, currency="CNY"), Approver(person="bo"))
    world.inventory = Inventory(
        resources={each.id: each for each in RESOURCES},
        approvals={Tier.SERIOUS: Approval(within=timedelta(minutes=20), reach="team", approvers=approvers)},
    )
    return world.declared()


def ask(world: World, incident: str, type_: str, quantity: int = 1, **fields: object) -> None:
    world.does(incident, c.RequestResource(by="ana", type=type_, quantity=quantity, **fields))  # type: ignore[arg-type]


def given(world: World, incident: str, type_: str, resource: str, whom: str = "") -> str:
    ask(world, incident, type_)
    name = list(world.service.load(incident).resources.allocations)[-1]
    world.does(incident, c.ApproveAllocation(by="ana", allocation=name, resource=resource))
    world.does(incident, c.MoveAllocation(by="ana", allocation=name, to=AllocationState.ASSIGNED, whom=whom))
    return name


def states(world: World, incident: str) -> Sequence[str]:
    return [str(each.state) for each in world.service.load(incident).resources.allocations.values()]


async def answer(page: Page, *answers: tuple[str, str]) -> None:
    """Wait for each question, type the answer or press its digit, then Enter where words were typed."""
    for question, said in answers:
        await page.sees(question)
        if said.isdecimal() and "How many" not in question:
            await page.press(*([said, "enter"] if "TYPING" in page.text else [said]))
        else:
            await page.type(said)
            await page.press("enter")


async def test_a_thing_goes_from_the_request_to_the_thanks_by_keys(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("RESOURCES  INC-0001", "Nothing was asked for yet: r asks for something.")
        assert "a assign" not in page.text, "there is nothing to assign"
        await page.press("r")
        await answer(page, ("What is needed?", "overflow queue"), ("How many?", ""), ("For whom is it?", "1"))
        await answer(page, ("By when is it needed?", "20m"), ("Why?", "the queues are full"))
        await page.sees("REQUESTED", "1 × overflow queue", "need 1", "held for nobody until")
        await page.press("enter")
        await answer(page, ("What becomes of it?", "1"), ("What does it cost?", ""))
        await page.sees("What does it cost?  nothing")
        await answer(page, ("Who approves it?", "1"))
        await answer(page, ("Why?", ""))
        await page.sees("APPROVED", "coming 1", "nobody else has it now")
        await page.press("enter")
        await answer(page, ("What becomes of it?", "1"), ("When should it arrive?", "30m"), ("Why?", ""))
        await page.sees("ORDERED", "R1 ordered")
        await page.press("a")
        await answer(page, ("For whom does it work?", "1"), ("Why?", ""))
        await page.sees("ASSIGNED", "working 1")
        await page.press("o")
        await answer(page, ("Why can it not be used?", "2"), ("Until when?", ""))
        await page.sees("OUT", "repair")
        await page.press("x")
        await answer(page, ("What do you say", "1"))
        await page.sees("RELEASED", "released 1", "Thank you, that he")
        await page.press("x")
        await page.sees("R1 is over. Request it again.")
        await page.press("R")
        await page.sees("T+")
    assert states(world, incident) == ["released"]


async def test_what_no_inventory_has_is_ordered_of_a_vendor_by_keys(world: World, incident: str) -> None:
    ask(world, incident, "vendor-on-call", kind="staff")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("REQUESTED")
        await page.press("o")
        await page.sees("ORDER R1")
        await answer(page, ("Who gives it", "Hollis Data"), ("Whose is it?", "2"), ("Who comes", "J. Park"))
        await answer(page, ("When should it arrive?", "20m"), ("What does it cost?", ""), ("Who approves it?", "1"))
        await answer(page, ("Why?", "the second node"))
        await page.sees("ORDERED", "Hollis Data, by", "R1 is ordered of Hollis Data.")
    kept = world.service.load(incident).resources.allocations["R1"]
    assert str(kept.changes[1].because) == "J. Park; the second node"


async def test_a_line_of_the_inventory_is_no_giver_from_outside_it(world: World, incident: str) -> None:
    ask(world, incident, "overflow-queue")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("REQUESTED")
        await page.press("o")
        await answer(page, ("Who gives it", "dba-bo"))
        await page.sees("'dba-bo' is a line of the inventory. Type the firm or the team outside it")
    assert states(world, incident) == ["requested"]


def test_what_fits_nothing_is_ordered_and_not_approved(world: World, incident: str) -> None:
    ask(world, incident, "vendor-on-call", kind="staff")
    ask(world, incident, "overflow-queue")
    walk, stock = moment_of(world, world.service.load(incident)), world.service.stock()
    nowhere, here = walk.incident.resources.allocations.values()
    approve = [ApproveRequestFlow(walk=walk, people=(), stock=stock, allocation=each) for each in (nowhere, here)]
    assert [each.title.partition(" ")[0] for each in approve] == ["ORDER", "APPROVE"]
    first = [AdvanceFlow(walk=walk, people=(), stock=stock, allocation=each).part({}) for each in (nowhere, here)]
    assert [isinstance(each, Question) and each.choices[0].value for each in first] == ["ordered", "approved"]


def _asked(flow: ApproveRequestFlow, answers: dict[str, str]) -> Question:
    asked = flow.part(answers)
    assert isinstance(asked, Question)
    return asked


def test_an_order_of_a_vendor_asks_for_its_cost_and_names_whoever_may_approve_it(world: World, incident: str) -> None:
    ask(world, incident, "vendor-on-call", kind="staff")
    approvers = (Approver(person="ana", limit=500_00, currency="CNY"), Approver(person="bo"))
    policy = Approval(approvers=approvers, within=timedelta(hours=1), reach="vendor")
    stock = Stock(inventory=Inventory(approvals={world.service.load(incident).tier: policy}))
    walk = moment_of(world, world.service.load(incident))
    own = walk.incident.resources.allocations["R1"]
    flow = ApproveRequestFlow(walk=walk, people=(), stock=stock, allocation=own, is_order=True)
    order = {"giver": "Hollis", "whose": "vendor", "contact": "", "due": ""}
    assert "no limit of the approver" in _asked(flow, order).words
    for cost, able in (("", ["ana", "bo"]), ("500.00 CNY", ["ana", "bo"]), ("500.01 CNY", ["bo"])):
        assert [each.value for each in _asked(flow, {**order, "cost": cost}).choices] == able
    assert _asked(flow, {**order, "whose": "team"}).id == "who"
    assert _asked(flow, order).left_empty == ""


def test_who_orders_elsewhere_reads_who_holds_what_the_inventory_has(world: World, incident: str) -> None:
    given(world, incident, "overflow-queue", "queue")
    second = world.declared(title="Another one")
    ask(world, second, "overflow-queue")
    walk, stock = moment_of(world, world.service.load(second)), world.service.stock()
    own = walk.incident.resources.allocations["R1"]
    flow = ApproveRequestFlow(walk=walk, people=(), stock=stock, allocation=own, is_order=True)
    held = f"The inventory has: queue, held by {incident}. Nothing of it can be given now."
    assert _asked(flow, {}).notes == (held,)
    first = AdvanceFlow(walk=walk, people=(), stock=stock, allocation=own).part({})
    assert isinstance(first, Question)
    assert (first.notes, first.choices[0].value) == ((held,), "ordered")


async def test_the_board_opens_from_home_and_follows_what_others_do(world: World, incident: str) -> None:
    async with opened(world) as page:
        await page.sees("Line 3 is down")
        await page.press("R")
        await page.sees("RESOURCES  INC-0001")
        world.of(BO).does(incident, c.RequestResource(by="bo", type="overflow-queue"))
        await page.sees("REQUESTED", "1 × overflow queue")
        await page.press("escape", "escape")
        await page.sees("OPEN INCIDENTS")


async def test_without_an_incident_home_says_that_there_is_none(world: World) -> None:
    async with opened(world) as page:
        await page.press("R")
        await page.sees("Nothing is open.")


async def test_a_clash_names_the_holder_in_one_line(world: World, incident: str) -> None:
    second = world.declared(title="Another one")
    ask(world, second, "overflow-queue")
    async with opened(world, incident=second) as page:
        await page.press("R")
        await page.sees("REQUESTED")
        await page.press("enter")
        await answer(page, ("What becomes of it?", "1"), ("What does it cost?", ""), ("Who approves it?", "1"))
        given(world, incident, "overflow-queue", "queue")
        await answer(page, ("Why?", ""))
        await page.sees(f"'queue' is held by {incident}; 0 left.")
    assert states(world, second) == ["requested"]


async def test_of_several_that_fit_one_is_chosen_and_a_budget_pays(world: World, incident: str) -> None:
    ask(world, incident, "agent", 2)
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("2 × agents")
        await page.press("enter")
        await answer(page, ("What becomes of it?", "1"), ("off, 20 free at hefei", "2"))
        await answer(
            page,
            ("What does it cost?", "5000.00 CNY"),
            ("Which budget pays", "1"),
            ("1  Bo Chen, who said so by phone", "1"),
        )
        await answer(page, ("Why?", "too dear"))
        await page.sees("'budget' has 1,000.00 CNY left")
        await page.press("enter")
        await page.sees("You began this before")
        await page.press("x")
        await answer(page, ("What becomes of it?", "1"), ("Out of what?", "2"), ("What does it cost?", "50.00 CNY"))
        await answer(page, ("Which budget pays", "1"), ("Bo Chen, who said so by phone", "2"), ("Why?", ""))
        await page.sees("APPROVED")
        await page.press("x")
        await answer(page, ("How does it end?", "1"), ("What did it cost in the end?", "20 EUR"))
        await page.sees("It was approved in CNY, and EUR is other money.")
        await page.press("ctrl+u", "enter")
        await page.sees("What did it cost in the end?  all of 50.00 CNY", "What do you say")
        await page.press("escape")
        await answer(page, ("What did it cost in the end?", "20 CNY"), ("What do you say", "1"))
        await page.sees("RELEASED")
    own = world.service.load(incident).resources.allocations["R1"]
    assert (own.approved_by, own.budget, own.amount) == ("bo", "budget", 20_00)


async def test_a_request_that_nobody_is_on_is_marked_after_five_minutes(world: World, incident: str) -> None:
    ask(world, incident, "overflow-queue")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("REQUESTED")
        assert "!" not in page.text
        world.clock.forward(minutes=5)
        await page.sees("5 min !", "1 request with nobody on it for over 5 min. Enter approves or declines.")
        await page.press("x")
        await answer(page, ("How does it end?", "1"), ("Why?", "2"))
        await page.sees("DECLINED", "Nobody has it")
        await page.loses("nobody on it")


async def test_who_reports_to_the_commander_and_who_is_awake_longest(world: World, incident: str) -> None:
    given(world, incident, "dba", "dba-bo")
    world.clock.forward(minutes=70)
    given(world, incident, "agent", "off")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("REPORTS TO IC  2 of 3 to 7, fine  Bo Chen, 1 × agents", "LONGEST AT WORK  Ana Lima 1 h 10 min")
        await page.press("t")
        await answer(page, ("Which team?", "Alpha"), ("Who leads it?", "2"))
        await page.sees("Alpha (0)", "stands, led by Bo Chen")
        await page.press("a")
        await answer(page, ("For whom does it work?", "1"), ("Why?", ""))
        await page.sees("Alpha (1)", "REPORTS TO IC  2 of 3 to 7, fine  Alpha (Bo Chen)")
        await page.press("t", "1", "enter")
        await page.sees("nobody: the team is dissolved")
        await page.press("1")
        await page.sees("Alpha is led by Bo Chen. Does Ana Lima lead it instead?")
        await page.press("escape", "escape", "escape")
        await page.press("P")
        await answer(page, ("Until when does the plan hold?", "8h"))
        await page.sees("period 1, ends")


async def test_whoever_rests_is_not_assigned_and_comes_back_by_the_hour(world: World, incident: str) -> None:
    name = given(world, incident, "dba", "dba-bo")
    world.does(
        incident,
        c.PutOut(by="ana", allocation=name, reason=OutReason.REST, until=world.clock.now() + timedelta(hours=8)),
    )
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("OUT", "rest until")
        await page.press("a")
        await answer(page, ("For whom does it work?", "1"), ("Why?", ""))
        await page.sees("rests until")
        world.clock.forward(hours=8)
        await page.sees("ON HAND", "free 1")


async def test_a_rest_that_was_entered_by_mistake_is_taken_back_at_the_row_with_a_reason(
    world: World, incident: str
) -> None:
    name = given(world, incident, "dba", "dba-bo")
    until = world.clock.now() + timedelta(hours=8)
    world.does(incident, c.PutOut(by="ana", allocation=name, reason=OutReason.REST, until=until))
    async with opened(world, incident=incident) as page:
        await page.press("R", "enter")
        await page.sees("it rests by mistake: take the rest back", "give it back, with thanks")
        await page.press("1")
        await answer(page, ("as though it had never been sent to rest. Why?", "the other Ruiz"))
        await page.sees("ASSIGNED", "working 1")
    assert states(world, incident) == ["assigned"]


async def test_the_board_is_filtered_and_a_team_has_no_acts(world: World, incident: str) -> None:
    given(world, incident, "dba", "dba-bo")
    ask(world, incident, "overflow-queue")
    world.does(incident, c.FormTeam(by="ana", team="Alpha", lead="bo"))
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("R2")
        await page.press("slash")
        await page.type("alp")
        await page.press("enter")
        await page.loses("overflow queue")
        await page.press("a")
        await page.sees("Move to a resource first")
        await page.press("slash")
        await page.type("zzz")
        await page.sees("Nothing fits the filter.")


async def test_what_would_do_as_well_is_typed_behind_a_stroke_and_a_site_is_asked_where_there_are_several(
    world: World, incident: str
) -> None:
    far = Resource(id="far", kind="staff", type="agent", quantity=10, site="chengdu", on_duty=True)
    near = Resource(id="near", kind="staff", type="agent", quantity=10, site="hefei", on_duty=True)
    world.inventory = Inventory(resources={each.id: each for each in (*RESOURCES, near, far)})
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.press("r")
        await answer(page, ("What is needed?", "Agents / dba"), ("How many?", "3"), ("At which site", "3"))
        await answer(page, ("For whom is it?", "1"), ("By when is it needed?", ""), ("Why?", ""))
        await page.sees("REQUESTED", "3 × agents, or else dba")
    (own,) = world.service.load(incident).resources.allocations.values()
    assert (own.type, own.substitutes, own.site, own.quantity) == ("agent", ("dba",), "chengdu", 3)


async def test_a_type_that_nobody_knows_is_asked_for_with_its_kind(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("R", "r")
        await answer(page, ("What is needed?", "ladder"), ("Of which kind is it?", "2"), ("How many?", "two"))
        await page.sees("Type a number from 1 on.")
        await page.press("escape", "escape", "escape", "r")
        await page.sees("You began this before", "ladder")
        await page.press("x")
        await answer(page, ("What is needed?", "emergency budget"), ("How much?", "300 CNY"), ("For whom is it?", "2"))
        await answer(page, ("By when is it needed?", ""), ("Why?", ""))
        await page.sees("300.00 CNY", "for Commander")


async def test_whoever_is_taken_out_of_a_team_is_said_to_be(world: World, incident: str) -> None:
    world.does(incident, c.FormTeam(by="ana", team="Alpha", lead="ana"))
    given(world, incident, "dba", "dba-bo", whom="Alpha")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("Alpha (1)")
        await page.press("a")
        await answer(page, ("For whom does it work?", "2"))
        await page.sees("R1 (Bo Chen) works in the team 'Alpha', led by Ana Lima", "leaves it")


async def test_money_of_another_currency_is_said_to_be_there(world: World, incident: str) -> None:
    ask(world, incident, "emergency-budget", 5_00, unit="EUR")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("5.00 EUR")
        await page.press("enter")
        await page.sees("The inventory has it in CNY alone")


async def test_nobody_asks_for_no_money(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("R", "r")
        await answer(page, ("What is needed?", "emergency budget"), ("How much?", "0 CNY"))
        await page.sees("Type an amount above nothing.")
    assert not world.service.load(incident).resources.allocations


async def test_a_closed_incident_is_only_read(world: World, incident: str) -> None:
    while items := build_checklist(world.service.load(incident), world.clock.now()).open_items:
        world.does(incident, c.RuleOutStep(by="ana", step=items[0].step.id, because="none here"))
    world.does(incident, c.CloseIncident(by="ana"))
    async with opened(world, incident=incident) as page:
        await page.press("R", "r")
        await page.sees("RESOURCES", "closed")


async def test_the_board_is_read_in_chinese(world: World, incident: str) -> None:
    ask(world, incident, "overflow-queue")
    i18n.use("zh-CN")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("资源  INC-0001", "已申请", "r 申请")


async def test_a_request_without_an_answer_needs_somebody_after_the_time_of_the_tier(
    world: World, incident: str
) -> None:
    ask(world, incident, "overflow-queue")
    walk = moment_of(world, world.service.load(incident))
    assert not [words for words in needs(walk) if words.startswith("R:")]
    walk = walk.at(world.clock.forward(minutes=20))
    assert "R: R1, 1 × overflow queue: no answer for over 20 min" in needs(walk)
    ask(world, incident, "dba")
    walk = moment_of(world, world.service.load(incident)).at(world.clock.forward(minutes=20))
    assert "R: 2 requests for resources without an answer for over 20 min" in needs(walk)


async def test_where_nobody_has_said_how_fast_the_usual_time_of_the_tier_holds(world: World) -> None:
    incident = world.declared()
    ask(world, incident, "overflow-queue", kind="equipment")
    walk = moment_of(world, world.service.load(incident)).at(world.clock.forward(minutes=60))
    assert "R: R1, 1 × overflow queue: no answer for over 1 h" in needs(walk)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_a_broad_window_shows_lanes_and_what_happens_next_exact_in_cells(
    world: World, incident: str, language: str
) -> None:
    """B-6b: what is asked for, comes, works, is free and is out beside one another."""
    i18n.use(language)
    world.does(incident, c.FormTeam(by="ana", team="Alpha", lead="ana"))
    given(world, incident, "dba", "dba-bo", whom="Alpha")
    ask(world, incident, "overflow-queue", needed_by=START + timedelta(minutes=30), whom="Alpha")
    coming = list(world.service.load(incident).resources.allocations)[-1]
    world.does(incident, c.ApproveAllocation(by="ana", allocation=coming, resource="queue"))
    ask(world, incident, "agent", 2, needed_by=START + timedelta(minutes=20))
    world.clock.forward(minutes=6)
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("R")
        await page.sees(_("COMING {count}").format(count=1), _("LAST CHANGES"))
        rows = await page.settled()
        assert (len(rows), {cell_len(row) for row in rows}) == (40, {120})
        text = "\n".join(rows)
        for words in ("WHO REPORTS TO WHOM", "NEXT TO HAPPEN", "THIS PERIOD", "view: lanes  (v list)"):
            assert _(words) in text
        assert _("{time} NOBODY ON IT").format(time=duration(timedelta(minutes=6))) in text
        await page.press("v")
        await page.sees(_("STATE"), _("view: list  (v lanes)"))
        await page.press("v", "slash", "x", "escape")
        await page.sees(_("NEXT TO HAPPEN"))


@pytest.mark.parametrize(("size", "offers"), [((80, 24), False), ((120, 40), True)])
async def test_the_keys_name_lanes_where_they_have_room(
    world: World, incident: str, size: tuple[int, int], *, offers: bool
) -> None:
    async with opened(world, incident=incident, size=size) as page:
        await page.press("R")
        await page.sees("RESOURCES  INC-0001")
        keys = [binding.id for binding, _keys in bindings_of(page.app.screen)]
        assert ("resources.view" in keys, "resources.team" in keys) == (offers, True)


async def test_u_says_what_it_undoes_and_does_it_by_the_command_that_undoes_it(world: World, incident: str) -> None:
    ask(world, incident, "overflow-queue")
    world.clock.forward(minutes=1)
    world.does(incident, c.ApproveAllocation(by="ana", allocation="R1", resource="queue"))
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("R")
        await page.sees("u undoes")
        await page.press("u")
        await page.sees("UNDO: R1 1 × overflow queue approved")
        await answer(page, ("R1 is called off, and the same is asked for again. Why?", "1"))
        await page.sees("need 1", "Entered by mistake")
        assert states(world, incident) == ["cancelled", "requested"]
        ended = c.EndAllocation(by="bo", allocation="R2", how=AllocationState.DECLINED, because="no")
        world.of(BO).does(incident, ended)
        await page.sees("DECLINED")
        await page.press("u")
        await page.sees("Bo Chen has changed R2 since. Ask them.")


async def test_the_board_counts_person_hours_says_when_a_rest_is_due_and_offers_to_split(
    world: World, incident: str
) -> None:
    for _each in range(8):
        given(world, incident, "agent", "off")
    world.clock.forward(hours=3)
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("R")
        await page.sees(
            "used 24.0 person-hours", "rest due: Ana Lima", "Over 7 report to: the commander. t forms a team"
        )
        await page.press("v")
        await page.sees("Over 7 report to: the commander", "LONGEST AT WORK")


async def test_whoever_changed_nothing_is_told_so_by_u(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("R", "u")
        await page.sees("You have changed no resource yet")


async def test_the_cursor_goes_from_lane_to_lane_and_acts_there(world: World, incident: str) -> None:
    ask(world, incident, "overflow-queue")
    given(world, incident, "dba", "dba-bo")
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("R")
        await page.sees("SELECTED   1 × overflow queue", "queue (1 free)")
        await page.press("j")
        await page.sees("SELECTED   Bo Chen", "approved ->")
        await page.press("o")
        await answer(page, ("Why can it not be used?", "2"), ("Until when?", ""))
        await page.sees("OUT 1")
    assert states(world, incident) == ["requested", "out"]


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (200, 40)])
def test_of_what_the_tier_wants_and_is_not_to_be_had_none_is_cut_and_the_rest_counted(
    world: World, incident: str, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    wanted = [f"{count} technician of the {place} site" for count, place in enumerate(("north", "south") * 4)]
    monkeypatch.setattr("incident.tui.views.resources.missing_words", lambda *_args: wanted)
    walk = moment_of(world, world.service.load(incident))
    rows = [row.plain for row in foot_lines(walk, Stock(), width, height)]
    assert max(map(cell_len, rows)) <= width
    missing, _end, _others = " ".join(" ".join(rows).split()).partition(" LONGEST AT WORK")
    said = missing.removeprefix("MISSING ").split(", ")
    shown = [each for each in said if each in wanted]
    hidden = len(wanted) - len(shown)
    assert shown == wanted[: len(shown)]
    assert said[len(shown) :] == ([f"+{hidden}: g lists them"] if hidden else [])


async def test_row_one_says_how_long_it_lasts_and_a_hand_over_is_suggested_to_a_lead_whose_rest_is_due(
    world: World, incident: str
) -> None:
    given(world, incident, "dba", "dba-bo")
    world.does(incident, c.FormTeam(by="ana", team="Alpha", lead="bo"))
    world.clock.forward(hours=11, minutes=30)
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("R")
        await page.sees("T+11:30:", "(hand-over suggested)")


async def test_a_type_of_the_teams_own_stands_by_the_name_that_its_inventory_gives_it(
    world: World, incident: str
) -> None:
    engineers = Resource(id="eng", kind="staff", type="engineer", quantity=2, names={"en": "Engineers"})
    world.inventory = Inventory(resources={"eng": engineers})
    ask(world, incident, "engineer")
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("1 × Engineers")
        assert "engineer " not in page.text


def test_what_has_no_number_in_the_list_of_things_is_named_and_a_number_beyond_it_is_no_thing(
    world: World, incident: str
) -> None:
    stock = Stock(
        inventory=Inventory(
            resources={f"t{n}": Resource(id=f"t{n}", kind="equipment", type=f"type-{n}", quantity=1) for n in range(30)}
        )
    )
    flow = RequestFlow(walk=moment_of(world, world.service.look(incident), latest=1), people=(), stock=stock)
    part = flow.part({})
    assert isinstance(part, Question)
    listed = {choice.value for choice in part.choices}
    (more,) = part.notes
    named = more.partition(": ")[2].split(", ")
    assert (len(listed), len(named), listed.isdisjoint(named)) == (9, 12, True)
    assert "12" in part.complaint("12")
    assert not part.complaint("type-12")


async def test_whoever_commands_is_at_work_and_a_rest_is_due_to_them(world: World, incident: str) -> None:
    ask(world, incident, "overflow-queue")
    world.clock.forward(hours=13)
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("R")
        await page.sees(
            "longest at work: Ana Lima 13 h",
            "rest due: Ana Lima, since 14:40 (hand-over suggested)",
            "0.0 person-hours",
        )
        assert "nobody is at work" not in page.text
    async with opened(world, incident=incident) as page:
        await page.press("R")
        await page.sees("LONGEST AT WORK  Ana Lima 13 h", "rest due: Ana Lima, since 14:40")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_period_that_is_over_reads_late_in_every_window(
    world: World, incident: str, size: tuple[int, int]
) -> None:
    world.does(incident, c.BeginPeriod(by="ana", ends_at=world.clock.now() + timedelta(hours=1)))
    ask(world, incident, "overflow-queue")
    world.clock.forward(minutes=70)
    async with opened(world, incident=incident, size=size) as page:
        await page.press("R")
        await page.sees("period 1 LATE, ended 03:40")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_until_another_is_entered_the_period_is_the_shift(
    world: World, incident: str, size: tuple[int, int]
) -> None:
    world.directory.all_rotas = ROTAS
    async with opened(world, incident=incident, size=size) as page:
        await page.press("R")
        await page.sees("period: the shift, ends 05:00")
        world.does(incident, c.BeginPeriod(by="ana", ends_at=world.clock.now() + timedelta(hours=1)))
        await page.sees("period 1, ends 03:40")
        assert "the shift" not in page.text


@pytest.mark.parametrize(
    ("language", "worked", "due"),
    [
        ("en", "longest at work: ana 13 h, bo 12 h", "rest due: ana, since 14:40 (hand-over suggested)"),
        ("zh_CN", "ana 13 小时、bo 12 小时", "该休息：ana"),
    ],
)
def test_no_hours_at_work_read_as_those_of_a_rest(
    world: World, incident: str, language: str, worked: str, due: str
) -> None:
    i18n.use(language)
    world.clock.forward(hours=1)
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    world.clock.forward(hours=12)
    walk = moment_of(world, world.service.load(incident))
    rows = [row.plain for row in period_lines(walk, Stock(), 120)]
    (at_work,) = (row for row in rows if worked in row)
    (rests,) = (row for row in rows if due in row)
    assert at_work != rests
    assert rows.index(rests) == rows.index(at_work) + 1
    assert "bo" in rests
    assert "13 " not in rests
