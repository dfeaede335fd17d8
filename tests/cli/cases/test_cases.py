"""A list comes in, every customer is seen to and told, and nobody reads a contact without an entry in the log."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from incident.adapters.tables.table import Table, read_table
from incident.domain.cases.limits import CaseLimits, CasePolicy
from tests.cli.conftest import CommandLine
from tests.cli.world import World

LIST = """name,contact,service,problem,request,received,channel,group,owner,reference
Lin Wei,13800138000,pay,paid twice,refund,2026-11-21 02:00,phone,,,T-1
Ito,ito@example.jp,pay,late,when?,2026-11-21 01:00,email,elderly,bo,T-2
Lin Wei,+86 13800138000,PAY,paid again,refund,2026-11-21 02:20,phone,,,T-3
Ann,1,pay,,refund,2026-11-21 02:00,phone,,,T-4
Bob,2,pay,x,refund,2026-02-30,phone,,,T-5
"""


@pytest.fixture
def incident(cli: CommandLine) -> str:
    return cli.declared()


@pytest.fixture
def listed(tmp_path: Path) -> str:
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="gb18030")
    return str(file)


def _entered(cli: CommandLine, incident: str, listed: str) -> dict[str, object]:
    ran = cli("case", "import", incident, listed, "--json")
    assert ran.code == 1
    shape: dict[str, object] = json.loads(ran.out)
    return shape


def test_a_list_comes_in_whole_but_for_the_rows_that_are_wrong_and_a_second_time_adds_none(
    cli: CommandLine, incident: str, listed: str
) -> None:
    ran = cli("case", "import", incident, listed)
    assert (ran.code, ran.out) == (1, "C-0001..C-0003\n")
    assert "Row 5 was left out: problem is missing" in ran.err
    assert "Row 6 was left out: there is no such time: '2026-02-30'" in ran.err
    assert "3 added, 0 there already, 1 linked as repeats, 1 of priority customers, 2 rows left out" in ran.err
    again = _entered(cli, incident, listed)
    assert {name: again[name] for name in ("added", "known", "first")} == {"added": 0, "known": 3, "first": None}
    assert [each["row"] for each in again["rejected"]] == [5, 6]  # type: ignore[attr-defined]  # a list
    assert cli.done("timeline", incident).out.count("imported 3 cases") == 1


def test_whoever_takes_in_the_same_list_a_moment_later_is_told_that_it_added_none(
    cli: CommandLine, incident: str, listed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other terminal is done while this one reads the file."""
    others = [lambda: _entered(cli, incident, listed)]

    def read_late(content: bytes) -> Table:
        if others:
            assert others.pop()()["added"] == 3
        return read_table(content)

    monkeypatch.setattr("incident.adapters.tables.table.read_table", read_late)
    assert {name: _entered(cli, incident, listed)[name] for name in ("added", "known", "first")} == {
        "added": 0,
        "known": 3,
        "first": None,
    }


def test_a_list_can_be_looked_at_before_it_comes_in(cli: CommandLine, incident: str, listed: str) -> None:
    ran = cli("case", "import", incident, listed, "--check")
    assert (ran.code, ran.out) == (1, "")
    assert "3 rows are whole; nothing was taken in." in ran.err
    said = "3 added, 0 there already, 1 linked as repeats, 1 of priority customers, 2 rows left out"
    assert f"Without --check: {said}." in " ".join(ran.err.split())
    assert "The incident has no cases." in cli.done("case", "list", incident).err
    assert said in " ".join(cli("case", "import", incident, listed).err.split())
    again = " ".join(cli("case", "import", incident, listed, "--check").err.split())
    assert "Without --check: 0 added, 3 there already, 0 linked as repeats, 0 of priority customers" in again


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,contact\nLin,1\n", "has no column for: service, problem, what is asked for"),
        ("", "is empty"),
        ("\u00d0", "has no column for"),
    ],
)
def test_a_file_that_is_no_list_says_why(
    cli: CommandLine, incident: str, tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text, "utf-8")
    ran = cli("case", "import", incident, str(file))
    assert (ran.code, words in ran.err) == (2, True)


def test_a_file_that_is_not_there_or_cannot_be_read_is_named(cli: CommandLine, incident: str, tmp_path: Path) -> None:
    assert "nowhere.csv" in cli("case", "import", incident, "nowhere.csv").err
    assert "cannot be read" in cli("case", "import", incident, str(tmp_path)).err


