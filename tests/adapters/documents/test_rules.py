from __future__ import annotations

import re
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident.adapters.documents import rules
from incident.adapters.documents.checker import check
from incident.adapters.documents.rules.people import can_fill
from incident.adapters.documents.rules.reading_time import seconds_to_read
from incident.domain.runbooks.runbook import Staffing
from incident.shipped import library_root
from tests.adapters.documents.library import FIXTURES, GOOD, TEMPLATES, problems_of, spoilt

CASES = sorted((FIXTURES / "rules").iterdir())


def test_the_good_runbook_breaks_no_rule() -> None:
    assert check([GOOD]) == []


def test_the_shipped_library_breaks_no_rule() -> None:
    assert check([library_root()]) == []


def test_every_rule_that_the_code_tells_is_in_the_table_and_has_a_fixture() -> None:
    source = Path(rules.__file__).parents[1]
    told = {rule for path in source.rglob("*.py") for rule in re.findall(r'"(RB\d{3})"', path.read_text("utf-8"))}
    table = set(re.findall(r"(RB\d{3})  ", rules.__doc__ or ""))
    assert told == table - {"RB014"}  # it is about people, and `doctor` tells it
    assert {case.stem for case in CASES} == told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_each_fixture_breaks_exactly_its_rule(case: Path) -> None:
    problems = check([case], library=[TEMPLATES])
    assert {problem.rule for problem in problems} == {case.stem}
    assert all(problem.line and problem.column and problem.path for problem in problems)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    cases = [case for case in CASES if case.is_file()]
    for case in cases:
        text = case.read_text("utf-8").replace("outage.small", f"outage.{case.stem.lower()}")
        (tmp_path / case.name).write_text(text, "utf-8")
    problems = check([tmp_path], library=[TEMPLATES])
    assert {(Path(problem.path).stem, problem.rule) for problem in problems} == {
        (case.stem, case.stem) for case in cases
    }
    assert [problem.path for problem in problems] == sorted(problem.path for problem in problems)


