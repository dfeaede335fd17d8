"""The board of cases: from the customer's call to their being content, by keys, at 80 by 24."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident import i18n
from incident.application.actor import Actor
from incident.application.cases.finding import numbers_asked_for
from incident.domain import commands as c
from incident.domain.cases.case import Case
from incident.domain.cases.register import register_of
from incident.domain.cases.words import CaseWords
from incident.domain.events.cases import CaseGroup
from incident.domain.walking.checklist import build_checklist
from incident.tui.views.cases import OWN, VIEWS, view_words
from incident.tui.views.lines import width_of
from incident.walk.needs import needs
from incident.walk.reading import moment_of
from tests.tui.pages import Page, opened
from tests.tui.worlds import BO, World


def words(name: str = "Lin Wei", contact: str = "13800138000") -> CaseWords:
    return CaseWords(name=name, contact=contact, service="pay", problem="paid twice", request="refund")


@pytest.fixture
def incident(world: World) -> str:
    """Three cases of Bo's: an elderly customer, one who has waited for 25 hours, one of now."""
    incident = world.declared()
    early = world.clock.now() - timedelta(hours=25)
    cases = (
        c.NewCase(words=words()),
        c.NewCase(words=words("Ito", "ito@x.jp"), received_at=early),
        c.NewCase(words=words("Wang", "4001"), group=CaseGroup.ELDERLY),
    )
    world.of(BO).does(incident, c.ReceiveCases(by="bo", cases=cases))
    return incident


def case(world: World, incident: str, number: int) -> Case:
    return register_of(world.service.load(incident)).case(number)


async def answer(page: Page, *answers: tuple[str, str]) -> None:
    """Wait for each question, type the answer or press its digit, then Enter where words were typed."""
    for question, said in answers:
        await page.sees(question)
        if said.isdecimal() and "TYPING" not in page.text:
            await page.press(said)
        else:
            await page.type(said)
            await page.press("enter")


