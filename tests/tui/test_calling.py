"""Help is one key away on every screen, and says honestly whether anything leaves; `x` writes what is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from incident import i18n
from incident.application.ports import Person, Recipient
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.walk.flows.asking import Card, Ready
from incident.walk.flows.calling import CallFlow
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.bundles import a_bundle, a_runbook
from tests.tui.pages import opened
from tests.tui.worlds import World


async def test_home_shows_whom_to_phone_and_sends_nothing(world: World) -> None:
    async with opened(world) as page:
        assert "! help" in page.rows[-2]
        await page.press("exclamation_mark")
        await page.sees("CALL FOR HELP", "Nothing is sent from here", "Eva Roth: mail eva@example.org")
        await page.press("exclamation_mark", "escape")
        await page.sees("Nothing is open.")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_walk_names_the_roles_that_nobody_holds_and_who_may_fill_them(world: World, language: str) -> None:
    i18n.use(language)
    incident = world.declared(Tier.MAJOR)
    async with opened(world, incident=incident) as page:
        assert "! " in page.rows[-2]
        await page.press("exclamation_mark")
        await page.sees(i18n._("CALL FOR HELP"), "Bo Chen")
        await page.press("j", "j", "j", "escape")
        await page.sees("[>] 1")
        assert world.outbox.deliveries(incident) == []


async def test_help_can_be_called_over_a_list_and_over_a_question(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        for key, words in (("t", "log 1"), ("r", "Which role?")):
            await page.press(key, "exclamation_mark")
            await page.sees("CALL FOR HELP")
            await page.press("escape")
            await page.loses("CALL FOR HELP")
            assert words
            await page.press("escape")
            await page.sees("[>] 1")


def test_every_person_who_may_fill_an_empty_role_is_named_with_the_whole_address(world: World) -> None:
    incident = world.service.load(world.declared(Tier.MAJOR))
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    walk = Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())
    dee = Person(id="dee", name="Dee", language="en", roles=("deputy",), reach=(("phone", "+49 170 5551234"),))
    part = CallFlow(walk=walk, people=[dee, *world.directory.people()]).part({})
    assert isinstance(part, Card)
    words = "\n".join(part.notes)
    for role in walk.empty_roles:
        assert speech.role(role) in words
    assert "Dee: phone +49 170 5551234" in words
    assert part.keys == ()


async def test_w_sends_what_the_runbook_escalates_with_and_no_other_key_does(tmp_path: Path) -> None:
    runbook = a_runbook()
    first = runbook.phases[0]
    steps = tuple(replace(s, audience="executives") if s.id == "agents" else s for s in first.steps)
    phases = (replace(first, steps=steps), *runbook.phases[1:])
    world = World(folder=tmp_path, bundles=(a_bundle(a_runbook(phases)),))
    chat = Recipient(name="boss", target_id="agents-chat", address="", language="en")
    world.directory.audiences = {**world.directory.audiences, "executives": (chat,)}
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press("exclamation_mark")
        await page.sees("CALL FOR HELP", " w  send this to ")
        await page.press("exclamation_mark", "enter")
        await page.loses("CALL FOR HELP")
        assert world.outbox.deliveries(incident) == []
        await page.press("exclamation_mark")
        await page.sees("CALL FOR HELP")
        await page.press("w")
        await page.sees("Phone those who do not answer")
    assert [row.recipient for row in world.outbox.deliveries(incident)] == ["boss"]


def test_w_promises_no_sending_where_the_audience_has_no_target(tmp_path: Path) -> None:
    runbook = a_runbook()
    first = runbook.phases[0]
    steps = tuple(replace(s, audience="executives") if s.id == "agents" else s for s in first.steps)
    world = World(folder=tmp_path, bundles=(a_bundle(a_runbook((replace(first, steps=steps),))),))
    incident = world.service.load(world.declared())
    walk = Walk(
        incident=incident,
        person="ana",
        speech=Speech(bundle=incident.bundle),
        now=world.clock.now(),
        directory=world.directory,
    )
    flow = CallFlow(walk=walk, people=())
    card, sent = flow.part({}), flow.part({"call": "wake"})
    assert isinstance(card, Card)
    assert isinstance(sent, Ready)
    assert "nothing is sent" in card.keys[0].words
    assert "NOTHING WAS SENT" in sent.said


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_list_is_written_with_boxes_and_the_screen_says_where(
    world: World, tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.press("x")
        path = tmp_path / "paper" / f"{incident}-walking.txt"
        await page.until(path.exists, "the file")
        await page.until(lambda: "walking.txt" in "".join(page.text.split()), "its name, wherever the row ends")
    text = path.read_text(encoding="utf-8")
    assert incident in text
    assert "[ ]" in text
    assert path.stat().st_mode & 0o077 == 0


async def test_a_list_is_written_whole(world: World, tmp_path: Path) -> None:
    incident = world.declared()
    for number in range(40):
        world.does(incident, c.AddNote(by="ana", text=f"note {number}"))
    async with opened(world, incident=incident) as page:
        await page.press("t")
        await page.sees("note 39")
        await page.press("x")
        await page.until((path := tmp_path / "paper" / f"{incident}-timeline.txt").exists, "the file")
        await page.sees("Written to")
    text = path.read_text(encoding="utf-8")
    assert all(f"note {number}" in text for number in range(40))


async def test_a_folder_that_cannot_be_written_is_said(world: World, tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("in the way", encoding="utf-8")
    async with opened(world, incident=world.declared()) as page:
        await page.press("x")
        await page.sees("Nothing was written: ")


async def test_people_who_are_entered_while_somebody_is_asked_can_be_called(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody, has_changed = world.directory.everybody, [False]

    def renew(_world: World) -> bool:
        found, has_changed[0] = has_changed[0], False
        return found

    monkeypatch.setattr(World, "renew", renew)
    world.directory.everybody = everybody[:1]
    async with opened(world) as page:
        await page.press("d")
        await page.sees("What do you call it?")
        await page.press("escape")
        await page.press("d")
        world.directory.everybody, has_changed[0] = everybody, True
        await page.until(lambda: len(page.app.session.people) == len(everybody), "the people")
        await page.press("enter")
        await page.press("exclamation_mark")
        await page.sees("CALL FOR HELP", "Eva Roth: mail eva@example.org")
