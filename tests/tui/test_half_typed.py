"""What stands half typed, of every kind that is kept: whoever hands over reads it, and it can go along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from incident import i18n
from incident.application.ports import Offer
from incident.domain import commands as c
from incident.domain.incident import COMMANDER
from incident.domain.runbooks.outline import outline_of
from incident.walk.drafts import Draft, Drafts
from incident.walk.flows.asking import Flow
from incident.walk.flows.conversation import Conversation
from incident.walk.flows.declaring import DeclareFlow
from incident.walk.flows.marking import MarkFlow
from incident.walk.half_typed import going_along, half_typed_lines, left_behind_words, with_half_typed
from incident.walk.moment import Walk
from incident.wording.speech import Speech
from tests.bundles import a_bundle
from tests.fakes import START
from tests.tui.worlds import BO, World


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    """Those of Ana."""
    with closing(Drafts(tmp_path / ".drafts", "ana")) as found:
        found.keep(Draft(flow="hand-over", incident="INC-0001", typed="what is being offered now"))
        yield found


def seen(world: World, incident: str, drafts: Drafts) -> Walk:
    walk = Walk(incident=world.service.load(incident), person="ana", speech=Speech(), now=world.clock.now())
    return with_half_typed(walk, drafts)


def left(flow: Flow, drafts: Drafts, incident: str, *answers: str, typed: str = "") -> None:
    """Answer so far, then put it aside."""
    talk = Conversation(flow, drafts=drafts, incident=incident)
    for each in answers:
        talk.take(each)
    talk.leave(typed)


def a_declaration() -> DeclareFlow:
    offer = Offer("outage.line", outline_of(a_bundle()), a_bundle)
    return DeclareFlow(offers=[offer], speech=Speech(), person="ana", now=START, zone="UTC", contact="bridge 7")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_one_word_of_a_declaration_that_was_begun_is_named_and_goes_along(
    world: World, drafts: Drafts, language: str
) -> None:
    i18n.use(language)
    incident, flow = world.declared(), a_declaration()
    left(flow, drafts, "", "Chatless")
    walk = seen(world, incident, drafts)
    assert half_typed_lines(walk) == [i18n._('{title}: "{words}"').format(title=flow.title, words="Chatless")]
    (said,) = going_along(walk)
    assert said == i18n._('{title}: "{words}"').format(title=flow.title, words="Chatless")
    world.does(incident, c.OfferHandover(by="ana", to="bo", worry="x", half_typed=said))
    for other in i18n.LANGUAGES:
        i18n.use(other)
        assert left_behind_words(seen(world, incident, drafts)) == ""


def test_a_choice_is_nothing_that_was_typed_in_whichever_letters_it_is_kept(world: World, drafts: Drafts) -> None:
    incident = world.declared()
    drafts.keep(Draft(flow="role", incident=incident, answers={"role": COMMANDER, "who": "陈波"}, is_parked=True))
    assert half_typed_lines(seen(world, incident, drafts)) == []


def test_a_value_that_waits_for_the_second_person_is_named_until_the_step_is_marked(
    world: World, drafts: Drafts
) -> None:
    incident = world.declared()
    world.does(incident, c.TakeStep(by="ana", step="fix"))
    kept = Draft(flow="mark.fix", about="AS EXPECTED", incident=incident, answers={"value": "40"}, own=("value",))
    drafts.keep(replace(kept, is_kept=True))
    assert going_along(seen(world, incident, drafts)) == ('AS EXPECTED: "40"',)
    world.of(BO).does(incident, c.CompleteStep(by="bo", step="fix", value="41"))
    assert going_along(seen(world, incident, drafts)) == ()


def test_what_went_along_is_with_somebody_and_a_longer_number_does_not_stand_for_it(
    world: World, drafts: Drafts
) -> None:
    incident = world.declared()
    walk = seen(world, incident, drafts)
    item = walk.checklist.item("calls")
    assert item is not None
    left(MarkFlow(walk=walk, item=item, people=()), drafts, incident, typed="4")
    world.does(incident, c.OfferHandover(by="ana", to="bo", worry="x", half_decided="40 lines"))
    assert '"4"' in left_behind_words(seen(world, incident, drafts))
    (said,) = going_along(seen(world, incident, drafts))
    world.does(incident, c.WithdrawHandover(by="ana", handover="H1"))
    world.does(incident, c.OfferHandover(by="ana", to="bo", worry="x", half_typed=said))
    assert left_behind_words(seen(world, incident, drafts)) == ""


def test_what_an_evaluator_has_half_typed_is_named_and_never_goes_where_players_read(
    world: World, drafts: Drafts
) -> None:
    incident = world.declared()
    drafts.keep(Draft(flow="rate", about="RATE", incident=incident, typed="slow", is_parked=True))
    walk = seen(world, incident, drafts)
    assert (half_typed_lines(walk), going_along(walk)) == (['RATE: "slow"'], ())