async def test_the_board_shows_what_is_overdue_first_and_names_nobody(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("CASES  INC-0001", "1 all 3  2 OVERDUE 1  3 not told 3  4 yours 0", "I***", "C-0002")
        rows = [row for row in page.text.splitlines() if row.startswith(" C-000")]
        assert [row.split()[0] for row in rows[:3]] == ["C-0002", "C-0001", "C-0003"]
        assert "late 1 h" in rows[0]
        assert "! W***" in rows[1]
        assert "asks for: refund" in rows[3]
        assert not any(name in page.text for name in ("Lin Wei", "Ito", "13800138000", "ito@"))
        await page.press("enter")
        await page.sees("contact: i***@x***", "what is asked for: refund", "customer told: not yet")
        await page.press("escape", "K")
        await page.sees("T+")


async def test_a_case_goes_from_the_call_to_the_customer_who_is_content_by_keys(world: World) -> None:
    incident = world.declared()
    world.does(incident, c.AssignRole(by="ana", role="technical", person="bo"))
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("No customer's case yet: n enters one")
        assert "a accept" not in page.text, "there is nothing to accept"
        await page.press("a")
        await page.sees("Move to a case first")
        await page.press("n")
        await answer(page, ("the customer's name?", "Lin Wei"), ("How are they reached", "13800138000"))
        await answer(page, ("Which service", "pay"))
        await page.sees("What happened?", "Names in these words are seen by all who read the incident.")
        await answer(page, ("What happened?", "paid twice"), ("do they ask for?", "refund"))
        await answer(page, ("By which way", "1"), ("To which group", "3"))
        await page.sees("C-0001", "! L***", "you own it until somebody accepts it", "not accepted yet")
        await page.press("a")
        await page.sees("You own case C-0001 from now on.", "4 yours 1", "accepted 2026-11-21 02:40")
        await page.press("e")
        await page.sees("What were they told?", "Names in these words")
        await answer(page, ("What were they told?", "we look"))
        await page.sees("in hand")
        await page.press("s")
        await answer(page, ("What were they asked for", "mailed for the receipt"))
        await page.sees("their turn", "paused")
        await page.press("s")
        await page.sees("time runs again: case C-0001", "in hand")
        await page.press("m")
        await answer(page, ("Until when?", "90h"))
        await page.sees("; until now it was")
        await answer(page, ("Why does it take longer?", "the bank is closed"))
        await answer(page, ("Who approved it?", "1"), ("What was the customer told", "on Tuesday"))
        await page.sees("More time for case C-0001")
        await page.press("p")
        await answer(page, ("To which group", "1"))
        await page.sees("priority of case C-0001: no priority")
        await page.press("d")
        await answer(page, ("What was done", "refunded"), ("Do they know what came of it?", "2"))
        await page.sees("NOT TOLD", "5 to ask 1")
        await page.press("t")
        await answer(page, ("How were they told", "by phone"))
        await page.sees("DONE", "3 not told 0")
        await page.press("f")
        await answer(page, ("How content are they?", "2"), ("What did they say?", "took long"))
        await page.sees("5 to ask 0")
    done = case(world, incident, 1)
    assert done.satisfaction is not None
    assert (done.owner, done.told is not None, done.satisfaction.score) == ("ana", True, 4)


async def test_a_key_says_before_anything_is_typed_who_may_say_what_became_of_a_case(
    world: World, incident: str
) -> None:
    async with opened(world.of(Actor(person="cy")), incident=incident) as page:
        await page.press("K")
        await page.sees("C-0002")
        await page.press("slash", *"C-0001", "enter", "t")
        await page.sees("Case 'C-0001' is not yours: what became of it is said by Bo Chen, Ana Lima.")
        assert "How were they told" not in page.text


async def test_whoever_looks_in_the_name_of_another_reads_that_the_log_says_so(world: World, incident: str) -> None:
    async with opened(world.of(Actor(person="ana", on_behalf_of="bo")), incident=incident) as page:
        await page.press("K")
        await page.sees("I***")
        await page.press("b")
        await page.sees("name: Ito", "Shown in the name of Bo Chen; the log says that Ana Lima looked.")


async def test_a_customer_is_called_back_in_the_clear_only_after_an_entry(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("I***")
        await page.press("a")
        await page.sees("You own case C-0002")
        await page.press("b")
        await page.sees("name: Ito", "contact: ito@x.jp", "That you looked is in the log.")
        await page.press("1")
        await page.sees("Nobody was reached.")
        await page.press("b")
        await answer(page, ("What came of it?", "4"), ("What was said?", "refunded"))
        await page.sees("3 not told 2")
        await page.press("3")
        await page.loses("I***")
        await page.press("a", "b")
        await answer(page, ("What came of it?", "2"), ("What was said?", ""))
        await page.sees("gave a first answer: case C-0001")
        await page.press("b")
        await answer(page, ("What came of it?", "2"), ("What was said?", ""))
        await page.sees("3 not told 1")
    log = [type(entry.event).__name__ for entry in world.log.read(incident)]
    assert log.count("ContactsShown") == 4


async def test_whoever_neither_owns_a_case_nor_leads_is_shown_no_number(world: World, incident: str) -> None:
    world.does(incident, c.AcceptCases(by="ana", cases=(2,)))
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("K")
        await page.sees("I***")
        await page.press("b")
        await page.sees("How the customer of case 'C-0002' is reached is shown to Ana Lima")


async def test_of_an_erased_customer_nobody_can_be_called(world: World, incident: str) -> None:
    one = case(world, incident, 2)
    world.does(
        incident, c.EraseContents(by="ana", seq=one.seq, contents=(one.content_id,), because="asked", again=True)
    )
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("ERASED", "3 not told 2", "erased")
        await page.press("j", "j", "a")
        await page.sees("had the words of case 'C-0002' erased")
        await page.press("b")
        await page.sees("The words of this case were erased")


async def test_what_is_ticked_is_told_in_one_act_and_an_act_takes_the_ticks_away(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("I***")
        await page.press("space", "space")
        await page.sees("xC-0002", "xC-0001")
        await page.press("asterisk")
        await page.sees("3 ticked: the next act is for all of them.")
        await page.press("asterisk")
        await page.sees("0 ticked")
        await page.press("asterisk", "t")
        await answer(page, ("How were they told", "mail"))
        await page.sees("3 not told 0")
        assert "xC" not in page.text
    events = [entry.event for entry in world.log.read(incident)]
    assert [each.cases for each in events if type(each).__name__ == "CasesTold"] == [(1, 2, 3)]  # type: ignore[union-attr]


async def test_a_case_is_handed_on_and_needs_whoever_is_to_accept_it(world: World, incident: str) -> None:
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("K")
        await page.sees("4 yours 3")
        await page.press("o")
        await answer(page, ("Who is to accept it?", "1"), ("Why?", "off duty"))
        await page.sees("Ana Lima owns case C-0002 once they accept.", "handed on to Ana Lima")
    walk = moment_of(world, world.service.load(incident))
    assert "K: 1 case is handed on to you: C-0002" in needs(walk)
    world.does(incident, c.AcceptCases(by="ana", cases=(2,)))
    assert not [each for each in needs(moment_of(world, world.service.load(incident))) if "handed on" in each]


def test_an_erasure_needs_whoever_may_answer_it_or_asked_in_vain(world: World, incident: str) -> None:
    asked = c.ProposeErasure(by="bo", entries=(), because="asked for it", cases=(2,))
    world.of(BO).does(incident, asked)
    waits = 'K X: bo asks to erase the words of case C-0002: "asked for it"'
    assert waits in needs(moment_of(world, world.service.load(incident)))
    world.does(incident, c.DeclineErasure(by="ana", erasure="X1", because="still disputed"))
    said = 'declined your erasure X1, of case C-0002: "still disputed"'
    for who, is_told in ((world.of(BO), True), (world, False)):
        found = needs(moment_of(who, who.service.load(incident)))
        assert any(each.endswith(said) for each in found) is is_told


async def test_the_board_is_filtered_by_masked_words_and_by_what_waits(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("I***")
        await page.press("2")
        await page.loses("C-0003")
        await page.press("4")
        await page.sees("Nothing fits the filter. Names are masked: not searched.")
        await page.press("enter", "space", "b")
        await page.press("1")
        await page.sees("C-0003")
        await page.press("slash")
        await page.type("13800138000")
        await page.sees("Nothing fits the filter.")
        await page.press("escape", "slash")
        await page.type("i***@x***")
        await page.loses("C-0003")
        await page.sees("C-0002")


async def test_the_board_follows_what_others_take_in(world: World, incident: str) -> None:
    async with opened(world) as page:
        await page.sees("Line 3 is down")
        await page.press("K")
        await page.sees("1 all 3")
        world.of(BO).does(incident, c.ReceiveCases(by="bo", cases=(c.NewCase(words=words("Zoe", "5")),)))
        await page.sees("1 all 4", "Z***")
        world.clock.forward(minutes=2)
        await page.sees("late 1 h 2 min")


async def test_overdue_cases_need_somebody_on_the_walk_and_on_home(world: World, incident: str) -> None:
    walk = moment_of(world, world.service.load(incident))
    assert "K: 1 case is overdue: C-0002, answer late 1 h" in needs(walk)
    later = walk.at(world.clock.forward(hours=24))
    assert "K: 3 cases are overdue, first C-0001, answer late 00:00" in needs(later)
    world.does(incident, c.FinishCases(by="ana", cases=(1, 2, 3)))
    told = needs(moment_of(world, world.service.load(incident)))
    assert "K: 3 customers were not told what came of it, first C-0001" in told
    assert any(each.startswith("K: 3 customers to ask whether they are content") for each in told)


async def test_a_tall_window_shows_all_of_the_case_under_the_cursor(world: World, incident: str) -> None:
    async with opened(world, incident=incident, size=(120, 40)) as page:
        await page.press("K")
        await page.sees("what is asked for: refund", "first answer: due")
        await page.press("j")
        await page.sees("priority group: elderly customer")


async def test_a_case_that_a_later_one_repeats_names_it_before_anybody_calls(world: World, incident: str) -> None:
    world.of(BO).does(incident, c.LinkCase(by="bo", case=3, repeats=2))
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("repeated by case C-0003 (look there too: the contact may have")
        i18n.use("zh-CN")
        await page.press("j", "k")
        await page.sees("后续重复：工单 C-0003", "联系方式可能已更正")


async def test_a_closed_incident_is_read_and_its_customers_are_asked(world: World, incident: str) -> None:
    world.does(incident, c.FinishCases(by="ana", cases=(1, 2, 3), told=True))
    while items := build_checklist(world.service.load(incident), world.clock.now()).open_items:
        world.does(incident, c.RuleOutStep(by="ana", step=items[0].step.id, because="none here"))
    world.does(incident, c.CloseIncident(by="ana"))
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("C-0001")
        await page.press("o")
        await page.sees("closed")
        await page.press("b")
        await page.press("5", "f")
        await answer(page, ("How content are they?", "6"))
        await page.sees("Entered: case C-")


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_board_is_read_in_chinese_at_every_width(world: World, incident: str, width: int) -> None:
    i18n.use("zh-CN")
    async with opened(world, incident=incident, size=(width, 24)) as page:
        await page.press("K")
        await page.sees("工单", "已超时", "C-0002", "超时 1 小时")
        await page.press("o")
        await page.sees("转交：工单 C-0002")


async def test_where_all_of_a_case_stands_a_key_begins_the_act_about_this_one(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("C-0002")
        await page.press("space", "enter")
        await page.sees("INC-0001 C-0001", "e answer   t told   d finish")
        await page.press("m")
        await page.sees("C-0001", "Until when")
    assert case(world, incident, 2).accepted is None


async def test_sixty_cells_hold_every_counter_and_no_column_that_is_cut(world: World, incident: str) -> None:
    async with opened(world, incident=incident, size=(60, 20)) as page:
        await page.press("K")
        await page.sees("/ filter", "X erase", "Esc", "?")
        await page.sees("1 all 3", "3 not told 3", "5 to ask 0", "CUSTOMER", "OWNER")
        assert not any(row.rstrip().endswith((" W", " WH", " WHA")) for row in page.text.splitlines())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_every_counter_keeps_its_word_in_any_window(world: World, incident: str, width: int, language: str) -> None:
    i18n.use(language)
    walk = moment_of(world, world.service.load(incident))
    rows = view_words(register_of(walk.incident), walk, 1, width)
    said = "".join(row.plain for row in rows)
    assert max(map(width_of, rows)) <= width
    for words in ("1 all {count}", "2 OVERDUE {count}", "3 not told {count}", "4 yours {count}", "5 to ask {count}"):
        assert i18n._(words).partition("{")[0] in said


def test_a_case_whose_customer_was_not_told_stays_among_those_of_its_owner(world: World, incident: str) -> None:
    world.of(BO).does(incident, c.FinishCases(by="bo", cases=(1, 3)))
    world.of(BO).does(incident, c.TellCases(by="bo", cases=(3,)))
    walk = moment_of(world.of(BO), world.service.load(incident))
    register = register_of(walk.incident)
    assert sorted(numbers_asked_for(register, VIEWS[OWN].changed(owner="bo"), walk.now)) == [1, 2]
    assert "4 yours 2" in "".join(row.plain for row in view_words(register, walk, OWN, 80))


async def test_an_erasure_is_asked_for_and_answered_on_the_board(world: World, incident: str) -> None:
    """By two who are shown the contact; whoever is not reads who is before anything is typed."""
    world.does(incident, c.AssignRole(by="ana", role="customer-liaison", person="bo"))
    world.does(incident, c.AddNote(by="ana", text="Ito called again"))
    named = f"entry {world.service.load(incident).version}."
    async with opened(world.of(Actor(person="cy")), incident=incident) as page:
        await page.press("K")
        await page.sees("C-0002")
        await page.press("X")
        await page.sees("are erased by two who are shown its contact", "you are not. Ask Bo Chen, Ana Lima.")
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("C-0002")
        await page.press("X")
        await page.sees("Why must it go?", "What names these customers and stays:", named)
        await answer(page, ("Why must it go?", "asked for it"))
        await page.sees("Proposed, not erased yet.", "ERASURE X1, proposed by Ana Lima", "X answers")
    async with opened(world.of(BO), incident=incident) as page:
        await page.press("E", "X")
        await page.sees("What is it about?")
        await page.press("1")
        await page.sees("Shall it go?", "What names these customers and stays:", named)
        await page.press("escape")
        await page.sees("What is it about?")
        await page.press("escape")
        await page.until(lambda: "ERASE words" not in page.text, "the sheet alone")
        await page.press("escape", "K")
        await page.sees("ERASURE X1, proposed by Ana Lima")
        await page.press("X")
        await page.sees("Shall it go?", "What names these customers and stays:", named)
        await page.press("1")
        await page.sees("for ever?")
        await page.press("Z")
        await page.sees("gone; the record still verifies")
    assert case(world, incident, 2).erased is not None


async def test_the_filter_finds_the_group_of_a_customer(world: World, incident: str) -> None:
    async with opened(world, incident=incident) as page:
        await page.press("K")
        await page.sees("C-0002")
        await page.press("slash", *"elderly")
        await page.until(lambda: "C-0001" in page.text and "C-0002" not in page.text, "one case alone")
