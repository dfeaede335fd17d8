"""A shift goes over line by line: heard, said back, accepted, and command taken by the phrase."""

from __future__ import annotations

from incident import i18n
from incident.domain.commands import OfferHandover, TakeCommand
from incident.domain.evolve import fold
from incident.walk.drafts import Draft, Drafts
from tests.cli.walk.conftest import Aloud


def _about(heard: list[str], words: str) -> list[str]:
    return [line for line in heard if words in line]


def _commander(aloud: Aloud) -> str | None:
    return fold(aloud.incident, aloud.world.log.read(aloud.incident)).person_of("commander")


def test_a_whole_hand_over_is_done_line_by_line(aloud: Aloud) -> None:
    heard = aloud("briefing", "H", "1", "the vendor is silent", "")
    assert _about(heard, "SITUATION")
    assert _about(heard, "Nothing has moved yet")
    heard = aloud("H", "call Tran", "the peak", "06:16", "handover", "1", "T", "I HAVE COMMAND", person="bo")
    assert _about(heard, "NEEDS YOU: H: Ana Lima hands over to you (H1): read it and say it back")
    assert _about(heard, "You have command. Every screen says so.")
    assert _commander(aloud) == "bo"
    assert [name for name in aloud.timeline if name.startswith(("Handover", "Command"))] == [
        "HandoverOffered",
        "HandoverReadBack",
        "HandoverAccepted",
        "CommandTaken",
    ]


def test_anything_but_the_phrase_moves_nothing(aloud: Aloud) -> None:
    aloud.by("ana", OfferHandover(by="ana", to="bo", worry="x"))()
    heard = aloud("command", "yes", person="bo")
    assert _about(heard, "was not read back yet")
    heard = aloud("H", "a", "b", "c", "command", "yes", person="bo")
    assert _about(heard, "Nothing happened.")
    assert _commander(aloud) == "ana"


def test_the_others_hear_who_has_command(aloud: Aloud) -> None:
    heard = aloud(aloud.by("bo", TakeCommand(by="bo", because="Ana is ill")), "where")
    assert _about(heard, "COMMAND: Bo Chen has command now, no longer Ana Lima")


def test_it_is_called_off_and_said_in_chinese(aloud: Aloud) -> None:
    aloud.by("ana", OfferHandover(by="ana", to="bo", worry="x"))()
    i18n.use("zh-CN")
    heard = aloud("说明", "撤回", "")
    assert _about(heard, "情况")
    assert "HandoverWithdrawn" in aloud.timeline


def test_a_half_typed_note_goes_along_when_its_giver_says_so(aloud: Aloud) -> None:
    drafts = Drafts(aloud.drafts, "ana")
    drafts.keep(Draft(flow="note", incident=aloud.incident, typed="half a thought", is_parked=True))
    drafts.close()
    heard = aloud("H", "1", "the vendor", "1", "")
    assert _about(heard, 'Half typed here: m: "half a thought"')
    assert _about(heard, "Nothing has moved yet")
    aloud("H", "a", "b", "c", "handover", "1", "T", "I HAVE COMMAND", person="bo")
    assert "words:H1" in fold(aloud.incident, aloud.world.log.read(aloud.incident)).handovers["H1"].accepted
    assert not _about(aloud("where"), "with nobody")
