from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from rich.cells import cell_len

from incident import i18n
from incident.application.ports import Offer, Summary
from incident.domain.commands import AddNote, DeclareIncident
from incident.domain.events import IncidentMode, NoteAdded, NoteKind
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.outline import outline_of
from incident.domain.runbooks.runbook import Bundle
from incident.i18n import _
from incident.tui.views.asking import Asking, asking_lines
from incident.tui.views.foreseen import under_lines
from incident.walk.flows.asking import Card, Question, Ready
from incident.walk.flows.conversation import Conversation
from incident.walk.flows.declaring import DeclareFlow
from incident.walk.flows.resembling import same_events
from incident.wording.speech import Speech
from incident.wording.tiers import tier_word
from tests.bundles import a_bundle
from tests.fakes import START
from tests.rotas import ROTAS
from tests.tui.pages import opened
from tests.tui.worlds import BO, World


def _offer(runbook_id: str, looked: list[str]) -> Offer:
    written = a_bundle()
    bundle = written.changed(runbook=written.runbook.changed(id=runbook_id))

    def read() -> Bundle:
        looked.append(runbook_id)
        return bundle

    return Offer(runbook_id, outline_of(bundle), read)


def test_a_draft_says_so_where_one_chooses_a_runbook() -> None:
    offers = [_offer("outage.one", []), Offer("outage.two", outline_of(a_bundle()), a_bundle, is_draft=True)]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    asked = flow.part({})
    assert isinstance(asked, Question)
    assert [choice.words for choice in asked.choices] == ["A line is down", "A line is down (draft)"]


