"""What was taken back, on steps and questions, is set again with Ctrl+R (reference/UX.md C)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.incident import StepState
from incident.domain.questions.waiting import every_question
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def asked_by_bo(world: World, incident: str) -> None:
    order = c.AskQuestion(by="bo", text="Is the feed behind?", person="ana", within=timedelta(minutes=30))
    world.service.execute(incident, order, BO)


@pytest.mark.parametrize(
    ("language", "undoes", "taken_back", "again"),
    [
        ("en", "u undoes: question 9 answered 02:40", "Taken back: question 9 answered", "Set again: question 9"),
        ("zh-CN", "u 撤销：对问题 9 的答复 02:40", "已撤销：对问题 9 的答复", "已重新标记："),
    ],
)
async def test_an_answer_just_given_is_taken_back_and_set_again(
    world: World, language: str, undoes: str, taken_back: str, again: str
) -> None:
    incident = world.declared()
    asked_by_bo(world, incident)
    number = every_question(world.service.load(incident))[0].seq
    world.does(incident, c.AnswerQuestion(by="ana", question=number, text="4 min behind"))
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.sees(undoes.replace("9", str(number)))
        await page.press("u")
        await page.sees(taken_back.replace("9", str(number)))
        assert every_question(world.service.load(incident))[0].answer is None
        await page.press("ctrl+r")
        await page.sees(again.replace("9", str(number)))
    answer = every_question(world.service.load(incident))[0].answer
    assert answer is not None
    assert (answer.by, str(answer.text)) == ("ana", "4 min behind")


async def test_another_act_after_the_answer_is_named_before_the_answer_is_taken_back(world: World) -> None:
    incident = world.declared()
    asked_by_bo(world, incident)
    number = every_question(world.service.load(incident))[0].seq
    world.does(incident, c.AnswerQuestion(by="ana", question=number, text="no"), c.AddNote(by="ana", text="called"))
    async with opened(world, incident=incident) as page:
        await page.sees("u undoes: question")
        await page.press("u")
        await page.sees("Your last act is none that u takes back: called. t changes that.", "takes back question")
        await page.press("u")
        await page.sees("It waits again.")


async def test_what_tells_people_is_not_set_again_unread(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="agents"), c.UndoMark(by="ana"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("ctrl+r")
        await page.sees("This does more than mark")


async def test_marks_come_again_in_the_order_in_which_they_were_taken_back(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.DeferStep(by="ana", step="notice", because="busy", until_person="bo"))
    world.does(incident, c.ReportNotAsExpected(by="ana", step="notice", observed="silence"))
    async with opened(world, incident=incident) as page:
        await page.press("z")
        await page.sees("Taken back: 1 not as expected")
        await page.press("z")
        await page.sees("Taken back: 1 deferred")
        await page.press("ctrl+r")
        await page.sees("Set again: 1 deferred 02:40")
        await page.press("ctrl+r")
        await page.sees("[>] 1a  Ask the vendor")
        await page.press("ctrl+r")
        await page.sees("There is nothing to set again")
    assert world.service.load(incident).steps["notice"].state is StepState.NOT_AS_EXPECTED


async def test_what_was_marked_since_leaves_nothing_to_set_again(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.HoldStep(by="ana", step="notice", because="phone"), c.UndoMark(by="ana"))
    world.does(incident, c.ReportNotAsExpected(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1a")
        await page.press("ctrl+r")
        await page.sees("There is nothing to set again")
