from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incident.adapters.workspace.checking import check_workspace
from incident.adapters.workspace.config import Audience, Entry
from incident.adapters.workspace.files import FILES
from incident.adapters.workspace.finding import cache_folder, default_workspace, find_workspace
from incident.adapters.workspace.opening import FolderWorkspace, open_workspace
from incident.adapters.workspace.starter import Starter, init_workspace
from incident.application.errors import DocumentError, NotFound, WorkspaceExists
from incident.application.holding import held_or_why
from incident.application.ports import OnUnknown, Person, Recipient, Target
from incident.assembly import Program
from incident.domain.alone import EVERYBODY, alone
from incident.domain.runbook import Runbook
from tests import bundles
from tests.conftest import CHECKOUT

SETTINGS = """\
format: workspace/1
name: Night desk
language: en
zone: Europe/Berlin
public_contact: service@example.org
"""
PEOPLE = """\
format: people/1
people:
  mara:
    name: Mara Weiss
    logins: [mara]
    roles: [commander, scribe]
    reach: [{target: drill, address: mara@example.org}, {target: mail, address: mara@example.org}]
  bo: {name: 阿波, language: zh-CN, logins: [bo, abo], roles: [technical], reach: [{target: chat}]}
  ana: {name: Ana}
"""
NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
TARGETS = """\
format: targets/1
targets:
  mail: {kind: smtp, secret: env:MAIL_PASSWORD, options: {host: mail.example.org, port: 587, sender: i@example.org}}
  chat: {kind: apprise, secret: file:secrets/chat, on_unknown: repeat}
  drill: {kind: smtp, exercise: true, options: {host: localhost, sender: x@example.org}}
audiences:
  customers:
    external: true
    who:
      - {target: mail, address: list@example.org, language: zh-CN, name: Customers}
      - {target: drill, address: drill@example.org}
  agents: {who: [{target: chat, name: Agents}, {person: bo}]}
  executives: {who: [{role: commander}, {person: mara}, {person: ana}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    for name, text in zip(FILES, (SETTINGS, PEOPLE, TARGETS), strict=True):
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def desk(folder: Path) -> FolderWorkspace:
    return open_workspace(folder, None)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_what_the_files_said_before_holds_while_one_of_them_is_wrong(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = open_workspace(folder, cache).config
    _change(folder / "targets.yaml", "format: targets/1", "format: targets/1\ntargtes: {}")
    now = open_workspace(folder, cache)
    assert now.config == before
    assert [Path(problem.path).name for problem in now.stale_because] == ["targets.yaml"]
    _change(folder / "targets.yaml", "\ntargtes: {}", "")
    assert not open_workspace(folder, cache).stale_because


def test_a_file_that_is_right_counts_while_another_is_wrong(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_workspace(folder, cache)
    _change(folder / "people.yaml", "format: people/1", "format: people/1\npepole: {}")
    _change(folder / "targets.yaml", "chat: {kind", "chat: {exercise: true, kind")
    now = open_workspace(folder, cache)
    assert [Path(problem.path).name for problem in now.stale_because] == ["people.yaml"]
    chat = now.directory.target("chat")
    assert chat is not None
    assert chat.exercise


def test_a_file_that_cannot_be_read_says_what_it_said_before(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = open_workspace(folder, cache).config
    (folder / "people.yaml").unlink()
    (folder / "people.yaml").mkdir()
    now = open_workspace(folder, cache)
    assert now.config == before
    assert now.stale_because


def test_a_file_that_was_away_for_a_while_is_not_held_for_empty(folder: Path, tmp_path: Path) -> None:
    cache, people = tmp_path / "cache", folder / "people.yaml"
    written, routes = people.read_bytes(), (folder / "targets.yaml").read_bytes()
    before = open_workspace(folder, cache).config
    people.unlink()
    (folder / "targets.yaml").unlink()
    assert not open_workspace(folder, cache).config.people
    people.write_bytes(written + b"pepole: {}\n")
    (folder / "targets.yaml").write_bytes(routes)
    assert open_workspace(folder, cache).config == before


@pytest.mark.parametrize("changed", ["name: Day desk", "name: Night desk\nsandbox: true"])
def test_beside_other_settings_nothing_of_before_holds(folder: Path, tmp_path: Path, changed: str) -> None:
    """Another team's folder that stands in the place now, another log, a sandbox that is none any more."""
    cache = tmp_path / "cache"
    open_workspace(folder, cache)
    _change(folder / "incident.yaml", "name: Night desk", changed)
    _change(folder / "targets.yaml", "format: targets/1", "format: targets/1\ntargtes: {}")
    with pytest.raises(DocumentError):
        open_workspace(folder, cache)