def test_a_difference_between_languages_names_both_places(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text(spoilt(), "utf-8")
    (tmp_path / "zh.yaml").write_text(
        spoilt(("language: en", "language: zh-CN"), ("        if_not: Ask the vendor to publish it\n", "")), "utf-8"
    )
    found = check([tmp_path], library=[TEMPLATES])
    assert {problem.rule for problem in found} == {"RB030"}
    missing = next(problem for problem in found if "'notice-if-not' is missing" in problem.message)
    assert missing.path.endswith("zh.yaml")
    assert f"{tmp_path}/en.yaml:48" in missing.message


def test_steps_in_another_order_are_told_once(tmp_path: Path) -> None:
    size = '      - {id: size, title: "SIZE: record it", record: [share, workaround]}\n'
    last = "      - {id: last,"
    (tmp_path / "en.yaml").write_text(spoilt(), "utf-8")
    (tmp_path / "zh.yaml").write_text(
        spoilt(("language: en", "language: zh-CN"), (size, ""), (last, size + last)), "utf-8"
    )
    found = check([tmp_path], library=[TEMPLATES])
    assert [problem.rule for problem in found] == ["RB030"]
    assert "another order" in found[0].message


def test_the_same_runbook_twice_in_one_language_is_a_problem(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(spoilt(), "utf-8")
    assert [problem.rule for problem in check([tmp_path], library=[TEMPLATES])] == ["RB003"]


def test_a_template_asks_only_for_what_the_runbook_has(tmp_path: Path) -> None:
    messages = (TEMPLATES / "messages.yaml").read_text("utf-8").replace("${since}", "${sinse}").replace("?", "$ 5")
    (tmp_path / "messages.yaml").write_text(messages, "utf-8")
    (tmp_path / "runbook.yaml").write_text(spoilt(), "utf-8")
    (problem, *_more) = check([tmp_path])
    assert (problem.rule, problem.line, problem.hint) == ("RB008", 4, "Did you mean 'since'?")


def test_a_lonely_dollar_is_no_placeholder(tmp_path: Path) -> None:
    messages = (TEMPLATES / "messages.yaml").read_text("utf-8").replace("It is over", "$5 for you")
    (tmp_path / "messages.yaml").write_text(messages, "utf-8")
    assert ["'$' starts no placeholder" in problem.message for problem in check([tmp_path])] == [True]


def test_a_review_that_is_overdue_shows_from_the_day_after(tmp_path: Path) -> None:
    path = tmp_path / "runbook.yaml"
    path.write_text(spoilt(), "utf-8")
    assert check([path], library=[TEMPLATES], today=date(2027, 1, 30)) == []
    assert [p.rule for p in check([path], library=[TEMPLATES], today=date(2027, 1, 31))] == ["RB025"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("hold: 30m, by: commander}", "by: commander}"), "RB019"),
        (("hold: {1: 60m, 2: 30m, 3: 15m}, fresh", "fresh"), "RB019"),
        (("within: {1: 10m, 2: 20m, 3: 1h}", "within: {1: 16m, 2: 20m, 3: 1h}"), "RB015"),
        (("first_update: 15m", "first_update: 31m"), "RB015"),
        (('"VOICE MENU: put up the notice"', '"VOICE MENU: please put up the notice"'), "RB026"),
        (('"VOICE MENU: put up the notice"', r'"\"VOICE MENU: put up the notice\""'), "RB026"),
        (('"VOICE MENU: put up the notice"', f'"VOICE MENU: {"x" * 40}"'), "RB026"),
        (("do: Publish the notice on the main line", "do: 发布通知" + "公告内容" * 20), "RB028"),
        (
            ("        if_not: Ask the vendor to publish it", "        caution: " + "very long words " * 5 + "end"),
            "RB028",
        ),
        (("expect: A test call hears it", "expect: A test call hears ${shares}"), "RB008"),
        (("now:\n", "now:\n  - Tell ana@example.org\n"), "RB025"),
    ],
)
def test_rules_hold_in_each_of_their_cases(tmp_path: Path, change: tuple[str, str], rule: str) -> None:
    assert {problem.rule for problem in problems_of(tmp_path, change)} == {rule}


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (("title: A small outage", "title: A small outage  # TRANSLATE"), (6, 8), "A small outage"),
        (("applies_when: [Something is down]", "applies_when:\n  - Something is down  # 待译"), (11, 5), "Something"),
        (("type: yes_no}", "type: yes_no}  # 待译：请法务过目"), (14, 21), "Is there another way?"),
        (("title: A small outage", "# TRANSLATE\ntitle: A small outage"), (7, 8), "A small outage"),
    ],
)
def test_words_that_wait_to_be_translated_are_told_where_they_stand(
    tmp_path: Path, change: tuple[str, str], place: tuple[int, int], words: str
) -> None:
    (found,) = problems_of(tmp_path, change)
    assert (found.rule, found.severity, (found.line, found.column)) == ("RB024", "warning", place)
    assert words in found.message
    assert "delete the remark '# " in found.hint


def test_markup_is_no_word_that_waits_to_be_written(tmp_path: Path) -> None:
    shown = "        show: |\n          <details>\n          <ol><li>Call</li></ol>\n"
    published = "        do: Publish the notice on the main line\n"
    assert problems_of(tmp_path, (published, published + shown)) == []
    assert [each.rule for each in problems_of(tmp_path, ("on the main line", "on the <name of line>"))] == ["RB024"]


def test_a_translation_is_asked_for_by_a_remark_alone(tmp_path: Path) -> None:
    title = ("title: A small outage", 'title: "TRANSLATE # TRANSLATE the outage"')
    ignored = ("owner: duty-manager", "owner: duty-manager # TRANSLATE # check: ignore RB024 (an id)")
    assert problems_of(tmp_path, title, ("language: en", "language: en  # TRANSLATED by the night desk")) == []
    assert [each.severity for each in problems_of(tmp_path, ignored)] == ["ignored"]


