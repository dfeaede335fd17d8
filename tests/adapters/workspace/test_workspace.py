from __future__ import annotations

from pathlib import Path

import pytest

from incident.adapters.workspace.finding import find_workspace
from incident.adapters.workspace.opening import FolderWorkspace, open_workspace
from incident.application.errors import NotFound
from incident.application.ports import OnUnknown, Person, Target
from tests.adapters.workspace.written import rewrite


def test_a_workspace_says_what_its_files_say(desk: FolderWorkspace, folder: Path) -> None:
    assert (desk.name, desk.root, desk.language, desk.zone) == ("Night desk", str(folder), "en", "Europe/Berlin")
    assert desk.contact == "service@example.org"
    assert desk.database == str(folder / "incident.db")


def test_people_are_found_by_id_and_by_login(desk: FolderWorkspace) -> None:
    bo = Person(
        id="bo", name="阿波", language="zh-CN", logins=("bo", "abo"), roles=("technical",), reach=(("chat", ""),)
    )
    assert desk.directory.person("bo") == bo == desk.directory.person_of_login("abo")
    assert desk.directory.person_of_login("nobody") is None
    assert [person.id for person in desk.directory.people()] == ["ana", "bo", "mara"]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("5000", "5000"),
        ("+44 20 7946 0018", "+44 20 7946 0018"),
        ("020 5555 0118", "020 5555 0118"),
        ("(010) 5555-0118 转 12", "(010) 5555-0118 转 12"),
        ('""', ""),
    ],
)
def test_a_telephone_number_is_kept_as_it_is_dialled(folder: Path, written: str, number: str) -> None:
    rewrite(folder / "people.yaml", "name: Ana", f"name: Ana, phone: {written}")
    person = open_workspace(folder, None).directory.person("ana")
    assert person is not None
    assert (person.phone, person.can_be_reached) == (number, bool(number))


def test_targets_carry_a_reference_and_their_options(desk: FolderWorkspace) -> None:
    assert desk.directory.target("mail") == Target(
        id="mail",
        exercise=False,
        kind="smtp",
        secret="env:MAIL_PASSWORD",
        options={"host": "mail.example.org", "port": "587", "sender": "i@example.org"},
    )
    assert [(target.id, target.on_unknown) for target in desk.directory.targets()] == [
        ("chat", OnUnknown.REPEAT),
        ("drill", OnUnknown.HOLD),
        ("mail", OnUnknown.HOLD),
    ]


def test_a_folder_without_its_first_file_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refusal:
        open_workspace(tmp_path, None)
    assert refusal.value.fields["kind"] == "workspace"


def test_people_and_targets_may_come_later(folder: Path) -> None:
    (folder / "people.yaml").unlink()
    (folder / "targets.yaml").unlink()
    assert open_workspace(folder, None).directory.people() == ()


def test_a_workspace_of_nobody_is_not_there() -> None:
    with pytest.raises(NotFound) as refusal:
        find_workspace("~nobody-of-that-name/desk", {})
    assert refusal.value.fields["name"] == "~nobody-of-that-name/desk"
