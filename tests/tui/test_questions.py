"""Questions on the screen: who is asked sees it, it comes again, and goes to the deputy (reference/UX.md 21 and 22)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.domain.events import NoteKind, QuestionAnswered, QuestionAssigned
from incident.tui.screens.home import Home
from tests.tui.pages import opened
from tests.tui.worlds import BO, World

THREE = timedelta(minutes=3)


def asked_by_bo(world: World, incident: str, person: str = "ana") -> None:
    order = c.AskQuestion(by="bo", text="Is the feed behind?", person=person, within=THREE)
    world.service.execute(incident, order, BO)


async def test_who_is_asked_sees_it_and_answers_with_a_letter(world: World) -> None:
    incident = world.declared()
    asked_by_bo(world, incident)
    async with opened(world, incident=incident) as page:
        await page.sees("NEEDS YOU", "A answers: Bo Chen asks you, answer due ", "Is the feed behind?", "A answer it")
        await page.press("A", "1", "1")
        await page.type("4 min behind")
        await page.press("enter")
        await page.sees("answered.")
        assert "asks you" not in page.text
        await page.press("t")
        await page.sees("answered", "Ana Lima: 4 min behind")
    (event,) = [e.event for e in world.log.read(incident) if isinstance(e.event, QuestionAnswered)]
    assert event.by == "ana"


async def test_a_question_to_nobody_needs_somebody_after_five_minutes(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AddNote(by="ana", text="Is the chat down too?", kind=NoteKind.QUESTION))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        assert "Is the chat down too?" not in page.text
        world.clock.forward(minutes=5)
        await page.sees("A: nobody is asked by name since", "Is the chat down too?")
        await page.press("A", "1", "2", "2", "5", "enter")
        await page.sees("is asked, and nothing is sent: tell them. The question comes back")
        await page.until(lambda: "nobody is asked by name" not in page.text, "nothing needs anybody")
    assert [e for e in world.log.read(incident) if isinstance(e.event, QuestionAssigned)]


@pytest.mark.parametrize(
    ("language", "late", "now_with"),
    [
        ("en", "Bo Chen has not answered since", "now with"),
        ("zh-CN", "至今未答", "现已显示给"),
    ],
)
async def test_what_is_not_answered_comes_again_and_goes_to_the_deputy(
    world: World, language: str, late: str, now_with: str
) -> None:
    incident = world.declared()
    world.does(incident, c.AssignRole(by="ana", role="deputy", person="dee"))
    order = c.AskQuestion(by="ana", text="feed?", person="bo", within=THREE)
    world.does(incident, order)
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        world.clock.forward(minutes=3)
        await page.sees(late)
        assert now_with not in page.text
        world.clock.forward(minutes=5)
        await page.sees(late, now_with)


async def test_a_broad_screen_has_the_open_questions_beside_the_box(world: World) -> None:
    incident = world.declared()
    asked_by_bo(world, incident)
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.sees("OPEN QUESTIONS", "Bo Chen asks Ana Lima:")
        number = world.service.load(incident).version - 1
        world.does(incident, c.AnswerQuestion(by="ana", question=number, text="no"))
        await page.loses("OPEN QUESTIONS")


async def test_the_box_says_that_it_was_understood_and_then_the_answer(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AskPerson(by="ana", step="notice", person="bo", within=THREE, request="a test call"))
    number = world.service.load(incident).version
    async with opened(world, incident=incident) as page:
        await page.sees("[?]", "answers by")
        world.service.execute(incident, c.UnderstandQuestion(by="bo", question=number), BO)
        await page.sees("understood: by")
        world.service.execute(incident, c.AnswerQuestion(by="bo", question=number, text="silent"), BO)
        await page.sees("answered", "silent", "back from waiting: step 1;")


async def test_whoever_asked_is_told_of_the_answer_on_whichever_screen_they_look_at(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AskQuestion(by="ana", text="Is the feed behind?", person="bo", within=THREE))
    (number,) = world.service.load(incident).questions
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("t")
        await page.sees("TIMELINE")
        world.of(BO).does(incident, c.AnswerQuestion(by="bo", question=number, text="4 min behind"))
        await page.sees("Bo Chen answers you: 4 min behind (question: Is the feed behind?)")
        await page.press("j", "escape")
        await page.sees("Bo Chen answers you", "[>] 1")
        await page.press("j")
        await page.until(lambda: "answers you" not in page.text, "what was read to go")


async def test_whoever_asked_and_sits_on_home_is_told_of_the_answer_there_and_once(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AskQuestion(by="ana", text="Is the feed behind?", person="bo", within=THREE))
    (number,) = world.service.load(incident).questions
    async with opened(world) as page:
        home = page.app.screen
        await page.until(lambda: isinstance(home, Home) and incident in home._waiting, "Home to know of the question")
        world.of(BO).does(incident, c.AnswerQuestion(by="bo", question=number, text="4 min behind"))
        await page.sees(f"{incident}: Bo Chen answers you: 4 min behind")
        await page.press("enter")
        await page.sees("[>] 1")
        await page.press("escape")
        await page.sees("OPEN INCIDENTS")
        assert "answers you" not in page.text


async def test_an_answer_that_the_walk_told_of_is_not_told_again_on_home(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AskQuestion(by="ana", text="Is the feed behind?", person="bo", within=THREE))
    (number,) = world.service.load(incident).questions
    async with opened(world) as page:
        home = page.app.screen
        await page.until(lambda: isinstance(home, Home) and incident in home._waiting, "Home to know of the question")
        await page.press("enter")
        await page.sees("[>] 1")
        world.of(BO).does(incident, c.AnswerQuestion(by="bo", question=number, text="4 min behind"))
        await page.sees("Bo Chen answers you: 4 min behind")
        await page.press("escape")
        await page.until(lambda: isinstance(home, Home) and not home._waiting, "Home to know of the answer")
        assert isinstance(home, Home)
        assert home.notice is None