def test_files_that_cannot_be_read_are_problems_and_not_crashes(tmp_path: Path) -> None:
    (tmp_path / "text.yaml").write_text("just words", "utf-8")
    (tmp_path / "other.yaml").write_text("format: runbok/1", "utf-8")
    (tmp_path / "folder.yaml").mkdir()
    problems = check([tmp_path, tmp_path / "missing.yaml"])
    assert [(problem.rule, Path(problem.path).name) for problem in problems] == [
        ("RB001", "missing.yaml"),
        ("RB002", "other.yaml"),
        ("RB002", "text.yaml"),
    ]
    assert problems[1].hint == "Did you mean 'runbook/1'?"


def test_three_people_are_enough_if_the_roles_can_be_combined() -> None:
    pairs = Staffing(may_combine=(("a", "b"), ("c", "d")), never_combine=(("c", "d"),))
    assert can_fill(["a", "b"], pairs, 1)
    assert can_fill(["a", "b", "c", "d"], pairs, 3)
    assert not can_fill(["a", "b", "c", "d"], pairs, 2)


ROLES = [f"role-{number}" for number in range(7)]
GROUPS = st.lists(st.lists(st.sampled_from(ROLES), max_size=5, unique=True).map(tuple), max_size=4).map(tuple)


def _by_trying_all(roles: list[str], staffing: Staffing, people: int) -> bool:
    def may(hand: set[str]) -> bool:
        apart = any(len(hand.intersection(group)) > 1 for group in staffing.never_combine)
        return len(hand) < 2 or (not apart and any(hand <= set(group) for group in staffing.may_combine))

    hands = product(range(people), repeat=len(roles))
    return any(
        all(may({role for role, at in zip(roles, each, strict=True) if at == one}) for one in range(people))
        for each in hands
    )


@given(st.lists(st.sampled_from(ROLES), max_size=6, unique=True), GROUPS, GROUPS, st.integers(1, 3))
def test_who_can_fill_the_roles_is_what_trying_all_says(
    roles: list[str], may: tuple[tuple[str, ...], ...], never: tuple[tuple[str, ...], ...], people: int
) -> None:
    staffing = Staffing(may_combine=may, never_combine=never)
    assert can_fill(roles, staffing, people) == _by_trying_all(roles, staffing, people)


@pytest.mark.parametrize("seed", range(20))
def test_forty_roles_are_answered_at_once(seed: int) -> None:
    """Where the answer is neither plainly yes nor plainly no, trying all would take 3^40 tries."""
    chance = Random(seed)  # noqa: S311 - nothing is kept secret
    roles = [f"role-{number}" for number in range(40)]
    may = tuple(tuple(chance.sample(roles, 35)) for _ in range(5))
    never = tuple(tuple(chance.sample(roles, 2)) for _ in range(60 + seed))
    started = process_time()
    can_fill(roles, Staffing(may_combine=may, never_combine=never), 3)
    assert process_time() - started < 5


def test_a_fact_is_known_only_on_the_ways_that_ask_for_it(tmp_path: Path) -> None:
    fact = ("facts:\n", 'facts:\n  number: {ask: "Which?", type: text}\n')
    reads = ("record: [share, workaround]}", 'do: "Say ${number}", expect: "It is said"}')
    asks = '- {id: NAME, title: "NUMBER: record it", record: [number]}'
    under_release = (
        "              - {id: rollback",
        f"              {asks.replace('NAME', 'one')}\n              - {{id: rollback",
    )
    under_unknown = ("title: Nothing known}", f"title: Nothing known, steps: [{asks.replace('NAME', 'two')[2:]}]}}")
    at_tier_one = asks.replace("NAME", "three, tiers: [1]")
    before_all = ("      - id: notice\n", f"      {asks.replace('NAME', 'four')}\n      - id: notice\n")
    way_out = ("        if_not: Ask the vendor to publish it", f"        if_not: [{asks.replace('NAME', 'five')[2:]}]")
    first = ("      - {id: first", f"      {at_tier_one}\n      - {{id: first")
    for changes, tier in (
        ((), "1"),
        ((under_release,), "1"),
        ((under_unknown,), "1"),
        ((way_out,), "1"),
        ((first,), "2"),
        ((under_release, under_unknown), ""),
        ((before_all,), ""),
    ):
        found = problems_of(tmp_path, fact, reads, *changes)
        assert [problem.message[-2] for problem in found if problem.rule == "RB009"] == [tier][: len(tier)]


