"""What another person picked in English, on the screens of a reader of Chinese."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident import i18n
from incident.domain import commands as c
from incident.tui.views.rows import step_row, waiting_rows
from incident.tui.views.side import side_lines
from incident.walk.moment import Walk
from incident.walk.texts import step_texts
from incident.wording.speech import Speech
from tests.bundles import EN, ZH, a_bundle
from tests.tui.worlds import World


def _walk(world: World, *commands: c.Command) -> Walk:
    incident = world.does(world.declared(), *commands)
    speech = Speech.to(world.directory.people(), bundle=incident.bundle)
    return Walk(incident=incident, person="ana", speech=speech, now=world.clock.now())


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.use("zh-CN")


def test_a_usual_reason_is_read_in_the_language_of_the_reader(world: World) -> None:
    until = world.clock.now() + timedelta(minutes=5)
    ruled_out = c.RuleOutStep(by="ana", step="notice", because="No such system here")
    put_off = c.DeferStep(by="ana", step="agents", because="Not possible yet", until_time=until)
    walk = _walk(world, ruled_out, put_off)
    first, second = (walk.checklist.item(step) for step in ("notice", "agents"))
    assert first is not None
    assert second is not None
    assert "这里没有该系统" in step_row(walk, first, 120).plain
    assert "暂时无法执行" in "".join(row.plain for row in waiting_rows(walk, second, 120))


def test_what_is_still_true_and_a_range_stand_in_chinese_punctuation(world: World) -> None:
    words = {**ZH, "step.notice.still_true": "公告仍在首页"}
    world.bundles = (a_bundle(words={"en": EN, "zh-CN": words}),)
    walk = _walk(world, c.CompleteStep(by="ana", step="notice"))
    still_true = "".join(row.plain for row in side_lines(walk, 60, 40))
    assert "第 1 步：公告仍在首页" in still_true
    calls = walk.checklist.item("calls")
    assert calls is not None
    assert "（次（共 10 次））（0 至 10）" in "".join(text.words for text in step_texts(walk, calls))