def test_many_wrong_rows_are_counted_after_the_first(cli: CommandLine, incident: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("name,contact,service,problem,request\n" + "Lin,,pay,x,y\n" * 25, "utf-8")
    ran = cli("case", "import", incident, str(file))
    assert "5 rows more were left out; --json names all." in ran.err


def test_the_list_shows_who_waits_and_nobodys_contact(cli: CommandLine, incident: str, listed: str) -> None:
    _entered(cli, incident, listed)
    ran = cli.done("case", "list", incident)
    assert "3 cases, 3 open, 0 overdue, 3 not told" in ran.err
    lines = ran.out.splitlines()
    assert "! I***" in lines[1]
    for secret in ("13800138000", "Lin Wei", "ito@"):
        assert secret not in ran.out
    shapes = json.loads(cli.done("case", "list", incident, "--json").out)["cases"]
    assert [each["repeats"] for each in shapes] == [None, None, "C-0002"]
    assert {each["masked"] for each in shapes} == {True}
    assert "13800138000" not in cli.done("case", "list", incident, "--json").out


def test_a_list_can_be_narrowed_and_no_contact_is_found_by_it(
    cli: CommandLine, incident: str, listed: str, world: World
) -> None:
    _entered(cli, incident, listed)

    def numbers(*options: str) -> list[str]:
        shape = json.loads(cli.done("case", "list", incident, "--json", *options).out)
        return [each["id"] for each in shape["cases"]]

    cli.done("case", "done", incident, "2", "--text", "refunded")
    assert numbers("--open") == ["C-0001", "C-0003"]
    assert numbers("--priority") == ["C-0001"]
    assert numbers("--owner", "bo") == ["C-0001"]
    assert numbers("--find", "PAID again") == ["C-0003"]
    assert numbers("--find", "C-0003") == numbers("--find", "c-3") == ["C-0003"]
    assert numbers("--find", "13800138000") == []
    assert numbers("--find", "Lin Wei") == []
    assert numbers("--overdue") == []
    world.clock.forward(hours=24)
    assert numbers("--overdue") == ["C-0001", "C-0002", "C-0003"], "the second is done, and nobody answered it"
    cli.done("case", "told", incident, "c-1..c-3", "--how", "by phone")
    assert numbers("--untold") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("en", "elderly"), ["C-0001"]),
        (("en", "e-mail no"), ["C-0001"]),
        (("en", "phone"), ["C-0002", "C-0003"]),
        (("zh-CN", "电话"), ["C-0002", "C-0003"]),
        (("zh-CN", "老年"), ["C-0001"]),
        (("zh-CN", "elderly"), ["C-0001"]),
    ],
)
def test_a_case_is_found_by_what_its_row_says(
    cli: CommandLine, incident: str, listed: str, typed: tuple[str, str], found: list[str]
) -> None:
    """Its group, its channel and how it stands, as the row says them."""
    _entered(cli, incident, listed)
    shown = cli.done("--lang", typed[0], "case", "list", incident, "--find", typed[1], "--json").json
    assert sorted(each["id"] for each in shown["cases"]) == found


