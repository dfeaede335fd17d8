"""Every rule of the check says in either language what it finds and what to write."""

from __future__ import annotations

import re

from incident.adapters.documents import rules
from incident.adapters.documents.drills import rules as plan_rules
from incident.adapters.documents.scenarios import rules as scenario_rules
from incident.wording.rules import RULES
from tests.cli.conftest import CommandLine


def test_every_rule_of_the_table_has_words_and_no_other() -> None:
    tables = "".join(each.__doc__ or "" for each in (rules, scenario_rules, plan_rules))
    assert set(RULES) == set(re.findall(r"([A-Z]{2}\d{3})  ", tables))


def test_a_rule_is_explained_by_its_id_in_either_language(cli: CommandLine) -> None:
    assert cli.done("runbook", "rules", "rb029").out.startswith("RB029  More than nine steps stand between two pauses")
    said = cli.done("--lang", "zh-CN", "runbook", "rules").out
    assert [rule for rule in RULES if not re.search(rf"^{rule}  .*[\u4e00-\u9fff]", said, re.MULTILINE)] == []


def test_an_unknown_rule_is_answered_with_the_nearest(cli: CommandLine) -> None:
    ran = cli("runbook", "rules", "RB0129")
    assert ran.code == 2
    assert "Did you mean 'RB029'?" in ran.err or "Did you mean 'RB012'?" in ran.err