def test_wrong_settings_hold_nobody_to_what_they_said_before(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    open_workspace(folder, cache)
    _change(folder / "incident.yaml", "name: Night desk", "naem: Night desk")
    with pytest.raises(DocumentError):
        open_workspace(folder, cache)


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
    _change(folder / "people.yaml", "name: Ana", f"name: Ana, phone: {written}")
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


SMS = (
    "texts: {kind: aliyun-sms, secret: 'env:KEY', options: {user: LTAI1, sign: 某某银行, template: SMS_1, longest: 40, "
    "variables: {number: incident, what: title}}}"
)


def test_a_template_code_is_configured_with_its_variables_in_order(folder: Path) -> None:
    _change(folder / "targets.yaml", "audiences:\n", f"  {SMS}\naudiences:\n")
    _change(folder / "people.yaml", "name: Ana", "name: Ana, reach: [{target: texts, address: 13800138000}]")
    directory = open_workspace(folder, None).directory
    target, ana = directory.target("texts"), directory.person("ana")
    assert target is not None
    assert ana is not None
    assert target.options == {
        "user": "LTAI1",
        "sign": "某某银行",
        "template": "SMS_1",
        "longest": "40",
        "variables": "number=incident,what=title",
    }
    assert ana.reach == (("texts", "13800138000"),)


@pytest.mark.parametrize(
    ("old", "new", "told", "hint"),
    [
        ("sign: 某某银行, ", "", "The target 'texts' lacks 'sign'.", "approved to stand before"),
        (
            ", variables: {number: incident, what: title}",
            "",
            "The target 'texts' lacks 'variables'.",
            "such as what: title",
        ),
        ("template: SMS_1, ", "", "The target 'texts' lacks 'template'.", "SMS_154950909"),
        ("user: LTAI1, ", "", "The target 'texts' lacks 'user'.", "id of the key"),
        ("secret: 'env:KEY', ", "", "The target 'texts' lacks 'secret'.", ""),
        ("user: LTAI1", "user: LTAI1, app: 1", "'app' is no option of targets of the kind 'aliyun-sms'.", ""),
        ("what: title", "what: heading", "'what' cannot be 'heading'.", "One of: incident, message, text, title."),
        ("kind: aliyun-sms", "kind: aliyun_sms", "'kind' cannot be 'aliyun_sms'.", "Did you mean 'aliyun-sms'?"),
        (
            "longest: 40, variables: {number: incident, what: title}}",
            "variables: {number: incident}}, exercise: true",
            "The target 'texts' is for exercises, and none of its variables can carry the mark.",
            "Give one of them title or text.",
        ),
    ],
)
def test_a_template_that_cannot_be_filled_is_told_with_what_is_missing(
    folder: Path, old: str, new: str, told: str, hint: str
) -> None:
    _change(folder / "targets.yaml", "audiences:\n", f"  {SMS}\naudiences:\n")
    _change(folder / "targets.yaml", old, new)
    (problem,) = check_workspace(folder)
    assert problem.message == told
    assert hint in problem.hint


@pytest.mark.parametrize("address", ["", "ana@example.org", "020 7946 0018"])
def test_a_telephone_is_reached_by_a_number_of_one_country(folder: Path, address: str) -> None:
    _change(folder / "targets.yaml", "audiences:\n", f"  {SMS}\naudiences:\n")
    _change(folder / "people.yaml", "name: Ana", f'name: Ana, reach: [{{target: texts, address: "{address}"}}]')
    (problem,) = check_workspace(folder)
    assert problem.message == "The target 'texts' reaches telephones and needs a number with its country."
    assert problem.hint == "Write address: +86 138 0013 8000."


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
    _change(folder / "targets.yaml", "on_unknown: repeat}", "fallback: {target: mail, address: a@example.org}}")
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
    _change(folder / "targets.yaml", "on_unknown: repeat}", f"fallback: {written}}}")
    with pytest.raises(DocumentError) as refused:
        open_workspace(folder, None)
    assert said in " ".join(f"{each.message} {each.hint}" for each in refused.value.problems)


def test_a_site_and_a_list_tell_each_of_their_people(folder: Path) -> None:
    _change(folder / "people.yaml", "  ana: {name: Ana}", "  ana: {name: Ana, site: riga}\nlists: {floor: [bo, mara]}")
    _change(folder / "people.yaml", "name: Mara Weiss", "name: Mara Weiss\n    site: riga")
    _change(folder / "targets.yaml", "[{role: commander}, {person: mara}, {person: ana}]", "[{site: riga}]")
    _change(folder / "targets.yaml", "{person: bo}]}", "{list: floor}]}")
    directory = open_workspace(folder, None).directory
    told = directory.audience("executives", {}, exercise=False, at=NOW)
    assert [each.name for each in told] == ["Mara Weiss"]  # no way leads to Ana
    listed = directory.audience("agents", {}, exercise=False, at=NOW)
    assert [each.name for each in listed] == ["Agents", "阿波", "Mara Weiss"]
    (mara,) = directory.audience("executives", {}, exercise=True, at=NOW)
    assert mara.target_id == "drill"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{site: rgia}", "Nobody is at the site 'rgia'."),
        ("{list: floors}", "There is no list 'floors'."),
        ("{list: floor, person: bo}", "exactly one of"),
    ],
)
def test_a_site_or_a_list_that_is_not_there_is_told(folder: Path, entry: str, said: str) -> None:
    _change(folder / "people.yaml", "  ana: {name: Ana}", "  ana: {name: Ana, site: riga}\nlists: {floor: [bo, who]}")
    _change(folder / "targets.yaml", "{person: bo}]}", f"{entry}]}}")
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


