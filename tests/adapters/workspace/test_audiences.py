from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.config import Audience, Entry
from incident.adapters.workspace.opening import FolderWorkspace, open_workspace
from incident.application.errors import DocumentError
from incident.application.ports import Recipient
from incident.domain.messages.alone import EVERYBODY, alone
from tests.adapters.workspace.written import NOW, rewrite


def test_an_audience_is_told_in_its_own_language(desk: FolderWorkspace) -> None:
    assert desk.directory.audience("customers", {}, exercise=False, at=NOW) == (
        Recipient(name="Customers", target_id="mail", address="list@example.org", language="zh-CN"),
    )


def test_an_exercise_reaches_exercise_targets_and_no_others(desk: FolderWorkspace) -> None:
    (customers,) = desk.directory.audience("customers", {}, exercise=True, at=NOW)
    assert (customers.target_id, customers.name, customers.language) == ("drill", "customers", "en")
    assert desk.directory.audience("agents", {}, exercise=True, at=NOW) == ()
    (mara,) = desk.directory.audience("executives", {"commander": "mara"}, exercise=True, at=NOW)
    assert mara.target_id == "drill"


def test_whoever_holds_the_role_is_told_once(desk: FolderWorkspace) -> None:
    told = desk.directory.audience("executives", {"commander": "bo"}, exercise=False, at=NOW)
    assert [(recipient.name, recipient.target_id) for recipient in told] == [("阿波", "chat"), ("Mara Weiss", "mail")]
    twice = desk.directory.audience("executives", {"commander": "mara"}, exercise=False, at=NOW)
    assert [recipient.name for recipient in twice] == ["Mara Weiss"]


def test_one_channel_may_be_told_in_two_languages(desk: FolderWorkspace) -> None:
    agents = desk.directory.audience("agents", {}, exercise=False, at=NOW)
    assert [(recipient.target_id, recipient.language) for recipient in agents] == [("chat", "en"), ("chat", "zh-CN")]


def test_everybody_is_each_person_on_every_way_and_each_channel_inside_once(desk: FolderWorkspace) -> None:
    told = desk.directory.audience(EVERYBODY, {}, exercise=False, at=NOW)
    ways = [(each.name, each.target_id, each.address, each.person) for each in told]
    assert ways == [("阿波", "chat", "", "bo"), ("Mara Weiss", "mail", "mara@example.org", "mara")]
    (drill,) = desk.directory.audience(EVERYBODY, {}, exercise=True, at=NOW)
    assert (drill.name, drill.target_id) == ("Mara Weiss", "drill")


def test_one_person_is_an_audience_that_no_file_names(desk: FolderWorkspace) -> None:
    (mara,) = desk.directory.audience(alone("mara"), {}, exercise=False, at=NOW)
    assert (mara.person, mara.target_id) == ("mara", "mail")
    assert desk.directory.audience(alone("ana"), {}, exercise=False, at=NOW) == ()
    assert desk.directory.audience(alone("nobody"), {}, exercise=False, at=NOW) == ()


def test_a_target_says_where_its_messages_go_when_it_refuses_them_for_good(folder: Path) -> None:
    rewrite(folder / "targets.yaml", "on_unknown: repeat}", "fallback: {target: mail, address: a@example.org}}")
    chat = open_workspace(folder, None).directory.target("chat")
    assert chat is not None
    assert chat.fallback == ("mail", "a@example.org")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{target: mai, address: a@example.org}", "Did you mean 'mail'?"),
        ("{target: chat}", "The target 'chat' cannot be its own fallback."),
        ("{target: drill, address: a@example.org}", "Either 'chat' or its fallback is for exercises"),
        ("{target: mail}", "The target 'mail' sends mail and needs an address."),
    ],
)
def test_a_fallback_that_leads_nowhere_is_told(folder: Path, written: str, said: str) -> None:
    rewrite(folder / "targets.yaml", "on_unknown: repeat}", f"fallback: {written}}}")
    with pytest.raises(DocumentError) as refused:
        open_workspace(folder, None)
    assert said in " ".join(f"{each.message} {each.hint}" for each in refused.value.problems)


def test_a_site_and_a_list_tell_each_of_their_people(folder: Path) -> None:
    rewrite(folder / "people.yaml", "  ana: {name: Ana}", "  ana: {name: Ana, site: riga}\nlists: {floor: [bo, mara]}")
    rewrite(folder / "people.yaml", "name: Mara Weiss", "name: Mara Weiss\n    site: riga")
    rewrite(folder / "targets.yaml", "[{role: commander}, {person: mara}, {person: ana}]", "[{site: riga}]")
    rewrite(folder / "targets.yaml", "{person: bo}]}", "{list: floor}]}")
    directory = open_workspace(folder, None).directory
    told = directory.audience("executives", {}, exercise=False, at=NOW)
    assert [each.name for each in told] == ["Mara Weiss"]  # no way leads to Ana
    assert [each.id for each in directory.silent("executives", {}, exercise=False, at=NOW)] == ["ana"]
    assert directory.silent("agents", {}, exercise=False, at=NOW) == ()
    listed = directory.audience("agents", {}, exercise=False, at=NOW)
    assert [each.name for each in listed] == ["Agents", "阿波", "Mara Weiss"]
    (mara,) = directory.audience("executives", {}, exercise=True, at=NOW)
    assert mara.target_id == "drill"


def test_of_a_role_its_holder_is_silent_whom_no_way_leads_to_and_nobody_where_somebody_is_told(
    desk: FolderWorkspace,
) -> None:
    directory = desk.directory
    held = [directory.silent("executives", {"commander": who}, exercise=False, at=NOW) for who in ("ana", "bo")]
    assert [[each.id for each in people] for people in held] == [["ana"], ["ana"]]
    assert directory.silent("nobody-knows-it", {}, exercise=False, at=NOW) == ()


def test_who_is_reached_at_one_place_is_told_there_once_and_known_as_told(folder: Path) -> None:
    way = "{name: Ana, reach: [{target: mail, address: mara@example.org}]}"
    rewrite(folder / "people.yaml", "  ana: {name: Ana}", f"  ana: {way}")
    directory = open_workspace(folder, None).directory
    (shared,) = directory.audience("executives", {"commander": "mara"}, exercise=False, at=NOW)
    assert (shared.person, shared.others) == ("mara", ("ana",))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{site: rgia}", "Nobody is at the site 'rgia'."),
        ("{list: floors}", "There is no list 'floors'."),
        ("{list: floor, person: bo}", "exactly one of"),
    ],
)
def test_a_site_or_a_list_that_is_not_there_is_told(folder: Path, entry: str, said: str) -> None:
    rewrite(folder / "people.yaml", "  ana: {name: Ana}", "  ana: {name: Ana, site: riga}\nlists: {floor: [bo, who]}")
    rewrite(folder / "targets.yaml", "{person: bo}]}", f"{entry}]}}")
    with pytest.raises(DocumentError) as refused:
        open_workspace(folder, None)
    words = " ".join(each.message for each in refused.value.problems)
    assert said in words
    assert "There is no person 'who'." in words


def test_an_unknown_audience_reaches_nobody(desk: FolderWorkspace) -> None:
    assert desk.directory.audience("press", {}, exercise=False, at=NOW) == ()
    assert desk.directory.audiences()[2] == Audience(
        id="executives", external=False, who=(Entry(role="commander"), Entry(person="mara"), Entry(person="ana"))
    )
