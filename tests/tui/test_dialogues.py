from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incident import i18n
from incident.application.actor import Actor
from incident.application.errors import StorageReadOnly
from incident.application.ports import Offer
from incident.domain import commands as c
from incident.domain.content import FreeText
from incident.domain.events import Milestone, NoteAdded, NoteKind, StepDeferred
from incident.domain.grading.tiers import Tier
from incident.domain.incident import StepState
from incident.domain.law.holding import HeldTo, Profile
from incident.domain.messages.preapproval import NightText, Preapproval
from incident.domain.runbooks.outline import outline_of
from incident.domain.runbooks.runbook import Mode, Phase, Runbook, Verb
from incident.domain.walking.checklist import build_checklist
from incident.tui.messages import NotDone
from incident.tui.screens.dialogue import Dialogue
from incident.tui.screens.walk import Walking
from incident.walk.flows.asking import Card
from incident.walk.flows.declaring import DeclareFlow
from incident.walk.flows.updating import UpdateFlow
from incident.walk.reading import moment_of
from incident.wording.speech import Speech
from incident.wording.usual import DEFERRED, RULED_OUT
from tests.bundles import EN, RUNBOOK_ID, ZH, a_bundle, a_runbook, a_step
from tests.desks import LEAK, shipped_register
from tests.fakes import START, a_team
from tests.tui.pages import opened
from tests.tui.worlds import ANA, BO, World


async def test_enter_never_takes_the_first_of_several_answers(world: World) -> None:
    """The tier, a yes or no, a role: without a cursor there is nothing for Enter to take."""
    incident = world.declared()
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.press("enter", "enter")
        await page.sees("How bad is it", "'Enter' does nothing here. Choose with its number.")
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r", "enter", "space")
        await page.sees("Which role?", "'Space' does nothing here. Choose with its number.")
        await page.press("escape", "f")
        await page.sees("Which fact?")
        await page.press("4", "enter")
        await page.sees("Any sign that customer data was seen?", "Choose with its number.")
        assert "data_exposed" not in world.service.load(incident).facts


async def test_a_cursor_that_was_moved_is_seen_and_enter_takes_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r", "j")
        await page.sees(">1  ", "Enter takes >")
        await page.press("enter")
        await page.sees("Who is Technical lead?")


@pytest.mark.parametrize("chosen", ["", RUNBOOK_ID], ids=["a choice", "words that are suggested"])
async def test_a_refusal_that_comes_while_a_dialogue_opens_is_said_under_its_question(
    world: World, chosen: str
) -> None:
    offers = [Offer(each, outline_of(a_bundle()), a_bundle) for each in (RUNBOOK_ID, "outage.other")]
    flow = DeclareFlow(
        offers=offers, speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7", chosen=chosen
    )
    async with opened(world, incident=world.declared()) as page:
        below = page.screen(Walking)
        dialogue = Dialogue(flow, drafts=None, incident="", finish=lambda _ready: None)
        opening = page.app.push_screen(dialogue)
        below.on_not_done(NotDone(StorageReadOnly(path="/srv/incident.db")))
        await opening
        await page.settled()
        assert dialogue.is_current
        assert "/srv/incident.db" in page.text
        await page.press("x")
        await page.loses("/srv/incident.db")


async def test_choose_with_its_number_is_said_in_chinese_too(world: World) -> None:
    incident = world.declared()
    i18n.use("zh-CN")
    async with opened(world, incident=incident) as page:
        await page.press("r", "enter")
        await page.sees("请按编号选择")


async def test_the_keys_that_choose_are_as_many_as_the_choices(world: World) -> None:
    async with opened(world) as page:
        await page.press("d", "enter", "enter")
        await page.sees("How bad is it", "1-4 choose")


async def test_not_sure_is_asked_until_no_graver_tier_is_left(world: World) -> None:
    """A known answer that comes out well says nothing of the questions that were not asked."""
    async with opened(world) as page:
        await page.press("d", "enter", "enter")
        await page.sees("How bad is it")
        await page.press("4")
        await page.sees("Share of customers affected")
        await page.press("0", "enter")
        await page.sees("Any sign that customer data was seen?")