def _place(path: Path, words: str) -> tuple[int, int]:
    before = path.read_text("utf-8").partition(words)[0]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize(
    ("file", "change", "at", "told"),
    [
        ("incident.yaml", ("Europe/Berlin", "Europe/Berln"), "Europe", "WS006 There is no time zone 'Europe/Berln'."),
        ("incident.yaml", ("language: en", "langauge: en"), "langauge", "WS002 Unknown key 'langauge'."),
        ("incident.yaml", ("name: Night desk", "name: b: c"), ": c", "WS001 A ':' stands where no key can be."),
        (
            "people.yaml",
            ("[bo, abo]", "[bo, mara]"),
            "mara], roles",
            "WS003 The login 'mara' belongs to 'mara' already.",
        ),
        ("people.yaml", ("name: Ana", "name: Ana, phone: ask"), "ask", "WS002 'phone' must be a telephone number"),
        ("people.yaml", ("{target: chat}", "{target: chta}"), "chta", "WS004 There is no target 'chta'."),
        (
            "people.yaml",
            ("mail, address: mara@example.org", "mail"),
            "{target: mail",
            "WS006 The target 'mail' sends mail",
        ),
        ("targets.yaml", ("person: bo", "person: bbo"), "bbo", "WS004 There is no person 'bbo'."),
        (
            "targets.yaml",
            ("role: commander", "role: comander"),
            "comander",
            "WS004 Nobody may fill the role 'comander'.",
        ),
        (
            "targets.yaml",
            ("{person: ana}", "{person: ana, role: x}"),
            "{person: ana",
            "WS002 An entry of an audience has",
        ),
        (
            "targets.yaml",
            ("{person: ana}", "{person: ana, name: A}"),
            "name: A}",
            "WS002 'name' comes from people.yaml",
        ),
        ("targets.yaml", ("external: true", "external: yes"), "yes", "WS002 'external' must be true or false"),
        (
            "targets.yaml",
            ("secret: file:secrets/chat, ", ""),
            "{kind: apprise",
            "WS002 The target 'chat' lacks 'secret'.",
        ),
        ("targets.yaml", ("host: localhost, ", ""), "{kind: smtp, exercise", "WS002 The target 'drill' lacks 'host'."),
        (
            "targets.yaml",
            ("on_unknown: repeat", "options: {port: 5}"),
            "port: 5}",
            "WS002 'port' is no option of targets",
        ),
        ("targets.yaml", ("on_unknown: repeat", "on_unknown: retry"), "retry", "WS002 'on_unknown' cannot be 'retry'."),
    ],
)
def test_a_mistake_is_told_where_it_stands(
    folder: Path, file: str, change: tuple[str, str], at: str, told: str
) -> None:
    _change(folder / file, *change)
    problem = next(each for each in check_workspace(folder) if f"{each.rule} {each.message}".startswith(told))
    assert Path(problem.path).name == file
    assert (problem.line, problem.column) == _place(folder / file, at)


