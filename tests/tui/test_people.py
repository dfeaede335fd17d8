"""Who holds which role, who may fill the open ones, how each is reached; a role is given or taken from there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest

from incident import i18n
from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.duties import stretches
from incident.domain.duties.rota import Rota
from incident.domain.duties.stretches import OnDuty, everybody_on_duty
from incident.domain.grading.tiers import Tier
from incident.i18n import LANGUAGES
from incident.tui.screens.people import People
from incident.wording.people import masked, reach_words
from tests.rotas import ROTAS
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


async def test_open_roles_name_who_may_fill_them_and_people_how_they_are_reached(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("p")
        await page.sees("PEOPLE AND ROLES", "REAL", "whom the commander leads: 0")
        assert any("Technical lead" in row and "may fill it: Bo Chen" in row for row in page.rows)
        assert any("Eva Roth" in row and "mail e***@example.org" in row for row in page.rows)
        assert any("Bo Chen" in row and "NO WAY TO REACH" in row for row in page.rows)
        assert "eva@example.org" not in page.text


async def test_one_key_takes_an_open_role_and_another_terminal_sees_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("p")
        await page.sees("Technical lead")
        await page.press("j", "I")
        await page.until(lambda: world.service.load(incident).person_of("customer-liaison") == "ana", "the role")
        await page.sees("Ana Lima is Customer liaison.")


async def test_roles_that_never_go_together_are_refused_in_a_whole_sentence(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("p")
        await page.sees("Technical lead")
        await page.press("I")
        await page.sees("never goes together with", "lead'. Give")
        assert world.service.load(incident).person_of("technical") is None


async def test_whoever_would_be_refused_is_not_offered_as_one_who_may_fill_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press("r", "1")
        await page.sees("Who is Technical lead?", "Ana Lima (you): holds Commander, which never goes together with it")
        await page.press("escape", "escape")
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    async with opened(world, incident=incident) as page:
        await page.press("H", "o")
        await page.sees("Who takes over from you?", "Bo Chen: holds Technical lead, which never goes together with it")


async def test_a_role_that_somebody_holds_is_not_taken_by_one_key(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("p", "slash")
        await page.type("technical")
        await page.press("enter", "I")
        await page.sees("Bo Chen is Technical lead already")
        assert world.service.load(incident).person_of("technical") == "bo"


async def test_enter_on_a_role_asks_only_who(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("p")
        await page.sees("wanted now")
        await page.press("enter")
        await page.sees("Who is Technical lead?")
        await page.press("2")
        await page.until(lambda: world.service.load(incident).person_of("technical") == "bo", "the role")


async def test_a_role_given_elsewhere_shows_while_one_looks(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("p")
        await page.sees("wanted now")
        world.of(BO).does(incident, c.AssignRole(by="bo", role="technical", person="bo"))
        row = "Technical lead         Bo Chen"
        await page.until(lambda: any(row in each for each in page.rows), "the name in its row")


async def test_a_role_is_left_to_nobody_by_the_last_choice(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r")
        await page.sees("Which role?", "Technical lead: Bo Chen")
        await page.press(next(row.split()[1] for row in page.rows if "Technical lead: Bo Chen" in row))
        await page.sees("Who is Technical lead?", "nobody for now")
        await page.press(next(row.split()[1] for row in page.rows if "nobody for now" in row))
        await page.until(lambda: world.service.load(incident).person_of("technical") is None, "no holder")


async def test_home_shows_everybody_without_an_incident(world: World) -> None:
    async with opened(world) as page:
        await page.press("p")
        await page.sees("PEOPLE", "陈静", "night shift", "NO WAY TO REACH")


async def test_the_palette_goes_to_a_person(world: World) -> None:
    async with opened(world) as page:
        await page.press("colon")
        await page.type("eva")
        await page.until(lambda: "Eva Roth" in page.rows[3], "Eva")
        await page.press("enter")
        await page.sees("PEOPLE", "e***@example.org")


@pytest.mark.parametrize(
    ("address", "shown"),
    [("eva@example.org", "e***@example.org"), ("+44 7700 900114", "***0114"), ("123", "***"), ("", "")],
)
def test_no_whole_address_is_shown(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_the_ways_stand_in_the_order_that_the_person_prefers() -> None:
    somebody = Person(id="a", name="A", language="en", reach=(("sms", "+441234"), ("mail", "a@b.c")), phone="8-1120")
    assert reach_words(somebody) == "sms ***1234, mail a***@b.c, phone ***1120"


async def test_who_is_on_duty_is_asked_once_whatever_is_typed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []

    def counted(rotas: Iterable[Rota], at: datetime) -> tuple[OnDuty, ...]:
        asked.append(at)
        return everybody_on_duty(rotas, at)

    world.directory.all_rotas = ROTAS
    monkeypatch.setattr(stretches, "everybody_on_duty", counted)
    async with opened(world) as page:
        await page.press("p")
        await page.sees("Bo Chen", "on duty until 05:00")
        await page.press("slash", "b", "o", "c")
        await page.sees("TYPING", "Bo Chen", "on duty until 05:00")
        assert len(asked) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_no_role_no_name_and_no_way_is_cut(world: World, size: tuple[int, int], language: str) -> None:
    """What a row has no room for goes on in the rows under it, on which the cursor does not rest."""
    i18n.use(language)
    world.directory.all_rotas = ROTAS
    incident = world.declared(Tier.MAJOR)
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    async with opened(world, incident=incident, size=size) as page:
        await page.press("p")
        await page.sees(i18n._("PEOPLE AND ROLES"))
        rows = [row for row in await page.settled() if "INC-0001" not in row]
        assert [row for row in rows if "…" in row] == []
        places = set()
        for _turn in range(30):
            await page.press("j")
            places.add(page.screen(People).listing.place)
        await page.press("k")
        shown = page.screen(People)
        assert all(shown._rows[place].name and not shown._rows[place].is_more for place in places)


async def test_the_rows_begin_right_below_the_title_and_the_field_stands_there_while_one_types(world: World) -> None:
    async with opened(world, size=(60, 20)) as page:
        await page.press("p")
        await page.until(lambda: page.rows[2].startswith(" PEOPLE"), "the heading in row 3")
        await page.press("slash")
        await page.type("eva")
        await page.until(lambda: page.rows[2].startswith(" eva"), "the field in row 3")
        await page.sees("Eva Roth")


async def test_on_a_broad_screen_whoever_is_under_the_cursor_stands_beside_the_list(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("p", "slash")
        await page.type("bo chen")
        await page.press("enter", "G")
        await page.sees("┌─ Bo Chen", "┌─ HOLDS", "Technical lead", "┌─ OPEN STEPS", "4 CAUSE")
