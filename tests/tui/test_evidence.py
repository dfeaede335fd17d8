"""Evidence on the screen: a file is kept from the walk, its custody is shown, and goes from hand to hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.tui.screens.walk import Walking
from incident.walk.flows.asking import Question, Ready
from incident.walk.flows.evidence import EVIDENCE_FLOWS, evidence_flow
from incident.walk.moment import Walk
from incident.walk.paths import completed
from incident.wording.speech import Speech
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "found").mkdir()
    place = tmp_path / "found" / "calls.csv"
    place.write_text("mrs kowalczyk")
    return place


def keep(world: World, incident: str) -> None:
    order = c.AddEvidence(
        by="ana", file="log.csv", where="gateway 2", sha256="5a" * 32, size=1, found_at=world.clock.now(), parts=(b"x",)
    )
    world.does(incident, order)


@pytest.mark.parametrize("opener", ["E", "tE"])
async def test_a_file_is_kept_from_the_walk_and_from_the_timeline(world: World, file: Path, opener: str) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press(*opener)
        await page.sees("EVIDENCE  INC-0001", "Nothing is kept as evidence yet.")
        await page.press("a")
        await page.sees("Which file?")
        await page.type(str(file.parent)[:-2])
        await page.press("tab", "tab", "enter")
        await page.sees("Where was it found")
        await page.type("gateway 2")
        await page.press("enter")
        await page.sees("When was it secured?")
        await page.press("enter")
        await page.sees("Who secured it")
        await page.press("1")
        await page.sees("Kept as evidence: 'calls.csv'", "E1 calls.csv, 13 B", "secured by Ana Lima: gateway 2")
    exhibit = world.service.load(incident).evidence.exhibits["E1"]
    assert world.log.part(incident, exhibit.seq, exhibit.parts[0].content_id) == b"mrs kowalczyk"


async def test_custody_goes_over_at_two_terminals(world: World) -> None:
    incident = world.declared()
    keep(world, incident)
    async with opened(world, incident=incident) as page:
        await page.press("E", "o")
        await page.sees("Which piece?", "E1 log.csv")
        await page.press("1")
        await page.sees("Who takes it?")
        await page.press("1")
        await page.type("the lawyers want it")
        await page.press("enter")
        await page.sees("is offered to Bo Chen", "not taken yet: Bo Chen has to say so")
    bos = world.of(BO)
    async with opened(bos, incident=incident) as page:
        await page.sees("E: Ana Lima hands E1 'log.csv' over to you")
        await page.press("E", "y", "1")
        await page.sees("in your custody", "taken by Bo Chen")


async def test_the_sheet_is_read_in_chinese(world: World) -> None:
    incident = world.declared()
    keep(world, incident)
    i18n.use("zh-CN")
    async with opened(world, incident=incident) as page:
        await page.press("E")
        await page.sees("证据  INC-0001", "由 Ana Lima 取得：gateway 2", "a 保存文件")


@pytest.fixture
def walk(world: World) -> Walk:
    incident = world.declared()
    keep(world, incident)
    loaded = world.does(incident, c.OfferCustody(by="ana", evidence="E1", to="bo", because="x"))
    speech = Speech.to(world.directory.people(), bundle=loaded.bundle)
    return Walk(incident=loaded, person="ana", speech=speech, now=world.clock.now())


def test_what_is_declined_stays_with_who_has_it(walk: Walk) -> None:
    flow = EVIDENCE_FLOWS["evidence-decline"](walk, ())
    assert flow.title
    assert isinstance(flow.part({}), Question)
    assert isinstance(flow.part({"which": "E1"}), Question)
    ready = flow.part({"which": "E1", "because": ""})
    assert isinstance(ready, Ready)
    assert ready.commands == (c.DeclineCustody(by="ana", evidence="E1"),)
    assert "Ana Lima" in ready.said


@pytest.mark.parametrize("name", ["evidence-give", "evidence-take", "evidence-decline"])
def test_where_there_is_nothing_to_do_that_is_said(walk: Walk, name: str) -> None:
    ready = EVIDENCE_FLOWS[name](replace(walk, person="dee"), ()).part({})
    assert isinstance(ready, Ready)
    assert (ready.commands, bool(ready.said)) == ((), True)


def test_a_file_that_cannot_be_kept_is_said_under_its_path(walk: Walk, tmp_path: Path) -> None:
    flow = EVIDENCE_FLOWS["evidence-keep"](walk, ())
    asked = flow.part({})
    assert isinstance(asked, Question)
    assert "is a folder" in asked.complaint(str(tmp_path))
    assert "cannot be read" in asked.complaint("~nobody-of-that-name/x")
    assert asked.complaint(" ") == ""
    answers = {"path": str(tmp_path / "gone"), "where": "x", "at": "now", "who": "ana"}
    ready = flow.part(answers)
    assert isinstance(ready, Ready)
    assert (ready.commands, "is not there" in ready.said) == ((), True)
    assert evidence_flow("evidence-keep", walk, ()) is not None
    assert evidence_flow("note", walk, ()) is None


def test_a_path_is_completed_as_far_as_one_way_leads_on(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = file.parent
    assert completed(str(folder)[:-3]) == f"{folder}/"
    assert completed(f"{folder}/") == str(file)
    (folder / "calls.txt").write_text("")
    (folder / ".hidden").write_text("")
    assert completed(f"{folder}/c") == f"{folder}/calls."
    assert completed(f"{folder}/x") == f"{folder}/x"
    assert completed(f"{folder}/.") == f"{folder}/.hidden"
    for odd in (f"{tmp_path}/none/x", "a\0/b", "~nobody-of-that-name/x"):
        assert completed(odd) == odd
    monkeypatch.chdir(folder)
    assert completed("ca") == "calls."


async def test_the_evidence_opens_from_home_of_the_incident_that_a_digit_had_opened(world: World) -> None:
    world.declared(title="First")
    world.declared(title="Second")
    async with opened(world) as page:
        await page.press("2")
        await page.sees("T+")
        incident = page.screen(Walking).incident_id
        await page.press("escape")
        await page.sees("OPEN INCIDENTS")
        await page.press("E")
        await page.sees(f"EVIDENCE  {incident}")


async def test_an_erasure_is_asked_for_on_the_timeline_and_answered_on_the_sheet_of_evidence(world: World) -> None:
    incident = world.declared()
    world.of(BO).does(incident, c.AddNote(by="bo", text="a name"))
    async with opened(world, incident=incident) as page:
        await page.press("t")
        await page.sees("a name")
        await page.press("X")
        await page.sees("ASK TO ERASE entry", "Why must it go?")
        await page.type("rule 4")
        await page.press("enter")
        await page.sees("It goes once Bo Chen confirms it.")
        await page.press("j", "X")
        await page.sees("Why do you take it back?")
    async with opened(world.of(BO), incident=incident) as page:
        await page.sees("E X: Ana Lima asks to erase what you wrote")
        await page.press("E", "X")
        await page.sees("What is it about?")
        await page.press("1")
        await page.sees("Shall it go?")
        await page.press("1")
        await page.sees("Erase entry", "for ever?")
        await page.press("Z")
        await page.sees("gone; the record still verifies.")
    assert world.service.load(incident).evidence.erasures["X1"].is_confirmed