@pytest.mark.parametrize(
    ("file", "change", "hint"),
    [
        ("incident.yaml", ("Europe/Berlin", "Europe/Berln"), "Did you mean 'Europe/Berlin'?"),
        ("people.yaml", ("{target: chat}", "{target: chta}"), "Did you mean 'chat'?"),
        ("targets.yaml", ("role: commander", "role: comander"), "Did you mean 'commander'?"),
        ("targets.yaml", ("on_unknown: repeat", "on_unknown: retry"), "One of: hold, repeat."),
    ],
)
def test_the_nearest_right_word_is_named(folder: Path, file: str, change: tuple[str, str], hint: str) -> None:
    _change(folder / file, *change)
    assert [problem.hint for problem in check_workspace(folder)] == [hint]


def test_all_mistakes_of_all_files_are_told_at_once(folder: Path) -> None:
    _change(folder / "incident.yaml", "Europe/Berlin", "Nowhere")
    _change(folder / "people.yaml", "{target: chat}", "{target: chta}")
    _change(folder / "targets.yaml", "person: bo", "person: bbo")
    with pytest.raises(DocumentError) as refusal:
        open_workspace(folder, None)
    assert [Path(problem.path).name for problem in refusal.value.problems] == list(FILES)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("targets.yaml", "env:MAIL_PASSWORD", "hunter2-hunter2"),
        ("targets.yaml", "file:secrets/chat", "slack://hunter2-hunter2/x/y"),
        ("targets.yaml", "port: 587", "password: hunter2-hunter2"),
        ("targets.yaml", "address: list@example.org", "address: https://hooks.example.org/hunter2-hunter2"),
        ("incident.yaml", "sandbox: false", "database: postgresql://i:hunter2-hunter2@db/i"),
    ],
)
def test_a_secret_in_a_file_is_refused_and_not_repeated(folder: Path, file: str, old: str, new: str) -> None:
    if file == "incident.yaml":
        (folder / file).write_text(SETTINGS + old + "\n", "utf-8")
    _change(folder / file, old, new)
    problems = check_workspace(folder)
    assert "WS005" in {problem.rule for problem in problems}
    assert "hunter2" not in str(problems)


def test_rules_of_law_that_do_not_compile_are_told_beside_the_rest(folder: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + "obligations: {jurisdictions: [cn]}\n", "utf-8")
    (folder / "runbooks").mkdir()
    (folder / "runbooks" / "house.yaml").write_text("format: obligations/1\nid: house\nstar: 1\n", "utf-8")
    program = Program(folder, cache=folder.parent / "cache")
    try:
        found = check_workspace(folder, program.register)
        assert {Path(problem.path).name for problem in found} == {"house.yaml"}
        assert program.workspace.names_law
        held_to, reason = held_or_why(program)
        assert (held_to, isinstance(reason, DocumentError)) == (None, True)
    finally:
        program.close()


def test_a_folder_without_its_first_file_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refusal:
        open_workspace(tmp_path, None)
    assert refusal.value.fields["kind"] == "workspace"


def test_people_and_targets_may_come_later(folder: Path) -> None:
    (folder / "people.yaml").unlink()
    (folder / "targets.yaml").unlink()
    assert open_workspace(folder, None).directory.people() == ()


def test_a_kept_workspace_is_the_same_until_a_file_changes(folder: Path) -> None:
    kept = cache_folder({"XDG_CACHE_HOME": str(folder.parent / "cache")})
    first = open_workspace(folder, kept)
    assert open_workspace(folder, kept) == first
    (entry,) = kept.glob("workspace-*")
    entry.write_bytes(entry.read_bytes()[:-5])
    assert open_workspace(folder, kept) == first
    _change(folder / "people.yaml", "name: Ana", "name: Eva")
    ana = open_workspace(folder, kept).directory.person("ana")
    assert ana is not None
    assert ana.name == "Eva"
    (folder / "people.yaml").unlink()
    assert open_workspace(folder, kept).stale_because
    with pytest.raises(DocumentError):
        open_workspace(folder, None)


