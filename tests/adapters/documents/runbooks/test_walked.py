"""A runbook that uses every key of the grammar is walked to its end, and every text of a step is read to somebody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.adapters.documents.reading.nodes import Plain
from incident.adapters.documents.reading.strict_yaml import parse_tree
from incident.adapters.documents.runbooks import model, model_steps
from incident.cli.main import run
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Bundle, Verb
from tests.adapters.documents.library import FIXTURES
from tests.cli.walk.conftest import Aloud, HeldLog
from tests.cli.world import World
from tests.fakes import ShelfLibrary
from tests.library.tours import Tour, Tours

VERBS = FIXTURES / "verbs"
MAIN = "outage.every-verb"
ONLY_IMPORTED = {"origin", "format", "sha256", "file"}
"""What an import writes."""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.fixture(scope="module")
def whole() -> Bundle:
    return YamlLibrary([VERBS]).bundle(MAIN)


def _keys(node: Plain) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _keys(below)


def test_it_uses_every_key_of_the_grammar() -> None:
    used = set(_keys(parse_tree((VERBS / "en" / f"{MAIN}.yaml").read_bytes(), MAIN).values))
    files = [each for module in (model, model_steps) for each in vars(module).values() if hasattr(each, "model_fields")]
    known = {field.alias or name for each in files for name, field in each.model_fields.items()}
    assert known - used - ONLY_IMPORTED - set(model.TemplatesFile.model_fields) - {"title", "body"} == set()


@pytest.mark.parametrize("tier", Tier, ids=lambda tier: f"tier-{int(tier)}")
def test_every_verb_every_answer_and_every_way_out_leads_to_the_end(whole: Bundle, tier: Tier) -> None:
    tours = Tours(whole, tier)
    walked = set[Verb]()
    for tour in tours:
        assert tour.walk.checklist.open_items == ()
        progress = tour.walk.incident.steps
        walked |= {step.verb for step in whole.runbook.steps() if step.id in progress}
    assert walked >= {step.verb for step in whole.runbook.steps() if tier in step.tiers and not step.added_by} - {
        Verb.TOGETHER,
        Verb.RUN,
    }  # those are done with what they hold


def test_what_a_raise_adds_is_walked_as_well(whole: Bundle) -> None:
    tour = Tour(Tours(whole, Tier.GENERAL))
    tour.walk_on(3)
    tour.walk.do(c.RecordFact(by="ann", fact="exposed", value=True))
    tour.walk.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="customer data was seen"))
    tour.walk_on()
    assert tour.walk.checklist.open_items == ()
    added = {step.id for step in whole.runbook.steps() if step.added_by == "press.story" and step.branch is None}
    assert added
    assert added <= set(tour.walk.incident.steps)


ENGLISH = """Caution: One change at a time|Do: Roll back|Expect: Errors fall|To copy:|rollback --last
Undo: Deploy it again|Once done: No other release is under way|do, then confirm
Why: What was changed last is the likeliest cause"""
CHINESE = """注意：一次只改一处|操作：回退|应看到：错误减少|可复制：|rollback --last|撤销：重新发布
完成后有效：没有其他发布在进行|原因：最后的改动最可能是原因|先做后核对"""


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("zh-CN", CHINESE)], ids=["en", "zh-CN"])
def test_every_text_of_a_step_is_read_aloud_under_its_word(
    whole: Bundle, tmp_path: Path, language: str, words: str
) -> None:
    log = HeldLog()
    world = World(log=log, library=ShelfLibrary({MAIN: whole}))
    assert run(("declare", MAIN, "--tier", "3", "--title", "Down"), world) == 0
    aloud = Aloud(world, log, tmp_path)
    aloud.by("ana", c.AnswerStep(by="ana", step="cause", option="release"))()
    i18n.use(language)
    heard = aloud("1", "g 4a", "")
    for said in words.replace("\n", "|").split("|"):
        assert any(said in line for line in heard), (said, heard)
