"""Runbooks that run others: what does not go together, and which files a compiled runbook was made from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from incident.adapters.documents.checker import check
from incident.adapters.documents.library import YamlLibrary
from incident.application.errors import DocumentError, Problem
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Branch, Step
from tests.adapters.documents.library import TEMPLATES, spoilt

MAJOR, SERIOUS, GENERAL = Tier
LAST = "      - {id: last,"


def _write(folder: Path, name: str, *changes: tuple[str, str], runs: str = "", language: str = "en") -> Path:
    """The small runbook under another id, with `run` steps at its end."""
    id_ = f"outage.{name}"
    steps = "".join(f'      - {{id: r{n}, title: "OTHER: run it", run: {run}}}\n' for n, run in enumerate(runs.split()))
    text = spoilt(("outage.small", id_), ("language: en", f"language: {language}"), (LAST, steps + LAST), *changes)
    path = folder / f"{id_}.{language}.yaml"
    path.write_text(text, "utf-8")
    return path


def _said(folder: Path) -> list[tuple[str, str, str]]:
    return [(Path(each.path).name, each.rule, each.message) for each in check([folder], library=[TEMPLATES])]


def _problems(refused: pytest.ExceptionInfo[DocumentError]) -> list[Problem]:
    return list(refused.value.problems)


def _steps(folder: Path, name: str) -> list[Step]:
    return list(YamlLibrary([folder, TEMPLATES]).bundle(f"outage.{name}").runbook.steps())


def test_what_is_run_may_run_others_itself(tmp_path: Path) -> None:
    _write(tmp_path, "a", runs="outage.b outage.c")
    _write(tmp_path, "b", runs="outage.c")
    _write(tmp_path, "c")
    ids = {step.id: step.branch for step in _steps(tmp_path, "a")}
    assert ids["r0/r0/rollback"] == Branch(step="r0/r0/cause", option="release")
    assert ids["r0/r0"] == Branch(step="r0", is_body=True)
    assert ids["r1/first"] == Branch(step="r1", is_body=True)
    assert _said(tmp_path) == []


def test_runbooks_that_run_each_other_are_refused_with_the_chain(tmp_path: Path) -> None:
    _write(tmp_path, "a", runs="outage.b")
    _write(tmp_path, "b", runs="outage.c")
    _write(tmp_path, "c", runs="outage.a")
    found = _said(tmp_path)
    assert [(name, rule) for name, rule, _words in found] == [(f"outage.{name}.en.yaml", "RB005") for name in "abc"]
    assert found[2][2] == "The runbook would run itself, without end: outage.a → outage.b → outage.c → outage.a."
    for name in "abc":
        with pytest.raises(DocumentError) as refused:
            YamlLibrary([tmp_path, TEMPLATES]).bundle(f"outage.{name}")
        assert {problem.rule for problem in _problems(refused)} == {"RB005"}


def test_two_runbooks_may_each_be_added_to_the_other_by_a_raise(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        _write(tmp_path, one, ("because: Many", f"also_run: outage.{other}, because: Many"))
    assert _said(tmp_path) == []
    assert {step.added_by for step in _steps(tmp_path, "a")} == {None, "outage.b"}


def test_a_retired_runbook_is_not_run(tmp_path: Path) -> None:
    path = _write(tmp_path, "a", runs="outage.b")
    _write(tmp_path, "b", ("status: active", "status: retired"))
    assert _said(tmp_path) == [(path.name, "RB022", "The runbook 'outage.b' is retired.")]


def test_what_is_run_speaks_every_language_of_what_runs_it(tmp_path: Path) -> None:
    _write(tmp_path, "a", runs="outage.b")
    path = _write(tmp_path, "a", runs="outage.b", language="zh-CN")
    _write(tmp_path, "b")
    found = [each for each in _said(tmp_path) if each[1] == "RB030"]
    assert found == [(path.name, "RB030", "The runbook 'outage.b' does not exist in 'zh-CN'.")]


def test_a_fact_of_both_is_the_same_fact(tmp_path: Path) -> None:
    path = _write(tmp_path, "a", runs="outage.b")
    _write(tmp_path, "b", ("type: percent}", "type: percent, range: [0, 50]}"))
    said = "The fact 'share' has another type or range in the runbook 'outage.b'."
    assert _said(tmp_path) == [(path.name, "RB003", said)]


def test_a_role_that_only_the_other_has_is_missing(tmp_path: Path) -> None:
    path = _write(tmp_path, "a", runs="outage.b")
    lead = [("scribe, technical, liaison]\nst", "scribe, lead, liaison]\nst"), ("technical: Tech", "lead: Tech")]
    fill = [("[commander, technical], first", "[commander, lead], first"), ("[[commander, technical]]", "[]")]
    work = [
        ("by: technical}", "by: lead}"),
        ("by: technical\n", "by: lead\n"),
        ("scribe, technical, l", "scribe, lead, l"),
    ]
    text = spoilt(("outage.small", "outage.b"))
    for old, new in (*lead, *fill, *work):
        text = text.replace(old, new)
    (tmp_path / "b.yaml").write_text(text, "utf-8")
    said = "The role 'lead' of the runbook 'outage.b' is not in 'roles'."
    assert _said(tmp_path) == [(path.name, "RB012", said)]


def test_a_step_that_runs_what_has_no_step_for_its_tiers_is_told(tmp_path: Path) -> None:
    path = _write(
        tmp_path, "a", ('title: "SIZE: record it",', 'title: "SIZE: record it", tiers: [1],'), runs="outage.b"
    )
    text = path.read_text("utf-8").replace("run: outage.b}", "tiers: [3], run: outage.b}")
    path.write_text(text, "utf-8")
    other = _write(tmp_path, "b").read_text("utf-8")
    for title in (
        'title: "CUSTOMERS: send the first message"',
        'title: "SIZE: record it"',
        'title: "ERRORS: stay low"',
    ):
        other = other.replace(title, f"{title}, tiers: [1, 2]")
    other = other.replace('title: "CLOSE: approve it"', 'title: "CLOSE: approve it", tiers: [1, 2]')
    other = other.replace('title: "CUSTOMERS: send the last message"', 'title: "CUSTOMERS: send", tiers: [1, 2]')
    other = other.replace("        by: technical\n        within: {1: 10m, 2: 20m, 3: 1h}", "        tiers: [1]")
    other = other.replace("        ask: What changed?", "        tiers: [1]\n        ask: What changed?")
    other = other.replace("hold: {1: 60m, 2: 30m, 3: 15m}", "hold: {1: 60m, 2: 30m}")
    (tmp_path / "outage.b.en.yaml").write_text(other, "utf-8")
    said = "The runbook 'outage.b' has no step for the tiers of this one."
    assert (path.name, "RB004", said) in _said(tmp_path)


def test_many_small_runbooks_that_run_each_other_twice_end_in_one_sentence(tmp_path: Path) -> None:
    """Each level doubles the steps; nothing is copied before they are counted."""
    for number in range(15):
        _write(tmp_path, f"n{number}", runs=f"outage.n{number + 1} outage.n{number + 1}")
    _write(tmp_path, "n15")
    with pytest.raises(DocumentError) as refused:
        YamlLibrary([tmp_path, TEMPLATES]).bundle("outage.n0")
    assert {problem.rule for problem in _problems(refused)} == {"RB005"}
    assert any("2000 is the most" in problem.message for problem in _problems(refused))


def test_a_chain_of_runbooks_is_not_endless(tmp_path: Path) -> None:
    for number in range(60):
        _write(tmp_path, f"n{number}", runs=f"outage.n{number + 1}")
    _write(tmp_path, "n60")
    with pytest.raises(DocumentError) as refused:
        YamlLibrary([tmp_path, TEMPLATES]).bundle("outage.n0")
    assert [problem.message for problem in _problems(refused)] == [
        "More than 20 runbooks are run within each other here."
    ]


def test_the_problems_of_what_is_run_are_told_once(tmp_path: Path) -> None:
    _write(tmp_path, "a", runs="outage.b")
    path = _write(tmp_path, "b", ("record: [share, workaround]", "record: [sahre]"))
    assert [(name, rule) for name, rule, _words in _said(tmp_path) if rule != "RB010"] == [(path.name, "RB008")]


def test_a_runbook_whose_shape_is_wrong_is_not_called_missing(tmp_path: Path) -> None:
    _write(tmp_path, "a", runs="outage.b")
    path = _write(tmp_path, "b", ("owner: duty-manager", "owner: [x]"))
    assert [(name, rule) for name, rule, _words in _said(tmp_path)] == [(path.name, "RB002")]


def test_one_file_alone_is_checked_with_the_library_that_it_uses(tmp_path: Path) -> None:
    path = _write(tmp_path, "a", runs="outage.b")
    _write(tmp_path, "b")
    assert check([path], library=[tmp_path, TEMPLATES]) == []
    assert [problem.rule for problem in check([path], library=[TEMPLATES])] == ["RB022"]


@pytest.mark.parametrize(
    "written",
    [
        "run: outage.b}",
        '"run" : "outage.b"}',
        "'run':\n          outage.b}",
        '"\\x72un": "outage\\x2eb"}',
        '? "run"\n          : "outage\\x2eb"}',
    ],
)
def test_a_change_of_what_is_run_is_seen_however_the_call_is_written(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "runbooks"
    folder.mkdir()
    path = _write(folder, "a", runs="outage.b")
    path.write_text(path.read_text("utf-8").replace("run: outage.b}", written), "utf-8")
    other = _write(folder, "b")
    library = YamlLibrary([folder, TEMPLATES], tmp_path / "cache")
    assert library.bundle("outage.a").text("step.r0/notice.do", "en") == "Publish the notice on the main line"
    stat = other.stat()
    other.write_text(other.read_text("utf-8").replace("on the main line", "on the MAIN line"), "utf-8")
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert library.bundle("outage.a").text("step.r0/notice.do", "en") == "Publish the notice on the MAIN line"
    other.unlink()
    with pytest.raises(DocumentError):
        library.bundle("outage.a")


def test_a_runbook_that_runs_another_is_kept_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "runbooks"
    folder.mkdir()
    _write(folder, "a", runs="outage.b")
    _write(folder, "b")
    first = YamlLibrary([folder, TEMPLATES], tmp_path / "cache").bundle("outage.a")
    assert [path.name.partition("@")[0] for path in (tmp_path / "cache").iterdir()] == ["outage.a"]
    assert YamlLibrary([folder, TEMPLATES], tmp_path / "cache").bundle("outage.a") == first


def test_a_team_s_own_runbook_is_the_one_that_is_run(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    own.mkdir()
    shipped.mkdir()
    _write(shipped, "a", runs="outage.b")
    _write(shipped, "b")
    library = YamlLibrary([own, shipped, TEMPLATES], tmp_path / "cache")
    assert library.bundle("outage.a").text("step.r0/notice.expect", "en") == "A test call hears it"
    _write(own, "b", ("A test call hears it", "Ours"))
    assert library.bundle("outage.a").text("step.r0/notice.expect", "en") == "Ours"


def test_a_tier_fills_the_roles_of_the_runbooks_that_it_runs(tmp_path: Path) -> None:
    """At tier 3 the runbook that is run fills the scribe, and the one that runs it does not."""
    _write(tmp_path, "a", runs="outage.b")
    _write(
        tmp_path,
        "b",
        ("3: {fill: [commander, technical]", "3: {fill: [commander, scribe, technical]"),
        ("by: technical\n        within", "by: scribe\n        within"),
    )
    (found,) = check([tmp_path], library=[TEMPLATES])
    assert (Path(found.path).name, found.rule) == ("outage.a.en.yaml", "RB013")
    assert found.message == "'r0/notice' gives work to 'scribe', whom tier 3 does not fill."