def test_a_kept_workspace_is_read_without_the_compiler(folder: Path) -> None:
    question = (
        "import sys; from pathlib import Path; from incident.adapters.workspace.opening import open_workspace; "
        "from incident.adapters.workspace.finding import *; "
        f"folder = find_workspace({str(folder)!r}, {{}}); "
        f"kept = cache_folder({{'XDG_CACHE_HOME': {str(folder.parent / 'cache')!r}}}); "
        "print(open_workspace(folder, kept).directory.person('bo').id, "
        "*({'yaml', 'pydantic', 'lark'} & set(sys.modules)))"
    )
    answers = [
        subprocess.run([sys.executable, "-c", question], cwd=CHECKOUT, check=True, capture_output=True, text=True)
        for _ in range(2)
    ]
    assert set(answers[0].stdout.split()) == {"bo", "yaml", "pydantic"}
    assert answers[1].stdout.split() == ["bo"]


def test_the_nearest_workspace_above_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    below = folder / "runbooks" / "en"
    below.mkdir(parents=True)
    assert find_workspace(None, {}, below) == folder
    monkeypatch.chdir(below)
    assert find_workspace(None, {}) == folder


def test_where_none_is_above_the_persons_own_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    own = default_workspace()
    with pytest.raises(NotFound) as refusal:
        find_workspace(None, {}, tmp_path)
    assert refusal.value.fields == {"kind": "workspace", "name": str(own)}
    own.mkdir(parents=True)
    (own / "incident.yaml").write_text(SETTINGS, "utf-8")
    assert find_workspace(None, {}, tmp_path) == own


def test_a_workspace_that_was_named_is_not_looked_for_elsewhere(folder: Path, tmp_path: Path) -> None:
    """What is asked for goes before what the environment names."""
    wrong = str(tmp_path / "nowhere")
    assert find_workspace(str(folder), {"INCIDENT_HOME": wrong}) == folder
    assert find_workspace(None, {"INCIDENT_HOME": str(folder)}) == folder
    for asked, environment in ((wrong, {"INCIDENT_HOME": str(folder)}), (None, {"INCIDENT_HOME": wrong})):
        with pytest.raises(NotFound) as refusal:
            find_workspace(asked, environment, folder)
        assert refusal.value.fields["name"] == wrong


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_first_workspace_is_valid_as_it_is_written(tmp_path: Path, language: str) -> None:
    starter = Starter(
        name='Night "desk": $x\x1b[2J', language=language, zone="Asia/Shanghai", person="阿波", login="DESK\\Bo.W"
    )
    written = init_workspace(tmp_path / "desk", starter)
    assert {path.name for path in written} == {*FILES, ".gitignore"}
    assert check_workspace(tmp_path / "desk") == []
    desk = open_workspace(tmp_path / "desk", None)
    assert (desk.name, desk.language, desk.zone) == ('Night "desk": $x[2J', language, "Asia/Shanghai")
    person = desk.directory.person_of_login("DESK\\Bo.W")
    assert person is not None
    assert (person.id, person.name, person.language) == ("desk-bo-w", "阿波", language)
    assert all(root.is_dir() for root in desk.library_roots)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_examples_of_a_first_workspace_are_valid_too(tmp_path: Path, language: str) -> None:
    starter = Starter(name="Desk", language=language, zone="UTC", person="Bo", login="bo")
    init_workspace(tmp_path, starter)
    for name in FILES[1:]:
        text = (tmp_path / name).read_text("utf-8")
        text = (
            text.replace("targets: {}", "targets:")
            .replace("who: []", "who:")
            .replace("rota: {}", "rota:")
            .replace("\n#  ", "\n  ")
        )
        (tmp_path / name).write_text(text, "utf-8")
    assert check_workspace(tmp_path) == []
    desk = open_workspace(tmp_path, None)
    assert len(desk.directory.targets()) == 8
    assert [[layer.name for layer in rota.layers] for rota in desk.config.rotas] == [["first", "holidays"]]