async def test_escape_goes_one_question_back_and_leaves_from_the_first(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("r", "1")
        await page.sees("Who is Technical lead?")
        await page.press("escape")
        await page.sees("Which role?")
        await page.press("escape")
        await page.sees("[>] 1", "EXPECT")


async def test_what_was_typed_is_there_when_escape_comes_back_to_it(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("plus", "w")
        await page.type("or fine")
        await page.press("enter")
        await page.sees("raise now")
        await page.press("escape")
        await page.sees("Why?", "or fine", "TYPING")
        assert world.service.load(incident).tier is Tier.SERIOUS


async def test_another_persons_answer_is_changed_only_with_a_reason(world: World) -> None:
    incident = world.declared()
    _to(world, incident, "cause")
    async with opened(world, incident=incident) as page:
        await page.sees("What changed")
        world.service.execute(incident, c.AnswerStep(by="bo", step="cause", option="release"), BO)
        await page.sees("[>] 4a")
        await page.press("k")
        await page.sees("What changed")
        await page.press("2")
        await page.sees("Bo Chen answered 'A release'", "Why is it")
        await page.type("their status page says so")
        await page.press("enter")
        await page.sees("Answered: 2")
        assert world.service.load(incident).steps["cause"].option == "vendor"


@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_declaration_that_was_left_is_offered_and_can_be_started_over(
    world: World, tmp_path: Path, *, is_restarted: bool
) -> None:
    async with opened(world) as page:
        await page.press("d")
        await page.sees("Enter takes it")
        await page.type(" west")
        await page.press("enter", "1")
        await page.sees("'A line is down west'")
        await page.press("escape", "escape", "escape")
        await page.sees("Nothing is open.")
        if not is_restarted:
            await page.press("d")
            await page.sees("g  go on where you left", "x  start over", "A line is down west")
            await page.press("x")
            await page.sees("What do you call it?")
            assert "west" not in page.text
    if is_restarted:
        assert list((tmp_path / ".drafts").glob("*declare*"))
        async with opened(world) as page:
            await page.press("d")
            await page.sees("g  go on where you left", "x  start over")
            await page.press("x", "escape", "d")
            await page.sees("What do you call it?")
            assert "west" not in page.text


async def test_the_first_letter_of_a_note_is_a_word_and_tab_changes_its_kind(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("m")
        await page.sees("F fact", "Tab changes the kind")
        await page.type("decided")
        await page.press("tab", "tab")
        await page.sees("D decision", "decided")
        await page.press("enter")
        await page.sees("Noted.")
        note = world.log.read(incident)[-1].event
        assert isinstance(note, NoteAdded)
        assert (note.kind, str(note.text)) == (NoteKind.DECISION, "decided")


async def test_typed_words_are_the_reason_and_raise_nothing(world: World) -> None:
    """`t` of 'monitor fine' once opened the field, and `r` of the rest raised the tier."""
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("plus", "w")
        await page.type("monitor fine 2")
        await page.press("enter")
        await page.sees("raise now")
        assert world.service.load(incident).tier is Tier.SERIOUS
        await page.press("r")
        await page.sees("TIER 1 MAJOR")
        assert world.log.read(incident)[-1].event.because is not None  # type: ignore[union-attr]  # a raise says why


@pytest.mark.parametrize("typed", ["gate 4", "2 of 3 gates are shut", "10"])
async def test_words_that_begin_with_a_digit_are_words(world: World, typed: str) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("minus")
        await page.sees("1-4 or words of your own")
        await page.type(typed)
        await page.press("enter")
        await page.until(lambda: "notice" in world.service.load(incident).steps, "the mark")
        assert str(world.service.load(incident).steps["notice"].words) == typed


@pytest.mark.parametrize("typed", ["2", " 2 ", "２"], ids=["bare", "with blanks", "full-width"])
async def test_a_number_alone_stands_for_the_usual_reason_beside_it(world: World, typed: str) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("minus")
        await page.sees("1-4 or words of your own")
        await page.type(typed)
        await page.sees(">2  ")
        await page.press("enter")
        await page.until(lambda: "notice" in world.service.load(incident).steps, "the mark")
        assert world.service.load(incident).steps["notice"].words == FreeText(RULED_OUT[1])


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_was_answered_before_is_whole_in_its_row(world: World, size: tuple[int, int]) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=size) as page:
        await page.sees("[>] 1")
        await page.press("s")
        await page.sees("Until when?")
        await page.press("2", "enter")
        await page.sees("[x] Until when?  for 30 min", "Why is it put off?")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_field_the_keys_and_every_answer_are_in_sight_however_small_the_window(
    world: World, size: tuple[int, int], language: str
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident, size=size) as page:
        await page.sees("[>] 1")
        if language != "en":
            await page.press("f2")
        await page.press("s")
        await page.sees(i18n._("TYPING"), i18n._("{name} has it").format(name="陈静"))
        assert any(row.split()[1:2] == ["8"] for row in page.rows if len(row.split()) > 1)


@pytest.mark.parametrize(
    ("language", "complaint"), [("en", "'c1' alone says nothing."), ("zh-CN", "单独的「c1」说明不了什么")]
)
async def test_a_stray_key_before_a_number_is_no_reason_and_is_not_kept(
    world: World, language: str, complaint: str
) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("s", "2", "enter", "c", "1")
        if language == "zh-CN":
            await page.press("f2")
        await page.press("enter")
        await page.sees(complaint)
        await page.press("escape", "ctrl+u", "3", "enter", "1", "enter")
        await page.sees("[>] 2")
    reasons = [entry.event.because for entry in world.log.read(incident) if isinstance(entry.event, StepDeferred)]
    assert [reason.words for reason in reasons] == [i18n._(DEFERRED[0])]


async def test_a_wrong_key_on_a_card_says_which_key_is_meant(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 2")
        await page.press("space")
        await page.sees("S  send now   (capital)")
        await page.press("s")
        await page.sees("'s' does nothing here. Nothing happened. S (capital): send now")
        assert world.outbox.deliveries(incident) == []


async def test_who_may_not_close_is_told_before_anything_is_asked(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    for step in world.service.load(incident).runbook.steps():
        if Tier.GENERAL in step.tiers and step.branch is None:
            world.does(incident, c.RuleOutStep(by="ana", step=step.id, because="test"))
    async with opened(world.of(BO), incident=incident) as page:
        await page.sees("COMPLETE: nothing is open")
        await page.press("C")
        await page.sees("Only Ana Lima (Commander) can close the incident.")


async def test_the_key_that_closes_leads_past_an_open_legal_deadline(world: World) -> None:
    rules = HeldTo(register=shipped_register(), profile=Profile(jurisdictions=("cn",), sectors=()))
    incident = world.declared(Tier.GENERAL, held_to=rules, facts={**LEAK, "people_affected": 1_000_000.0})
    world.does(incident, c.MarkMilestone(by="ana", milestone=Milestone.AWARE, at=world.clock.now()))
    for item in build_checklist(world.service.load(incident), world.clock.now()).open_items:
        world.does(incident, c.RuleOutStep(by="ana", step=item.step.id, because="test"))
    async with opened(world, incident=incident) as page:
        await page.sees("COMPLETE: nothing is open")
        await page.press("C")
        await page.sees("why before the law has its reports?")
        await page.type("stable")
        await page.press("enter")
        await page.sees("The law still waits.")
        await page.press("l")
        await page.type(incident)
        await page.press("enter")
        await page.until(lambda: world.service.load(incident).closed_at is not None, "the end")


async def test_the_phrase_that_closes_is_the_number_in_every_language(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    for step in world.service.load(incident).runbook.steps():
        if Tier.GENERAL in step.tiers and step.branch is None:
            world.does(incident, c.RuleOutStep(by="ana", step=step.id, because="test"))
    i18n.use("zh-CN")
    async with opened(world, incident=incident) as page:
        await page.press("C", "enter")
        await page.sees(incident)
        await page.type(incident.lower())
        await page.press("enter")
        await page.until(lambda: world.service.load(incident).closed_at is not None, "the end")


async def test_a_refusal_names_steps_and_roles_as_people_call_them(world: World) -> None:
    """The words come from the runbook, in the language of the screen, and stand whole in two rows."""
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        page.app.session.gateway._watch._mark = world.log.change_mark() + 1  # the other's mark is not seen yet
        world.of(BO).does(incident, c.CompleteStep(by="bo", step="notice"))
        await page.press("space")
        await page.sees("VOICE MENU: put up the outage notice' is done", "Only who set that mark can take")


async def test_a_step_without_a_way_out_does_not_promise_one(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 2")
        await page.press("n", "enter")
        await page.sees("Step 2 is marked: not as expected. Try again with Space")
        assert world.service.load(incident).steps["agents"].state is StepState.NOT_AS_EXPECTED


async def test_a_step_that_went_wrong_stays_in_sight_beside_its_way_out(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("n", "enter")
        await page.sees("Ask the vendor's hotline to publish it")
        above = next(number for number, row in enumerate(page.rows) if row.startswith("┏"))
        assert page.rows[above - 1].startswith(" [!]   1  VOICE MENU")


async def test_a_question_that_is_not_approved_is_refused_with_its_reason(tmp_path: Path) -> None:
    only = Phase(id="repair", steps=(a_step("plan", Verb.APPROVE, approver="commander"),))
    world = World(folder=tmp_path, bundles=(a_bundle(a_runbook([only])),))
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("space")
        await page.sees("Y  I approve", "n  not approved")
        await page.press("n")
        await page.sees("What do you see instead?")
        await page.type("too risky")
        await page.press("enter")
        await page.sees("marked: not as expected")
    progress = world.service.load(incident).steps["plan"]
    assert (progress.state, str(progress.words)) == (StepState.NOT_AS_EXPECTED, "too risky")


async def test_a_step_with_a_text_to_copy_says_where_it_is(tmp_path: Path) -> None:
    words = {**EN, "step.notice.show": "select 1;\nselect 2;"}
    world = World(folder=tmp_path, bundles=(a_bundle(words={"en": words, "zh-CN": ZH}),))
    async with opened(world, incident=world.declared()) as page:
        await page.sees("TO COPY  Enter shows the text to copy")
        await page.press("enter")
        await page.sees("select 2;")


async def test_a_usual_reason_to_lower_the_tier_is_offered_only_where_it_is_true(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.RecordFact(by="ana", fact="affected_share", value=0.5))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("_")
        await page.sees("Why may it be lowered?")
        assert "The rule for lowering has held" not in page.text
        await page.press("escape")
        await page.loses("Why may it be lowered?")
        world.clock.forward(minutes=31)
        await page.sees("its rule has held")
        await page.press("_")
        await page.sees("1  The rule for lowering has held", "1 or words of your own")
        assert "1-1" not in page.text


def _to(world: World, incident: str, step: str) -> None:
    """Rule out whatever stands before the step."""
    for item in world.service.load(incident).runbook.steps():
        if item.id == step:
            return
        if item.branch is None and Tier.SERIOUS in item.tiers:
            world.does(incident, c.RuleOutStep(by="ana", step=item.id, because="test"))


async def test_a_cross_check_asks_the_value_once_and_says_that_it_is_only_taken(tmp_path: Path) -> None:
    """The value waits on this terminal until it is said who checked."""
    world = World(folder=tmp_path, bundles=(a_bundle(_cross_checked_calls()),))
    incident = world.declared()
    _to(world, incident, "calls")
    async with opened(world, incident=incident) as page:
        await page.sees("TEST CALLS")
        await page.press("space")
        await page.sees("How many were answered?")
        await page.type("9")
        await page.press("enter")
        await page.sees("taken. A second person checks it: Space by them, or Space names who")
        assert world.service.load(incident).steps["calls"].state is StepState.TO_DO
        await page.press("space")
        await page.sees("Who checked it with you?", "You saw: 9")
        await page.press("2")
        await page.until(
            lambda: world.service.load(incident).steps["calls"].state is StepState.AS_EXPECTED, "the second mark"
        )
        assert str(world.service.load(incident).steps["calls"].words) == "9"


async def test_who_begins_a_cross_check_reads_that_theirs_is_the_first_of_two(tmp_path: Path) -> None:
    world = World(folder=tmp_path, bundles=(a_bundle(_cross_checked_calls()),))
    incident = world.declared()
    _to(world, incident, "calls")
    async with opened(world, incident=incident) as page:
        await page.sees("TEST CALLS")
        await page.press("b")
        await page.sees("taken. A second person checks it: Space by them, or Space names who")


def _cross_checked_calls() -> Runbook:
    runbook = a_runbook()
    phases = [
        replace(
            phase,
            steps=tuple(replace(s, mode=Mode.CROSS_CHECK) if s.id == "calls" else s for s in phase.steps),
        )
        for phase in runbook.phases
    ]
    return a_runbook(phases)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_preview_shows_the_text_of_the_language_that_leaves(world: World, language: str) -> None:
    """The customers of the tests read Chinese, the agents English, whatever the screen speaks."""
    incident = world.declared()
    i18n.use(language)
    async with opened(world, incident=incident) as page:
        await page.press("U")
        await page.sees("-- 中文 --", "服务中断", "我们已知悉并正在处理")
        assert "English" not in page.text
        assert "${" not in page.text


async def test_a_text_approved_beforehand_leaves_at_night_by_its_key(tmp_path: Path) -> None:
    night = {(RUNBOOK_ID, "first"): Preapproval(by="eva", until=START + timedelta(hours=4))}
    world = World(folder=tmp_path, directory=replace(a_team(), night=night))
    incident = world.declared()
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("U")
        await page.sees("N  night policy: Eva Roth approved it before; send")
        await page.press("N")
        await page.until(lambda: bool(world.log.deliveries(incident)), "the message leaves")
    (message,) = world.service.load(incident).messages.values()
    assert (message.approved_by, message.night_role) == ("eva", "commander")


def test_the_card_says_why_a_text_approved_beforehand_has_no_key_of_the_night(tmp_path: Path) -> None:
    night = {(RUNBOOK_ID, "first"): Preapproval(by="eva", until=START + timedelta(hours=4))}
    texts = (NightText(runbook=RUNBOOK_ID, revision=7, template="first", by="eva"),)
    world = World(folder=tmp_path, directory=replace(a_team(), night=night, approved_texts=texts))
    incident = world.service.load(world.declared())
    card = UpdateFlow(walk=moment_of(world.of(BO), incident)).part({})
    assert isinstance(card, Card)
    assert "night" not in [key.value for key in card.keys]
    assert any("revision 7 of its text was approved" in note for note in card.notes)


@pytest.mark.parametrize("reader", [ANA, BO])
def test_the_card_of_a_text_whose_author_came_to_approve_it_offers_no_approval_that_tier_1_refuses(
    tmp_path: Path, reader: Actor
) -> None:
    world = World(folder=tmp_path)
    incident = world.declared(Tier.MAJOR)
    world.of(BO).does(incident, c.SendMessage(by="bo", audience="customers", template="first", is_asked=True))
    loaded = world.of(BO).does(incident, c.TakeCommand(by="bo", because="ana goes home"))
    card = UpdateFlow(walk=moment_of(world.of(reader), loaded)).part({})
    assert isinstance(card, Card)
    assert [key.key for key in card.keys] == ["W"]
    assert "cannot approve their own text at tier 1: another takes the role" in " ".join(card.notes)


async def test_the_commander_alone_at_tier_1_sends_by_night_what_somebody_else_approved_beforehand(
    tmp_path: Path,
) -> None:
    night = {(RUNBOOK_ID, "first"): Preapproval(by="eva", until=START + timedelta(hours=4))}
    world = World(folder=tmp_path, directory=replace(a_team(), night=night))
    incident = world.declared(Tier.MAJOR)
    async with opened(world, incident=incident) as page:
        await page.press("U")
        await page.sees("Which way?", "1  night policy: Eva Roth approved it before; send")
        await page.press("1")
        await page.sees("Send this to customers?", "N  night policy: Eva Roth approved it before; send")
        await page.press("N")
        await page.until(lambda: bool(world.log.deliveries(incident)), "the message leaves")
    (message,) = world.service.load(incident).messages.values()
    assert (message.author, message.approved_by, message.night_role) == ("ana", "eva", "commander")
    assert world.service.load(incident).person_of("commander") == "ana"


async def test_the_text_of_a_step_never_shows_a_placeholder(tmp_path: Path) -> None:
    words = {"en": {**EN, "template.agents-notice.title": "${incident}: ${title}"}, "zh-CN": ZH}
    world = World(folder=tmp_path, bundles=(a_bundle(words=words),))
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 2", "INC-0001: Line 3 is down")
        assert "${" not in page.text


async def test_at_tier_1_the_commander_hands_over_and_sends_at_one_terminal(world: World) -> None:
    incident = world.declared(Tier.MAJOR)
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("U")
        await page.sees(
            "Which way?", "1  陈静 presses U", "2  陈静, to whom people.yaml gives no such role, takes the role"
        )
        assert "Bo Chen takes" not in page.text
        await page.press("2")
        await page.sees("陈静 takes command, and says so on the phone.", "Type: I HAVE COMMAND")
        await page.type("I HAVE COMMAND")
        await page.press("enter")
        await page.sees("First 陈静 becomes Commander.", "P  陈静 agreed by phone: hand over and send")
        await page.press("P")
        await page.sees("The update is on its way")
    state = world.service.load(incident)
    assert state.roles["commander"] == "chen"
    assert [(m.author, m.approved_by) for m in state.messages.values()] == [("ana", "chen")]


async def test_at_tier_1_the_liaison_may_write_it_instead(world: World) -> None:
    incident = world.declared(Tier.MAJOR)
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("U")
        await page.sees("incident --as chen")
        await page.press("1")
        await page.sees("陈静 presses U, then P says that you agreed.")
    assert world.service.load(incident).messages == {}


async def test_undo_says_when_the_last_act_was_something_else(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.CompleteStep(by="ana", step="notice"))
    world.does(incident, c.AssignRole(by="ana", role="scribe", person="eva"))
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 2", "u undoes: 1 as expected")
        await page.press("u")
        await page.sees("Your last act is none that u takes back:", "r changes that. u once more takes back step 1")
        assert world.service.load(incident).steps["notice"].state is StepState.AS_EXPECTED
        await page.press("u")
        await page.sees("Taken back: 1 as expected", "[>] 1")


async def test_a_critical_decision_is_confirmed_with_a_key_of_its_own(tmp_path: Path) -> None:
    runbook = a_runbook()
    phases = [
        replace(p, steps=tuple(replace(s, critical=True) if s.id == "cause" else s for s in p.steps))
        for p in runbook.phases
    ]
    world = World(folder=tmp_path, bundles=(a_bundle(a_runbook(phases)),))
    incident = world.declared()
    _to(world, incident, "cause")
    async with opened(world, incident=incident) as page:
        await page.sees("What changed")
        await page.press("1")
        await page.sees("This decision is critical. Answer it with 1 A release?", "Y  yes")
        await page.press("1")
        await page.sees("Nothing happened.")
        assert "cause" not in world.service.load(incident).steps
        await page.press("1", "Y")
        await page.sees("Answered: 1 A release - u takes it back")


async def test_a_held_step_takes_no_mark_before_it_is_resumed(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.HoldStep(by="ana", step="notice", because="phone"))
    async with opened(world, incident=incident) as page:
        await page.sees("HOLDING HERE")
        await page.press("space")
        await page.sees("YOU WERE AT")
        await page.press("escape")
        for key in ("space", "n", "s", "minus", "a"):
            await page.press(key)
            await page.sees("Step 1 is held: press h to go on, then mark it.")
            await page.press("j", "k")
        assert world.service.load(incident).steps["notice"].state is StepState.HELD


async def test_an_unused_key_says_so_over_a_text_too(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("enter")
        await page.sees("EXPECT")
        await page.press("J")
        await page.sees("'J' does nothing here.")


async def test_the_text_that_was_read_is_the_text_that_leaves(world: World) -> None:
    """A minute between reading and sending changes no word."""
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("U")
        await page.sees("Send this to customers?")
        shown = next(row for row in page.rows if "下次更新" in row)
        world.clock.forward(minutes=1)
        await page.press("S")
        await page.sees("The update is on its way")
    (message,) = world.service.load(incident).messages.values()
    said = str(message.wordings["zh-CN"].body).partition("：")[2]
    assert said in shown


async def test_a_text_left_open_past_what_it_promises_does_not_leave_and_is_asked_for_anew(world: World) -> None:
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.sees("[>] 1")
        await page.press("U")
        await page.sees("Send this to customers?")
        world.clock.forward(hours=3)
        await page.press("S")
        await page.sees("Nothing was sent: the text promises the next update for")
        assert not world.service.load(incident).messages
        await page.press("U", "S")
        await page.sees("The update is on its way")


async def test_the_texts_of_an_update_are_chosen_by_their_titles(tmp_path: Path) -> None:
    words = {**EN, "template.update.title": "Update: still down", "template.update.body": "We go on."}
    world = World(folder=tmp_path, bundles=(a_bundle(words={"en": words, "zh-CN": ZH}),))
    incident = world.declared()
    async with opened(world, incident=incident) as page:
        await page.press("U")
        await page.sees("Which text?", "1  Update: still down", "2  Service disruption")
        assert "-- English" not in page.text


async def test_a_card_that_takes_a_phrase_is_read_to_its_end_with_the_arrows(world: World) -> None:
    incident = world.declared(Tier.GENERAL)
    for item in build_checklist(world.service.load(incident), world.clock.now()).open_items:
        world.does(incident, c.RuleOutStep(by="ana", step=item.step.id, because="none here"))
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.press("C", "enter")
        await page.sees(f"Type: {incident}", "more lines: Down and Up scroll")
        await page.press("j")
        await page.sees("more lines: Down and Up scroll")
        await page.press(*["down"] * 60)
        await page.sees("the end: Up scrolls back", f"Type: {incident}")