def test_a_long_list_is_cut_and_says_so(cli: CommandLine, incident: str, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    rows = "".join(f"n{n},{n},pay,x,y\n" for n in range(203))
    file.write_text("name,contact,service,problem,request\n" + rows, "utf-8")
    assert cli.done("case", "import", incident, str(file)).out == "C-0001..C-0203\n"
    assert "3 cases more: --all lists them." in cli.done("case", "list", incident).err
    assert len(cli.done("case", "list", incident, "--all").out.splitlines()) == 204


def test_one_case_is_kept_from_its_first_word_to_the_last_question(cli: CommandLine, incident: str) -> None:
    words = ("--name", "Lin", "--contact", "13800138000", "--service", "pay", "--problem", "x", "--request", "refund")
    added = cli.done("case", "add", incident, *words, "--channel", "phone", "--group", "elderly", "--at", "02:30")
    assert added.out == "C-0001\n"
    assert "nothing was added" in cli.done("case", "add", incident, *words).err
    again = cli.done("case", "add", incident, *words[:7], "still", *words[8:], "--owner", "bo")
    assert (again.out, "it repeats case C-0001" in again.err) == ("C-0002\n", True)
    cli.done("case", "accept", incident, "1")
    cli.done("case", "answer", incident, "1", "--text", "we look; call 13800138000")
    extended = ("case", "extend", incident, "1", "--until", "60h", "--because", "bank", "--told", "Monday")
    alone = " ".join(cli(*extended, "--approved-by", "bo").err.split())
    assert "Bo Chen holds no role here, and approves no more time for case 'C-0001'. Nobody but you holds one" in alone
    cli.done("role", incident, "technical", "bo")
    cli.done(*extended, "--approved-by", "bo")
    told = "C-0001 has more time until 2026-11-23 14:40, as Ana Lima entered: you approved it. If not, tell them."
    assert told in " ".join(cli.done("--as", "bo", "show", incident).out.split())
    assert "you approved it" not in cli.done("show", incident).out
    assert (
        "gets no more time"
        in cli("case", "extend", incident, "1", "--until", "1h", *extended[6:], "--approved-by", "bo").err
    )
    cli.done("case", "priority", incident, "1", "--group", "none")
    assert "Nothing had to be changed" in cli.done("case", "priority", incident, "1", "--group", "none").err
    assert "cannot repeat" in cli("case", "link", incident, "1", "--to", "2").err
    cli.done("case", "link", incident, "2")
    assert "repeated by" not in cli.done("case", "show", incident, "1").out
    cli.done("case", "link", incident, "2", "--to", "1")
    assert json.loads(cli.done("case", "show", incident, "1", "--json").out)["repeated_by"] == ["C-0002"]
    cli.done("case", "done", incident, "1", "--told")
    assert "ask whether they are content: due" in cli.done("case", "show", incident, "1").out
    cli.done("case", "satisfaction", incident, "1")
    cli.done("case", "satisfaction", incident, "1", "--score", "4", "--text", "slow")
    sheet = cli.done("case", "show", incident, "1").out
    for said in (
        "C-0001  DONE  -",
        "contact: ***00",
        "more time: until",
        "content: 4 of 5",
        "they said: slow",
        "repeated by: case C-0002 (look there too: the contact may have been corrected)",
        "name: L***",
    ):
        assert said in sheet
    assert "13800138000" not in cli.done("timeline", incident).out
    assert "'13800138000'" in cli.done("search", "13800138000").err


def test_whoever_may_not_see_a_customers_number_does_not_say_that_they_were_told(
    cli: CommandLine, incident: str, listed: str
) -> None:
    _entered(cli, incident, listed)
    refused = cli("--as", "bo", "case", "told", incident, "2", "--how", "by phone")
    said = "Case 'C-0002' is not yours: what became of it is said by Ana Lima. Ask one of them"
    assert (refused.code, said in " ".join(refused.err.split())) == (1, True)
    cli.done("role", incident, "customer-liaison", "bo")
    cli.done("--as", "bo", "case", "told", incident, "2", "--how", "by phone")


def test_a_contact_is_shown_to_whoever_may_and_the_look_is_an_entry(
    cli: CommandLine, incident: str, listed: str, world: World
) -> None:
    _entered(cli, incident, listed)
    ran = cli.done("case", "show", incident, "2", "--contact")
    assert "contact: 13800138000" in ran.out
    assert "looked at how the customers of case C-0002 are reached" in " ".join(
        cli.done("timeline", incident).out.split()
    )
    assert json.loads(cli.done("case", "show", incident, "2", "--contact", "--json").out)["masked"] is False
    world.directory.cases = CasePolicy(shown_to=("technical",))
    refused = cli("case", "show", incident, "1", "--contact")
    assert refused.code == 1
    assert "who owns it, and to" in refused.err
    assert "13800138000" not in refused.out
    assert "There is no case 'C-0009'" in cli("case", "show", incident, "9").err


def test_an_export_is_masked_unless_it_may_be_otherwise(
    cli: CommandLine, incident: str, listed: str, tmp_path: Path
) -> None:
    _entered(cli, incident, listed)
    rows = list(csv.DictReader(io.StringIO(cli.done("case", "export", incident).out)))
    assert [row["contact"] for row in rows] == ["i***@e***", "***00", "***00"]
    out = tmp_path / "out.csv"
    cli.done("case", "export", incident, "--contacts", "-o", str(out))
    with out.open(encoding="utf-8-sig", newline="") as file:
        clear = list(csv.DictReader(file))
    assert [row["contact"] for row in clear] == ["ito@example.jp", "13800138000", "'+86 13800138000"]
    assert "looked at how the customers of cases C-0001, C-0002, C-0003" in " ".join(
        cli.done("timeline", incident).out.split()
    )
    assert json.loads(cli.done("case", "export", incident, "--json").out)["cases"][0]["channel"] == "email"
    other = cli.declared()
    assert "3 added" in cli.done("case", "import", other, str(out)).err


def test_a_masked_export_is_not_taken_in_again_as_other_customers(
    cli: CommandLine, incident: str, listed: str, tmp_path: Path
) -> None:
    _entered(cli, incident, listed)
    out = tmp_path / "masked.csv"
    cli.done("case", "export", incident, "-o", str(out))
    refused = cli("case", "import", incident, str(out))
    assert (refused.code, "export with masked contacts (row 2)" in " ".join(refused.err.split())) == (2, True)
    assert len(cli.done("case", "list", incident, "--json").json["cases"]) == 3


@pytest.mark.parametrize("contact", ["138***8000", "138****8000"])
def test_one_masked_contact_costs_its_row_alone(cli: CommandLine, incident: str, tmp_path: Path, contact: str) -> None:
    out = tmp_path / "list.csv"
    out.write_text(f"name,contact,service,problem,request\nAnn,1,pay,x,y\nBo,{contact},pay,x,y\n")
    ran = cli("case", "import", incident, str(out))
    said = f"Row 3 was left out: contact is masked and reaches nobody: '{contact}'"
    assert (ran.code, said in " ".join(ran.err.split())) == (1, True)
    assert len(cli.done("case", "list", incident, "--json").json["cases"]) == 1


def test_whoever_may_see_contacts_finds_a_caller_by_name_and_number_and_others_only_their_own(
    cli: CommandLine, incident: str, listed: str
) -> None:
    _entered(cli, incident, listed)
    assert "searched with --contacts" in cli.done("case", "list", incident, "--find", "13800138000").err
    found = cli.done("case", "list", incident, "--find", "ito@example.jp", "--contacts", "--json").json["cases"]
    assert [(each["id"], each["contact"]) for each in found] == [("C-0001", "i***@e***")]
    assert "looked at how the customers of case C-0001" in " ".join(cli.done("timeline", incident).out.split())
    assert "No case holds these words." in cli.done("case", "list", incident, "--find", "nobody", "--contacts").err
    other = cli.done("--as", "bo", "case", "list", incident, "--find", "13800138000", "--contacts")
    assert "Only your own cases are searched" in other.err
    assert other.out == ""
    own = cli.done("--as", "bo", "case", "list", incident, "--find", "ito@example.jp", "--contacts")
    assert "C-0001" in own.out
    assert "Shown in the name of Bo Chen; the log says that Ana Lima looked." in " ".join(own.err.split())


def test_columns_that_nobody_knows_are_named_with_what_they_may_be_called(
    cli: CommandLine, incident: str, tmp_path: Path
) -> None:
    file = tmp_path / "more.csv"
    file.write_text("name,contact,service,problem,request,mood,received,created\nLin,1,pay,x,y,sad,,\n", "utf-8")
    ran = cli.done("case", "import", incident, str(file), "--json")
    assert ran.json["unread"] == ["mood", "created"]
    said = " ".join(cli.done("case", "import", incident, str(file)).err.split())
    assert "Nothing is taken from these columns: mood, created. They may be called: " in said


def test_the_words_of_one_customer_are_erased_and_those_of_others_stay(
    cli: CommandLine, incident: str, listed: str
) -> None:
    _entered(cli, incident, listed)
    refused = cli("--as", "bo", "case", "erase", incident, "2", "--because", "x")
    assert (refused.code, "you are not. Ask Ana Lima." in " ".join(refused.err.split())) == (1, True)
    asked = cli.done("case", "erase", incident, "2", "--because", "asked for it")
    assert asked.out == f"{incident} X1\n"
    said = " ".join(asked.err.split())
    assert "Case C-0002 still owes its customer: its end (answer in 23 h 20 min); word of what came of it." in said
    assert "Nobody else is shown this contact: whoever is given one of these roles (" in said
    assert "The reason stays in the record for ever, so it must name nobody: asked for it" in said
    sheet = cli.done("case", "show", incident, "2").out
    assert "name: L***" in sheet
    assert 'erasure that waits: X1, proposed by Ana Lima: "asked for it"' in sheet
    cli.done("role", incident, "customer-liaison", "bo")
    again = " ".join(cli.done("case", "erase", incident, "2", "--because", "asked for it").err.split())
    waits = f'Ana Lima asks to erase the words of case C-0002: "asked for it" incident erase {incident} --confirm X1'
    assert waits in " ".join(cli.done("--as", "bo", "show", incident).out.split())
    assert waits not in " ".join(cli.done("show", incident).out.split())
    assert f"Bo Chen can confirm it: incident erase {incident} --confirm X1" in again
    alone = cli("erase", incident, "--confirm", "X1", "--yes")
    assert (alone.code, "has to confirm it: Bo Chen." in " ".join(alone.err.split())) == (1, True)
    ran = cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    said = " ".join(ran.err.split())
    assert "Ana Lima enters both words of this erasure, that of Ana Lima who proposed it and that of Bo Chen" in said
    assert "With the words these duties end: the customer can be neither reached nor told any more." in said
    assert "The words of case C-0002 are gone" in said
    sheet = cli.done("case", "show", incident, "2").out
    assert "C-0002  ERASED  -" in sheet
    assert "customer told: no longer owed" in sheet
    assert "name: erased" in cli.done("case", "show", incident, "2").out
    assert "service: PAY" in cli.done("case", "show", incident, "3").out
    told = " ".join(cli.done("timeline", incident).out.split())
    assert "imported 3 cases, C-0001 to C-0003; erased since: the words of case C-0002" in told
    assert 'erased words of case C-0002, entry 3: "asked for it"' in told
    assert "(words erased)" not in told
    assert "工单C-0002的文字后来已删除" in "".join(cli.done("--lang", "zh-CN", "timeline", incident).out.split())
    assert cli.done("verify").code == 0
    assert cli("case", "erase", incident, "9", "--because", "x").code == 1


def test_an_erasure_names_the_repeats_of_its_customer_and_leads_to_none_of_them(
    cli: CommandLine, incident: str, listed: str
) -> None:
    """Rows 2 and 4 of the list are one customer, heard twice: cases 2 and 3."""
    _entered(cli, incident, listed)
    cli.done("role", incident, "customer-liaison", "bo")
    asked = " ".join(cli.done("case", "erase", incident, "2", "--because", "asked for it").err.split())
    linked = "Case C-0003 is linked with this as a repeat, and keeps its words. If it is the same customer:"
    assert f"{linked} incident case erase {incident} C-0003" in asked
    ran = cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    assert linked in " ".join(ran.err.split())
    assert "repeated by" not in cli.done("case", "show", incident, "2").out
    assert json.loads(cli.done("case", "show", incident, "2", "--json").out)["repeated_by"] == []
    both = cli.done("case", "erase", incident, "1", "3", "--because", "asked for it")
    assert both.out == f"{incident} X2\n"


def test_an_erasure_names_what_else_names_its_customer_while_their_words_are_known(
    cli: CommandLine, incident: str, listed: str
) -> None:
    for words in ("LIN  Wei called again", "+86 138 0013 8000 rang at ten", "Lin Weimar is somebody else"):
        cli.done("note", incident, words)
    _entered(cli, incident, listed)
    cli.done("role", incident, "customer-liaison", "bo")
    cli.done("case", "told", incident, "2", "--how", "Lin Wei, by phone")  # goes with them, and is named with what goes
    asked = " ".join(cli.done("case", "erase", incident, "2", "--because", "asked for it").err.split())
    ran = " ".join(cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes").err.split())
    named = r"Entry (\d+) names a customer who is to go, and stays: incident erase \S+ \1 --propose"
    first, second = re.findall(named, asked)
    assert re.findall(named, ran) == [first, second]
    assert "LIN Wei called again" in " ".join(cli.done("timeline", incident).out.split())


def test_whoever_asked_for_an_erasure_is_told_for_a_day_who_declined_it_and_why(
    cli: CommandLine, incident: str, listed: str, world: World
) -> None:
    _entered(cli, incident, listed)
    cli.done("role", incident, "customer-liaison", "bo")
    cli.done("case", "erase", incident, "2", "--because", "asked for it")
    cli.done("--as", "bo", "erase", incident, "--decline", "X1", "--because", "not the customer")

    def shown(*who: str) -> str:
        return " ".join(cli.done(*who, "show", incident).out.split())

    told = 'Bo Chen declined your erasure X1, of case C-0002: "not the customer"'
    assert (told in shown(), told in shown("--as", "bo")) == (True, False)
    assert "否决了您提出的删除 X1：工单 C-0002" in shown("--lang", "zh-CN")
    late = " ".join(cli("--as", "bo", "erase", incident, "--confirm", "X1", "--yes").err.split())
    assert "Bo Chen declined erasure X1 at " in late
    assert "because 'not the customer'. Nothing was erased; it can be proposed anew." in late
    world.clock.forward(hours=24)
    assert told not in shown()


def test_what_was_written_of_an_erased_customer_in_other_entries_goes_with_them(
    cli: CommandLine, incident: str, listed: str
) -> None:
    _entered(cli, incident, listed)
    cli.done("role", incident, "customer-liaison", "bo")
    cli.done("case", "answer", incident, "2", "--text", "told Zelda")
    slip = str(cli.world.log.read(incident)[-1].seq)
    cli.done("correct", incident, slip, "told Zelda Lin")
    cli.done("case", "done", incident, "2", "3", "--text", "both refunded")
    both = str(cli.world.log.read(incident)[-1].seq)
    cli.done("case", "satisfaction", incident, "2", "--score", "1", "--text", "Zelda grumbles")
    cli.done("erase", incident, slip, "--because", "tidy", "--propose")
    order = ("case", "erase", incident, "2", "--because", "asked for it", "--command-id", "k1")
    said = " ".join(cli.done(*order).err.split())
    assert f"goes too: entries {slip}, {int(slip) + 1}, {int(both) + 1}." in said
    assert f"Entry {both} is about other customers too, and stays." in said
    cli.done("--as", "bo", "erase", incident, "--confirm", "X2", "--yes")
    assert "X1" not in cli.done("show", incident).out
    assert "No erasure 'X1' waits" in cli("erase", incident, "--decline", "X1", "--because", "x").err
    for shown in (("timeline",), ("case", "show"), ("show",)):
        number = ("2",) if shown[0] == "case" else ()
        assert "Zelda" not in cli.done(*shown, incident, *number).out
    assert "both refunded" in " ".join(cli.done("timeline", incident).out.split())
    assert cli.done("verify").code == 0
    assert "Erasure X2 was confirmed by Bo Chen" in " ".join(cli.done(*order).err.split())


def test_a_list_that_comes_again_is_told_row_by_row_what_of_it_is_not_taken_as_it_stands(
    cli: CommandLine, incident: str, listed: str, tmp_path: Path
) -> None:
    _entered(cli, incident, listed)
    cli.done("role", incident, "customer-liaison", "bo")
    cli.done("case", "erase", incident, "1", "--because", "asked for it")
    cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    file = tmp_path / "again.csv"
    file.write_text(
        LIST.replace("13800138000,pay,paid twice", "13900139000,pay,paid twice").replace(
            "phone,,,T-3", "phone,elderly,,T-3"
        )
    )
    said = " ".join(cli("case", "import", incident, str(file)).err.split())
    assert "Row 2 is case C-0002, and differs in: contact. The register keeps what it has." in said
    assert "incident case add --reference NUMBER" in said
    assert "Row 3 was left out: it may be the customer of case C-0001, whose words were erased." in said
    assert "delete nothing there, and import it once more: with --erased-row N for each row that is theirs" in said
    assert "0 added, 2 there already, 0 linked as repeats" in said
    assert "3 rows left out, 1 of them because of an erasure, 1 given the priority group they lacked" in said
    again = json.loads(cli("case", "import", incident, str(file), "--json").out)
    assert (again["added"], again["grouped"]) == (0, 0)
    assert [(each["rows"], each["cases"], each["verdict"]) for each in again["erased"]] == [
        ([3], ["C-0001"], "left-out")
    ]
    assert [(each["row"], each["case"], each["fields"]) for each in again["differing"]] == [(2, "C-0002", ["contact"])]
    priority = json.loads(cli.done("case", "list", incident, "--priority", "--json").out)["cases"]
    assert [each["id"] for each in priority] == ["C-0003"]
    back = json.loads(cli("case", "import", incident, str(file), "--also-erased", "--json").out)
    assert (back["added"], [each["is_added"] for each in back["erased"]]) == (1, [True])


def test_whoever_names_the_erased_row_keeps_it_out_and_takes_in_the_others(
    cli: CommandLine, incident: str, tmp_path: Path
) -> None:
    """A list newest first, of days alone, in which one customer was erased and another is new."""
    head, new = "name,contact,service,problem,request,received", "Chen,3,pay,x,y,2026-11-20\n"
    old = "Ann,1,pay,x,y,2026-11-20\nBo,2,pay,x,y,2026-11-20\n"
    file = tmp_path / "days.csv"
    file.write_text(f"{head}\n{old}")
    cli.done("case", "import", incident, str(file))
    cli.done("role", incident, "customer-liaison", "bo")
    cli.done("case", "erase", incident, "2", "--because", "asked for it")
    cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    file.write_text(f"{head}\n{new}{old}")
    looked = cli("case", "import", incident, str(file), "--check")
    said = "Rows 2, 4 were left out: one of them may be the customer of case C-0002, whose words were erased."
    assert (looked.code, said in " ".join(looked.err.split())) == (1, True)
    checked = json.loads(cli("case", "import", incident, str(file), "--check", "--json").out)
    assert (checked["added"], checked["known"]) == (0, 1)
    wrong = cli("case", "import", incident, str(file), "--erased-row", "3")
    assert (wrong.code, "Row 3 is not one that would come in" in " ".join(wrong.err.split())) == (2, True)
    ran = cli.done("case", "import", incident, str(file), "--erased-row", "4")
    assert ran.out == "C-0003\n"
    assert "Row 4 stays out: you say that its words were erased." in " ".join(ran.err.split())
    assert "C***" in cli.done("case", "show", incident, "3").out
    again = cli("case", "import", incident, str(file))
    assert (again.code, "0 added, 2 there already" in " ".join(again.err.split())) == (1, True)


@pytest.mark.parametrize(("head", "cell"), [(",received", ",2026-11-20"), ("", "")])
def test_an_erased_customer_comes_back_in_no_list_before_somebody_said_so(
    cli: CommandLine, incident: str, tmp_path: Path, head: str, cell: str
) -> None:
    """Two new customers and the erased one, in a list of days and in one without times."""
    top, erased = f"name,contact,service,problem,request{head}\n", f"Dan,6,pay,x,y{cell}\n"
    file = tmp_path / "list.csv"
    file.write_text(f"{top}{erased}")
    cli.done("case", "import", incident, str(file))
    cli.done("role", incident, "customer-liaison", "bo")
    cli.done("case", "erase", incident, "1", "--because", "asked for it")
    cli.done("--as", "bo", "erase", incident, "--confirm", "X1", "--yes")
    assert (cli("case", "import", incident, str(file)).code, len(_ids(cli, incident))) == (1, 1)
    file.write_text(f"{top}Gil,1,pay,x,y{cell}\nGus,2,pay,x,y{cell}\n{erased}")
    for more in (("--check",), ()):
        ran = cli("case", "import", incident, str(file), *more)
        assert (ran.code, "Rows 2-4 were left out: one of them may be" in " ".join(ran.err.split())) == (1, True)
    assert len(_ids(cli, incident)) == 1
    cli.done("case", "import", incident, str(file), "--erased-row", "4")
    again = cli("case", "import", incident, str(file))
    assert (again.code, len(_ids(cli, incident))) == (1, 3)


def _ids(cli: CommandLine, incident: str) -> list[str]:
    return [each["id"] for each in cli.done("case", "list", incident, "--json").json["cases"]]


def test_a_case_shows_whether_its_owner_accepted_it_and_when(cli: CommandLine, incident: str, listed: str) -> None:
    _entered(cli, incident, listed)
    assert "first-contact owner: Ana Lima, not accepted yet" in cli.done("case", "show", incident, "2").out
    cli.done("case", "accept", incident, "2")
    assert "who owns it: Ana Lima, accepted 2026-11-21 02:40" in cli.done("case", "show", incident, "2").out


def test_an_incident_is_closed_when_everybody_was_told_and_says_who_was_not(
    cli: CommandLine, incident: str, listed: str, world: World
) -> None:
    _entered(cli, incident, listed)
    world.directory.cases = CasePolicy(limits=CaseLimits(source="manual 6.2"))
    assert cli("case", "told", incident, "x").code == 2
    assert cli("case", "told", incident, "3..1").code == 2
    assert "There is no case 'C-0004'" in cli("case", "told", incident, "1..4").err
    closing = cli("close", incident, "--yes")
    assert closing.code == 1
    assert "Not told what came of it: C-0001, I*** (i***@e***)" in closing.err
    assert "Not told what came of it: C-0003, L*** (***00)" in closing.err
    assert "more customers were not told" not in closing.err
    cli.done("case", "told", incident, "1..3")
    assert "Not told" not in cli("close", incident, "--yes").err


def test_a_case_waits_for_its_customer_and_for_the_person_it_is_handed_to(
    cli: CommandLine, incident: str, listed: str
) -> None:
    _entered(cli, incident, listed)
    cli.done("case", "answer", incident, "C-0002")
    cli.done("case", "pause", incident, "C-0002", "--asked", "mailed for the receipt")
    refused = " ".join(cli("--as", "bo", "case", "accept", incident, "C-0002").err.split())
    assert "You hold no role here, and case 'C-0002' was not handed on to you." in refused
    assert "who may do that: Ana Lima." in refused
    cli.done("case", "hand-on", incident, "C-0002", "--to", "bo", "--because", "knows the bank")
    shown = cli.done("case", "show", incident, "C-0002").out
    assert "their turn  paused 00:00" in shown
    assert "handed on to: Bo Chen" in shown
    assert "waits for the customer: since" in shown
    shape = json.loads(cli.done("case", "show", incident, "C-0002", "--json").out)
    assert (shape["handed_to"], shape["paused_at"] is not None) == ("bo", True)
    said = cli.done("case", "resume", incident, "C-0002").err
    assert "time runs again: case C-0002" in said
    cli.done("--as", "bo", "case", "accept", incident, "C-0002")
    assert "Bo Chen owns a case of yours now: C-0002" in cli.done("show", incident).out
    assert "of yours now" not in cli.done("--as", "bo", "show", incident).out


def test_a_hand_over_and_a_review_count_the_cases_and_name_no_customer(
    cli: CommandLine, incident: str, listed: str
) -> None:
    _entered(cli, incident, listed)
    cli.done("case", "answer", incident, "C-0002", "C-0003")
    cli.done("case", "pause", incident, "C-0002", "--asked", "mailed")
    cli.done("case", "done", incident, "C-0003", "--told")
    assert "C-0003" in cli.done("case", "list", incident, "--to-ask").out
    cli.done("case", "satisfaction", incident, "C-0003", "--score", "4")
    assert "C-0003" not in cli.done("case", "list", incident, "--to-ask").out
    briefing = cli.done("handover", incident).out
    assert "3 cases, 2 open, 0 overdue, 2 not told" in briefing
    report = cli.done("review", incident).out
    assert "Customers' cases" in report
    assert "| First answer | 2 | 0 | 1 | 0 |" in report
    assert "| End of the case | 1 | 0 | 1 | 0 |" in report
    assert "3 cases: 1 of priority customers, 1 repeats, 0 given more time." in report
    assert "1 wait for their customer." in report
    assert "1 gave a score, on average 4.0 of 5." in report
    assert "Lin" not in report
    counts = json.loads(cli.done("review", incident, "--format", "json").out)["cases"]
    assert (counts["total"], counts["told"], counts["channels"]) == (3, 1, {"phone": 2, "email": 1})


def test_the_report_says_who_was_late(cli: CommandLine, incident: str, listed: str, world: World) -> None:
    _entered(cli, incident, listed)
    cli.done("case", "done", incident, "C-0001", "--told")
    world.clock.forward(hours=30)
    cli.done("case", "answer", incident, "C-0002")
    world.clock.forward(hours=24 * 7)
    report = cli.done("review", incident).out
    assert "| First answer | 1 | 1 | 0 | 1 |" in report
    assert "| End of the case | 1 | 0 | 0 | 2 |" in report
    assert "0 were asked whether they are content; of 1 it is late." in report


@pytest.mark.parametrize("typed", ["残疾", "残障客户", "disabled"])
def test_a_group_and_a_channel_are_named_as_the_reader_reads_them(cli: CommandLine, incident: str, typed: str) -> None:
    said = ("--name", "Lin", "--contact", "13800138000", "--service", "pay", "--problem", "x", "--request", "refund")
    cli.done("case", "add", incident, *said, "--channel", "电话", "--group", "老年客户")
    assert "priority group: elderly customer" in cli.done("case", "show", incident, "1").out
    cli.done("case", "priority", incident, "1", "--group", typed)
    assert "priority group: disabled customer" in cli.done("case", "show", incident, "1").out
    wrong = cli("--lang", "zh-CN", "case", "priority", incident, "1", "--group", "x").err
    assert "高价值客户" in wrong


def test_the_repeat_of_a_priority_customer_is_counted_and_marked_as_one(
    cli: CommandLine, incident: str, tmp_path: Path
) -> None:
    file = tmp_path / "eve.csv"
    row = "Eve,eve@x.org,pay,{},refund"
    text = f"name,contact,service,problem,request,group\n{row.format('twice')},disabled\n{row.format('still')},\n"
    file.write_text(text, "utf-8")
    looked = cli.done("case", "import", incident, str(file), "--check")
    assert "2 added, 0 there already, 1 linked as repeats, 2 of priority customers" in " ".join(looked.err.split())
    taken = cli.done("case", "import", incident, str(file))
    assert "2 of priority customers" in " ".join(taken.err.split())
    assert cli.done("case", "list", incident, "--priority").out.count("! E") == 2