def test_nothing_is_overwritten(folder: Path) -> None:
    (folder / "incident.yaml").unlink()
    starter = Starter(name="Desk", language="en", zone="UTC", person="Bo", login="bo")
    with pytest.raises(WorkspaceExists) as refusal:
        init_workspace(folder, starter)
    assert refusal.value.fields["path"] == str(folder / "people.yaml")
    assert not (folder / "incident.yaml").exists()
    assert (folder / "people.yaml").read_text("utf-8") == PEOPLE


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("words", ["hello", "1", "1.5", "true", "null", "~", "", "[]", "[a, b]", "- a", "secret"])
def test_a_document_that_is_no_mapping_has_one_mistake_at_its_place(folder: Path, file: str, words: str) -> None:
    (folder / file).write_text(words, "utf-8")
    (found,) = (each for each in check_workspace(folder) if each.path.endswith(file))
    assert (found.line, found.column) == (1, 1)


@pytest.mark.parametrize("file", FILES)
def test_a_document_that_is_a_secret_is_refused_and_not_repeated(folder: Path, file: str) -> None:
    (folder / file).write_text("'smtp://mara:hunter2@mail.example.org'", "utf-8")
    (found,) = (each for each in check_workspace(folder) if each.path.endswith(file))
    assert (found.rule, found.line, found.column) == ("WS005", 1, 1)
    assert "hunter2" not in found.message + found.hint


def test_a_workspace_of_nobody_is_not_there() -> None:
    with pytest.raises(NotFound) as refusal:
        find_workspace("~nobody-of-that-name/desk", {})
    assert refusal.value.fields["name"] == "~nobody-of-that-name/desk"


ESCALATE = """\
  executives:
    who: [{role: commander}]
    escalate: {after: 3m, then: [{person: mara}, {person: ana}, {target: chat, name: Duty phone}]}
"""


@pytest.fixture
def waited_for(folder: Path) -> Path:
    """A folder in which somebody waits for the executives' answer."""
    line = "  executives: {who: [{role: commander}, {person: mara}, {person: ana}]}\n"
    _change(folder / "targets.yaml", line, ESCALATE)
    return folder


def test_an_escalation_goes_by_the_ways_that_fit_of_each_who_is_next(waited_for: Path) -> None:
    directory = open_workspace(waited_for, None).directory
    found = directory.escalation("executives", {}, exercise=False, at=NOW)
    assert found is not None
    assert found.after == timedelta(minutes=3)
    assert [[(way.person, way.target_id) for way in each] for each in found.then] == [
        [("mara", "mail")],
        [("", "chat")],
    ]
    assert [way.target_id for way in directory.ways("mara", exercise=True)] == ["drill"]
    assert directory.escalation("customers", {}, exercise=False, at=NOW) is None


def test_an_escalation_of_an_exercise_finds_exercise_targets_and_no_others(waited_for: Path) -> None:
    found = open_workspace(waited_for, None).directory.escalation("executives", {}, exercise=True, at=NOW)
    assert found is not None
    assert [[way.target_id for way in each] for each in found.then] == [["drill"]]


@pytest.mark.parametrize(
    ("was", "written", "rule", "words"),
    [
        ("{person: ana}", "{person: anna}", "WS004", "There is no person 'anna'."),
        ("{person: ana}", "{}", "WS002", "exactly one of"),
        ("after: 3m", "after: 20s", "WS006", "between 30 seconds and 1 hour"),
        ("after: 3m", "after: 2d", "WS006", "between 30 seconds and 1 hour"),
        (", then: [{person: mara}, {person: ana}, {target: chat, name: Duty phone}]", "", "WS006", "leads nowhere"),
        ("after: 3m, ", "", "WS002", "after"),
    ],
)
def test_a_wrong_escalation_is_told_where_it_stands(
    waited_for: Path, was: str, written: str, rule: str, words: str
) -> None:
    _change(waited_for / "targets.yaml", was, written)
    (found,) = check_workspace(waited_for)
    assert found.rule == rule
    assert words in found.message
    assert found.line >= 12


LINKS = "links: {public_url: https://incident.example.org/desk, secret: env:LINK_KEY}\n"