def test_a_rule_that_waits_for_what_nobody_asks_is_advice(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        ("facts:\n", 'facts:\n  storm: {ask: "A storm?", type: yes_no}\n'),
        ("raise_when:\n", "raise_when:\n  - {to: 2, when: storm, because: It storms}\n"),
    )
    assert [(problem.rule, problem.severity) for problem in found] == [("RB009", "warning")]


@pytest.mark.parametrize(
    ("text", "is_two"),
    [
        ("Restart the server and call the vendor", True),
        ("Restart the server, then call them", True),
        ("Restart the server. Call the vendor", True),
        ("Record notice 3 and publish it on the main line", False),
        ("Ask for the agents, overflow queue and lines of this tier", False),
        ("Wait until 10.30 p.m. of the same day", False),
        ("If water rises, move the racks", False),
        ("If water rises, move the racks, call the vendor", True),
        ("When the alarm stops, open all the doors and call the vendor", True),
        ("如水位上升，再移动机架", False),
        ("重启服务器，然后联系厂商", True),
        ("重启服务器；联系厂商", True),
        ("重启服务器并通知厂商", True),
        ("从公司网络之外，亲自使用故障渠道", False),
        ("报送保护工作部门和公安机关。", False),
    ],
)
def test_two_actions_in_one_step_are_told(tmp_path: Path, text: str, is_two: bool) -> None:  # noqa: FBT001 - a parameter of pytest's
    found = problems_of(tmp_path, ("do: Publish the notice on the main line", f'do: "{text}"'))
    assert [problem.rule for problem in found] == ["RB032"] * is_two


@pytest.mark.parametrize(("text", "seconds"), [("one two three", 1), ("渠道中断了", 1), ("CDN 故障", 60 / 180 + 2 / 5)])
def test_reading_takes_180_words_or_300_characters_a_minute(text: str, seconds: float) -> None:
    assert seconds_to_read(text) == pytest.approx(seconds)


def test_an_approval_before_a_critical_command_is_as_good_as_an_undo(tmp_path: Path) -> None:
    critical = "        critical: true\n        show: ivr publish\n        do: Publish the notice on the main line\n"
    spoil = ("        do: Publish the notice on the main line\n", critical)
    limits = "within: {1: 9m, 2: 9m, 3: 9m}, if_late: stop"
    approval = f'      - {{id: yes, title: "NOTICE: approve it", approve: commander, what: "Up?", {limits}}}\n'
    assert [problem.rule for problem in problems_of(tmp_path, spoil)] == ["RB020"]
    before = ("      - id: notice\n", f"{approval}      - id: notice\n")
    after = ("      - id: cause\n", f"{approval}      - id: cause\n")
    assert problems_of(tmp_path, spoil, before) == []
    assert [problem.rule for problem in problems_of(tmp_path, spoil, after)] == ["RB020"]
    undo = (spoil[0], spoil[1] + "        undo: Take it down\n")
    assert problems_of(tmp_path, undo) == []


def test_answers_that_lead_to_the_same_steps_are_told(tmp_path: Path) -> None:
    steps = '[{id: back, title: "RELEASE: roll back", do: Roll back, expect: Errors fall, by: technical}]'
    twin = f"title: Nothing known, steps: {steps}}}"
    found = problems_of(tmp_path, ("title: Nothing known}", twin))
    assert [problem.rule for problem in found] == ["RB007"]