def _two_kinds() -> DeclareFlow:
    """A declaration that asks first which of two kinds of event it is."""
    first, second = _offer("outage.change-failed", []), _offer("outage.core-channel", [])
    assert first.outline is not None
    words = {name: {**said, "title": "A planned change failed"} for name, said in first.outline.words.items()}
    first = Offer(first.id, first.outline.changed(words=words), a_bundle)
    return DeclareFlow(offers=[first, second], speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")


def test_a_title_that_nobody_typed_follows_the_choice_of_the_runbook() -> None:
    talk = Conversation(_two_kinds(), drafts=None, incident="")
    talk.take("outage.change-failed")
    asked = talk.part
    assert isinstance(asked, Question)
    assert talk.words_for(asked.id, asked.suggestion) == "A planned change failed"
    talk.go_back("A planned change failed")
    talk.take("outage.core-channel")
    asked = talk.part
    assert isinstance(asked, Question)
    assert talk.words_for(asked.id, asked.suggestion) == "A line is down"
    talk.go_back("Chat is down")
    talk.take("outage.change-failed")
    assert talk.words_for(asked.id, "A planned change failed") == "Chat is down"


def test_words_behind_a_suggested_title_stand_behind_that_of_the_kind_that_is_chosen_instead() -> None:
    talk = Conversation(_two_kinds(), drafts=None, incident="")
    talk.take("outage.change-failed")
    talk.go_back("A planned change failed west")
    talk.take("outage.core-channel")
    asked = talk.part
    assert isinstance(asked, Question)
    assert talk.words_for(asked.id, asked.suggestion) == "A line is down west"
    talk.take("Chat is down")
    talk.go_back("")
    talk.go_back("Chat is down")
    talk.take("outage.change-failed")
    assert talk.words_for(asked.id, "A planned change failed") == "Chat is down"


def test_more_runbooks_than_digits_are_asked_for_by_the_kind_of_event_first() -> None:
    outline = outline_of(a_bundle())
    families = ["other", "data-security", "service-outage", "our-own", *["service-outage"] * 8]
    offers = [
        Offer(f"x.n{number}", outline.changed(id=f"x.n{number}", family=family), a_bundle)
        for number, family in enumerate(families)
    ]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    kinds = flow.part({})
    assert isinstance(kinds, Question)
    assert [choice.value for choice in kinds.choices] == ["service-outage", "data-security", "our-own", "other"]
    outages = flow.part({"family": "service-outage"})
    assert isinstance(outages, Question)
    assert len(outages.choices) == 9
    alone = flow.part({"family": "our-own"})
    assert isinstance(alone, Question)
    assert alone.id == "title"


def test_of_all_runbooks_only_the_chosen_one_is_read_and_once() -> None:
    looked: list[str] = []
    offers = [_offer(f"outage.n{number}", looked) for number in range(3)]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    asked = flow.part({})
    assert isinstance(asked, Question)
    assert [choice.value for choice in asked.choices] == ["outage.n0", "outage.n1", "outage.n2"]
    flow.part({"runbook": "outage.n1"})
    assert looked == []
    chosen = {"runbook": "outage.n1", "title": "Nobody gets through", "tier": "1"}
    flow.part(chosen)
    ready = flow.part({**chosen, "mode": "real"})
    assert isinstance(ready, Ready)
    (command,) = ready.commands
    assert isinstance(command, DeclareIncident)
    assert command.bundle == offers[1].bundle
    assert looked == ["outage.n1"]


def _sure(**answers: str) -> dict[str, str]:
    return {"title": "Nobody gets through", "tier": "0", **answers}


def _alone(**more: object) -> DeclareFlow:
    offers = [_offer("outage.line", [])]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    return replace(flow, **more)  # type: ignore[arg-type]  # fields by name


def test_a_fact_that_is_asked_says_how_it_stands_and_takes_not_sure_for_an_answer() -> None:
    flow = _alone()
    asked = flow.part(_sure())
    assert isinstance(asked, Question)
    assert any("Not sure?" in note for note in asked.notes)
    assert asked.may_be_empty
    assert asked.complaint("") == ""
    assert asked.complaint("much") != ""
    following = flow.part(_sure(**{asked.id: ""}))
    assert isinstance(following, (Question, Card))
    assert following.id != asked.id


def test_what_nobody_is_sure_of_counts_as_the_graver_tier_and_the_card_says_why() -> None:
    flow, answers = _alone(), _sure()
    part = flow.part(answers)
    while isinstance(part, Question):
        answers[part.id] = part.choices[-2].value if part.choices else ""
        part = flow.part(answers)
    assert isinstance(part, Card)
    assert any("Not everything is known, so one tier up" in note for note in part.notes)
    assert not any(": yes" in note for note in part.notes if "so one tier up" in note)
    assert "tier 2" in part.words


@pytest.mark.parametrize("typed", ["!", "！"])
def test_whoever_asks_for_no_more_questions_declares_with_the_rest_not_known(typed: str) -> None:
    flow, answers = _alone(), _sure()
    asked = flow.part(answers)
    assert isinstance(asked, Question)
    assert asked.complaint(typed) == ""
    assert any("ask no more" in note for note in asked.notes)
    answers[asked.id] = typed
    card = flow.part(answers)
    assert isinstance(card, Card)
    assert any("Not everything is known, so one tier up" in note for note in card.notes)
    declared = flow.part({**answers, "mode": "real"})
    assert isinstance(declared, Ready)
    (command,) = declared.commands
    assert isinstance(command, DeclareIncident)
    assert command.facts
    assert set(command.facts.values()) == {None}


def test_where_no_runbook_of_the_kind_fits_there_is_one_for_what_fits_none() -> None:
    outline = outline_of(a_bundle())
    named = [*((f"x.n{n}", "service-outage") for n in range(9)), ("general.unknown", "other")]
    offers = [Offer(name, outline.changed(id=name, family=family), a_bundle) for name, family in named]
    flow = DeclareFlow(offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    asked = flow.part({"family": "service-outage"})
    assert isinstance(asked, Question)
    assert asked.choices[-1].value == "general.unknown"
    assert asked.choices[-1].words.startswith("none of these, or not sure")


def _past(incident_id: str, *, status: str, days: int, runbook: str = "outage.line") -> Summary:
    at = START - timedelta(days=days)
    return Summary(
        incident_id=incident_id,
        title="Calls drop",
        tier=Tier.SERIOUS,
        mode=IncidentMode.REAL,
        status=status,
        runbook=runbook,
        commander="ana",
        declared_at=at,
        updated_at=at + timedelta(minutes=41),
        seq=9,
        step="",
        steps_done=9,
        steps_total=9,
        next_due_at=None,
        next_due="",
    )


def test_the_card_names_what_is_alike_and_i_shows_all_of_it() -> None:
    past = [_past("INC-0007", status="closed", days=9), _past("INC-0003", status="closed", days=90)]
    flow = _alone(past=[*past, _past("INC-0009", status="open", days=1, runbook="another")])
    answers = {"title": "Nobody gets through", "tier": "1"}
    card = flow.part(answers)
    assert isinstance(card, Card)
    assert any("INC-0007 'Calls drop'" in note for note in card.notes)
    shown = flow.part({**answers, "mode": next(key.value for key in card.keys if key.key == "i")})
    assert isinstance(shown, Card)
    assert shown.keys == ()
    assert [note.split()[0] for note in shown.notes if note.startswith("INC")] == ["INC-0007", "INC-0003"]
    assert any("41 min" in note for note in shown.notes)


def test_one_that_is_open_is_asked_about_first() -> None:
    past = [_past("INC-0008", status="closed", days=1), _past("INC-0007", status="open", days=2)]
    card = _alone(past=past).part({"title": "Nobody gets through", "tier": "1"})
    assert isinstance(card, Card)
    assert any("INC-0007" in note and "is it the same?" in note for note in card.notes)


async def test_escape_from_what_is_alike_comes_back_to_the_card(world: World) -> None:
    world.declared(title="Line 3 is down")
    async with opened(world) as page:
        await page.press("d")
        await page.sees("What do you call it?")
        await page.press("enter")
        await page.sees("How bad is it")
        await page.press("2")
        await page.sees("is open since", "show what is alike")
        await page.press("i")
        await page.sees("Incidents with the same runbook", "still open")
        await page.press("escape")
        await page.sees("for REAL")
        await page.press("o")
        await page.until(lambda: len(world.log.summaries()) == 2, "the incident")


async def test_what_was_answered_stays_in_sight_above_what_is_asked(world: World) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.press("enter")
        await page.sees("[x] What do you call it?", "How bad is it, right now?", "1-4 choose")
        rows = page.rows
        asked = next(n for n, row in enumerate(rows) if "How bad is it" in row)
        assert "[x] What do you call it?" in rows[asked - 1]
        await page.press("escape")
        await page.loses("[x]")


def _asked(flow: DeclareFlow, **answers: str) -> str:
    part = flow.part({name.replace("__", "."): words for name, words in answers.items()})
    assert isinstance(part, Question)
    return part.place


def test_every_question_says_how_many_there_are() -> None:
    two = [_offer("outage.one", []), _offer("outage.two", [])]
    flow = DeclareFlow(offers=two, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")
    assert _asked(flow) == "question 1 of 3"
    assert _asked(flow, runbook="outage.one") == "question 2 of 3"
    assert _asked(flow, runbook="outage.one", title="Down") == "question 3 of 3"
    graded = {"runbook": "outage.one", "title": "Down", "tier": "0"}
    assert _asked(flow, **graded) == "question 4 of at most 5"
    assert _asked(flow, **graded, fact__affected_share="0%") == "question 5 of at most 5"


def test_the_last_card_says_who_is_on_duty_and_that_declaring_wakes_nobody() -> None:
    flow = DeclareFlow(
        offers=[_offer("outage.one", [])],
        speech=Speech(names={"bo": "Bo Chen", "dee": "Dee Novak"}),
        person="ana",
        now=START,
        zone="UTC",
        contact="bridge 7",
        rotas=ROTAS,
    )
    card = flow.part({"title": "Down", "tier": "2"})
    assert isinstance(card, Card)
    assert (
        "On duty as Technical lead: Bo Chen (on duty until 05:00), then Dee Novak (on duty until 04:00)." in card.notes
    )
    assert "They are not woken by this: ! shows how to reach them." in card.notes
    assert list(replace(flow, rotas=()).part({"title": "Down", "tier": "2"}).notes) == [  # type: ignore[union-attr]  # a card
        words for words in card.notes if "duty" not in words and "woken" not in words
    ]


async def test_the_place_among_the_questions_stands_in_the_row_of_the_title(world: World) -> None:
    async with opened(world, size=(60, 20)) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        (row,) = [row for row in page.rows if "DECLARE AN INCIDENT" in row]
        assert row.rstrip(" ┃").endswith("question 1 of 2")
        await page.press("enter")
        await page.sees("question 2 of 2")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["beside", "under"])
async def test_every_question_says_what_it_would_come_to(world: World, size: tuple[int, int]) -> None:
    world.declared(title="Line 3 is down")
    async with opened(world, size=size) as page:
        await page.press("d")
        await page.sees("What do you call it?")
        await page.sees("IF YOU DECLARE NOW - nothing is sent", "not known yet", "at tier 1, 2 or 3")
        await page.press("enter")
        await page.sees("How bad is it, right now?", "IF YOU DECLARE NOW", "WAKES", "not known yet")
        await page.press("4")
        await page.sees("So far", "IF YOU DECLARE NOW", "may still come to tier 1", "RUNBOOK", "WAKES")
        await page.press("escape", "2")
        await page.sees("You declare", "WAKES")
        assert all(cell_len(row) == size[0] for row in page.rows)
        if size == (120, 40):
            await page.sees("IF YOU DECLARE NOW", "TO FILL", "first within 30 min, then every 1 h", "Line 3 is down")


def test_before_a_runbook_is_chosen_the_open_incidents_stand_beside_the_question() -> None:
    flow = DeclareFlow(
        offers=[_offer("outage.one", []), _offer("outage.two", [])],
        speech=Speech(),
        person="ana",
        now=START,
        zone="UTC",
        contact="bridge 7",
        past=[_past("INC-0001", status="open", days=0), _past("INC-0002", status="closed", days=5)],
    )
    declared, running = flow.ahead({})
    assert dict(declared.rows)["RUNBOOK"] == "not chosen yet"
    assert [label for label, _words in running.rows] == ["INC-0001"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_every_question_of_a_triage_says_at_80_cells_what_would_run_and_whom_it_wakes(
    world: World, language: str
) -> None:
    i18n.use(language)
    async with opened(world) as page:
        await page.press("d")
        await page.sees(_("What do you call it?"))
        await page.press("enter", "4")
        asked = list[str]()
        while _("open it, for REAL") not in page.text:
            place = next(row for row in await page.settled() if _("DECLARE AN INCIDENT") in row)
            if place not in asked:
                asked.append(place)
                assert _("RUNBOOK") in page.text, page.text
                assert _("WAKES") in page.text, page.text
                await page.press("enter" if _("TYPING") in page.text else "3")
        assert len(asked) > 1


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_in_sixty_cells_one_row_under_every_question_says_what_declaring_now_comes_to(
    world: World, language: str
) -> None:
    i18n.use(language)
    nothing = _("IF YOU DECLARE NOW: nothing is sent, nobody is woken")
    async with opened(world, size=(60, 20)) as page:
        await page.press("d")
        await page.sees(_("What do you call it?"), nothing)
        await page.press("enter")
        await page.sees(_("How bad is it, right now?"), nothing)
        await page.press("4")
        tier = _("IF YOU DECLARE NOW: {tier} so far; wakes nobody").format(tier=tier_word(Tier.SERIOUS))
        await page.sees(tier)
        assert "…" not in next(row for row in page.rows if tier in row)


def test_the_answer_of_a_question_is_cut_after_the_question() -> None:
    said = [f"Is anybody still taking data out of the systems of the {n} sites?  ask no more of it" for n in range(9)]
    asking = Asking(title="T", part=Question(id="q", words="Which?"), said=said)
    rows = [row.plain for row in asking_lines(asking, 60, 7)]
    assert sum(row.endswith("…  ask no more of it") for row in rows) == 3
    assert ".. 6 answers before" in rows


def test_the_answer_stands_whole_behind_a_question_with_its_place() -> None:
    said = ["1 of 5  Which change was it, and which systems and services does it touch?  router switch"]
    rows = [r.plain for r in asking_lines(Asking(title="T", part=Question(id="q", words="Q"), said=said), 56, 4)]
    assert any(row.startswith("[x] 1 of 5  Which") and row.endswith("…  router switch") for row in rows)


def test_what_was_answered_is_whole_where_there_is_room_and_else_its_question_is_cut() -> None:
    said = ("How bad is it, right now?  TIER 2 SERIOUS  many are hit, or a core channel is failing",)
    asking = Asking(title="T", part=Question(id="q", words="Q"), said=said)
    roomy = [row.plain for row in asking_lines(asking, 60, 20)]
    assert roomy[2:4] == [
        "[x] How bad is it, right now? TIER 2 SERIOUS many are",
        "    hit, or a core channel is failing",
    ]
    tight = [row.plain for row in asking_lines(asking, 60, 4)]
    assert sum("TIER 2" in row or "hit" in row for row in tight) == 1


def test_in_a_window_that_is_too_small_one_row_stands_under_what_is_asked() -> None:
    flow = DeclareFlow(
        offers=[_offer("outage.one", [])], speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7"
    )
    part = flow.part({})
    assert isinstance(part, Question)
    asking = Asking(title=flow.title, part=part, ahead=flow.ahead({}))
    assert [row.plain for row in under_lines(asking, 60, 9)] == ["IF YOU DECLARE NOW: nothing is sent, nobody is woken"]
    assert list(under_lines(asking, 60, 0)) == []
    assert list(under_lines(asking, 80, 1)) == []
    for height in range(3, 12):
        rows = [row.plain for row in under_lines(asking, 80, height) if row.plain]
        assert rows[1].startswith("RUNBOOK")
        assert any("WAKES    nobody" in row for row in rows) is (len(rows) > 2)


async def test_the_second_person_with_one_alarm_is_led_to_the_checklist_that_is_open(world: World) -> None:
    """One alarm, one checklist (reference/UX.md 17)."""
    incident = world.declared(title="Line 3 is down")
    async with opened(world.of(BO)) as page:
        await page.press("d")
        await page.sees("What do you call it?")
        await page.press("enter")
        await page.sees("How bad is it")
        await page.press("2")
        await page.sees("is it the same?", f"a  the same event: go to {incident}, note it there")
        await page.press("a")
        await page.sees(f"Noted in {incident}", "[>] 1", "lead Ana Lima")
    assert [row.incident_id for row in world.log.summaries()] == [incident]
    note = world.log.read(incident)[-1]
    assert isinstance(note.event, NoteAdded)
    assert (note.actor, note.event.kind, str(note.event.text)) == ("bo", NoteKind.AGAIN, "A line is down")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_what_somebody_declares_while_another_is_asked_is_said_and_may_be_joined(
    world: World, language: str
) -> None:
    i18n.use(language)
    async with opened(world.of(BO)) as page:
        await page.press("d")
        await page.press("enter")
        await page.press("2")
        await page.sees("o  ")
        incident = world.declared(title="Line 3 is down")
        joins = _("the same event: go to {incident}, note it there").format(incident=incident)
        said = _("{incident} was declared meanwhile by {name}: {title}")
        await page.sees(joins, said.format(incident=incident, name="Ana Lima", title="Line 3 is down"))
        await page.press("escape")
        await page.press("escape")
        await page.press("escape")
        await page.sees(_("OPEN INCIDENTS {count}, the worst first").format(count=1))


async def test_the_walk_says_how_often_the_same_event_was_reported_again(world: World) -> None:
    incident = world.declared(title="Line 3 is down")
    for words in ("Two agents call", "The site manager calls"):
        world.does(incident, AddNote(by="ana", text=words, kind=NoteKind.AGAIN))
    async with opened(world) as page:
        await page.press("enter")
        await page.sees("2 more like this", "[>] 1")


def test_only_what_is_real_open_and_of_the_kind_and_time_may_be_the_same() -> None:
    kin = {"outage.line", "outage.app"}
    same = partial(same_events, runbook="outage.line", kin=kin, now=START)
    closed, old = _past("INC-1", status="closed", days=0), _past("INC-2", status="open", days=1, runbook="outage.app")
    exercise = _past("EX-3", status="open", days=0).changed(mode=IncidentMode.EXERCISE)
    assert same([closed, old, exercise, _past("INC-4", status="open", days=0, runbook="other")]) == []
    akin = _past("INC-5", status="open", days=0, runbook="outage.app")
    assert same([old, akin]) == [akin]
    assert same([akin, own := _past("INC-6", status="open", days=3)]) == [own, akin]
    grave = akin.changed(incident_id="INC-7", tier=Tier.MAJOR)
    assert same([akin, own, grave]) == [grave, own, akin]
    assert same([own, *[grave] * 3]) == [grave, grave, own]


def test_where_several_are_open_each_has_a_key_the_gravest_the_first() -> None:
    major = _past("INC-0001", status="open", days=2).changed(tier=Tier.MAJOR, title="The whole line")
    flow = _alone(past=[_past("INC-0003", status="open", days=0), major])
    answers = {"title": "Nobody gets through", "tier": "1"}
    card = flow.part(answers)
    assert isinstance(card, Card)
    assert [(key.key, key.word, key.words) for key in card.keys if key.key in "abc"] == [
        ("a", "INC-0001", "it is INC-0001, TIER 1 MAJOR, 2026-11-19 02:40: The whole line"),
        ("b", "INC-0003", "it is INC-0003, TIER 2 SERIOUS, 02:40: Calls drop"),
    ]
    asked = [note for note in card.notes if "INC-" in note or "like it" in note]
    assert asked == ["2 like it are open. Is it one of them?"]
    done = flow.part({**answers, "mode": next(key.value for key in card.keys if key.key == "b")})
    assert isinstance(done, Ready)
    assert done.joins == "INC-0003"


async def test_a_key_that_is_none_of_the_last_card_declares_nothing(world: World) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("What do you call it?")
        await page.press("enter")
        await page.sees("How bad is it")
        await page.press("2")
        await page.sees("open it, for REAL")
        await page.press("g")
        await page.sees("Nothing happened. What you answered is kept: begin again", "OPEN INCIDENTS 0")
    assert world.log.summaries() == []