def test_links_are_switched_on_by_their_address_and_a_key(folder: Path, tmp_path: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + LINKS, "utf-8")
    for _read in ("compiled", "from the cache"):
        page = open_workspace(folder, tmp_path / "cache").config.settings.links
        assert page is not None
        assert (page.public_url, page.secret) == ("https://incident.example.org/desk", "env:LINK_KEY")


@pytest.mark.parametrize(
    ("was", "written", "rule"),
    [
        ("https://incident.example.org/desk", "incident.example.org", "WS006"),
        ("https://incident.example.org/desk", "https://incident.example.org/?a=b", "WS006"),
        ("env:LINK_KEY", "0123456789abcdef0123456789abcdef", "WS005"),
        (", secret: env:LINK_KEY", "", "WS002"),
    ],
)
def test_wrong_links_are_told_where_they_stand(folder: Path, was: str, written: str, rule: str) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + LINKS.replace(was, written), "utf-8")
    (found,) = check_workspace(folder)
    assert (found.rule, found.line) == (rule, 6)


def test_an_escalation_comes_from_the_cache_as_it_was_compiled(waited_for: Path, tmp_path: Path) -> None:
    first, again = (open_workspace(waited_for, tmp_path / "cache").config.audiences for _read in range(2))
    assert first == again
    assert again[-1].escalate is not None


NIGHT = """\
night:
  begins: "22:00"
  ends: "06:30"
  texts:
    - {runbook: outage.core-channel, revision: 4, template: outage-first, by: mara}
"""


def a_runbook(id_: str = "outage.core-channel", revision: int = 4) -> Runbook:
    return replace(bundles.a_runbook(), id=id_, revision=revision)


@pytest.mark.parametrize(
    ("local", "ends"),
    [
        ("2026-11-21 22:00", "2026-11-22 06:30"),
        ("2026-11-22 03:00", "2026-11-22 06:30"),
        ("2026-10-25 02:30", "2026-10-25 06:30"),
        ("2026-11-22 06:30", ""),
        ("2026-11-21 21:59", ""),
    ],
)
def test_a_text_that_was_approved_beforehand_may_leave_by_the_teams_own_night(
    folder: Path, local: str, ends: str
) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + NIGHT, "utf-8")
    zone = ZoneInfo("Europe/Berlin")
    directory = open_workspace(folder, folder / "cache").directory
    at = datetime.fromisoformat(local).replace(tzinfo=zone).astimezone(UTC)
    found = directory.preapproval(a_runbook(), "outage-first", at)
    until = datetime.fromisoformat(ends).replace(tzinfo=zone) if ends else None
    assert (found and (found.by, found.until)) == (until and ("mara", until))


def test_the_key_of_pagerduty_is_a_reference_as_every_secret(folder: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + LINKS.replace("}", ", pagerduty: {secret: env:PD}}"), "utf-8")
    page = open_workspace(folder, None).config.settings.links
    assert page is not None
    assert page.pagerduty == "env:PD"
    (folder / "incident.yaml").write_text(SETTINGS + LINKS.replace("}", ", pagerduty: {secret: abc}}"), "utf-8")
    (found,) = check_workspace(folder)
    assert found.rule == "WS005"


def test_no_other_text_and_no_other_revision_leaves_by_night(folder: Path) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + NIGHT, "utf-8")
    directory = open_workspace(folder, None).directory
    night = datetime(2026, 11, 22, 1, tzinfo=UTC)
    assert directory.preapproval(a_runbook(), "outage-first", night)
    assert directory.preapproval(a_runbook(), "outage-end", night) is None
    assert directory.preapproval(a_runbook(revision=5), "outage-first", night) is None
    assert directory.preapproval(a_runbook("outage.app"), "outage-first", night) is None


@pytest.mark.parametrize(
    ("was", "written", "rule"),
    [
        ("by: mara", "by: marla", "WS004"),
        ('"06:30"', '"22:00"', "WS006"),
        ('"06:30"', '"25:00"', "WS002"),
        (", by: mara", "", "WS002"),
    ],
)
def test_a_wrong_night_policy_is_told_where_it_stands(folder: Path, was: str, written: str, rule: str) -> None:
    (folder / "incident.yaml").write_text(SETTINGS + NIGHT.replace(was, written), "utf-8")
    (found,) = check_workspace(folder)
    assert (found.rule, found.path) == (rule, str(folder / "incident.yaml"))