def test_a_link_to_a_file_that_is_there_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "recording.md").write_text("how", "utf-8")
    where = "references: [{title: Notices, where: WHERE}]\nnames:\n"
    for name, dead in (
        ("recording.md", 0),
        ("./recording.md#start", 0),
        ("recorded.md", 1),
        ("../gone", 1),
        ("resources/vendor-a", 0),
        ("https://example.org/gone.md", 0),
        ("See page 3 of recorded.md", 0),
    ):
        found = problems_of(tmp_path, ("names:\n", where.replace("WHERE", f'"{name}"')))
        assert [problem.rule for problem in found] == ["RB023"] * dead, name


FIRST = '      - {id: first, title: "CUSTOMERS: send the first message", by: commander,'


def test_the_first_message_is_due_when_the_tier_says_so(tmp_path: Path) -> None:
    no_limit = ("    limit: {1: 15m, 2: 30m, 3: 4h}\n", "")
    late = (FIRST, FIRST + " within: {1: 16m, 2: 30m, 3: 5h},")
    found = problems_of(tmp_path, no_limit, late)
    assert [(problem.rule, problem.line, problem.message) for problem in found] == [
        ("RB015", 40, "'first' sends the first message of tier 1 after 16m; 'first_update' is 15m."),
        ("RB015", 40, "'first' sends the first message of tier 3 after 5h; 'first_update' is 4h."),
    ]
    assert problems_of(tmp_path, no_limit, (FIRST, FIRST + " within: {1: 15m, 2: 30m, 3: 4h},")) == []


@pytest.mark.parametrize(
    ("limits", "wrong"), [("2h 60m 60m", 1), ("60m 2h 60m", 1), ("60m 60m 2h", 0), ("2h 60m -", 1)]
)
def test_what_is_asked_for_comes_no_later_at_a_graver_tier(tmp_path: Path, limits: str, wrong: int) -> None:
    wants = "".join(
        f"  {tier}: [{{kind: staff, type: agent, need: {4 - tier}, within: {limit}}}]\n"
        for tier, limit in enumerate(limits.split(), start=1)
        if limit != "-"
    )
    found = problems_of(tmp_path, ("now:\n", f"resources:\n{wants}now:\n"))
    assert [problem.rule for problem in found] == ["RB015"] * wrong
    assert all("'agent' allows tier" in problem.message for problem in found)


def test_who_should_take_another_runbook_is_sent_to_one_that_is_there(tmp_path: Path) -> None:
    see = ("facts:\n", "out_of_scope: [{when: Data is gone, see: outage.smal}]\nfacts:\n")
    (found,) = problems_of(tmp_path, see)
    assert (found.rule, found.message, found.hint) == (
        "RB022",
        "There is no runbook 'outage.smal'.",
        "Did you mean 'outage.small'?",
    )
    library = tmp_path / "library"
    library.mkdir()
    other = library / "other.yaml"
    other.write_text(spoilt(("id: outage.small", "id: outage.smal")), "utf-8")
    assert check([tmp_path / "runbook.yaml"], library=[TEMPLATES, library]) == []
    other.write_text(spoilt(("id: outage.small", "id: outage.smal"), ("status: active", "status: retired")), "utf-8")
    (found,) = check([tmp_path / "runbook.yaml"], library=[TEMPLATES, library])
    assert (found.rule, found.message) == ("RB022", "The runbook 'outage.smal' is retired.")


def test_what_is_missing_is_said_with_what_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text("format: runbook/1\nid: outage.small\n", "utf-8")
    hints = {problem.message: problem.hint for problem in check([path])}
    assert hints["'owner' is missing."] == "The role that answers for this runbook."
    assert all(hints.values())


def test_a_template_that_is_not_there_is_said_with_where_to_write_it(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(GOOD.joinpath("runbook.yaml").read_bytes() if GOOD.is_dir() else GOOD.read_bytes())
    found = [problem for problem in check([path]) if problem.rule == "RB022"]
    assert found
    assert {problem.hint for problem in found} == {
        "Write it below 'templates' in a file of the folder templates: its id, with a title and a body."
    }
