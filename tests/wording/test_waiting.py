"""For how long an answer is waited for: as exactly as there are cells for, and never cut in the middle."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident import i18n
from incident.application.ports import DeliveryState
from incident.wording.escalating import waiting_words
from tests.deliveries import a_delivery
from tests.fakes import START


@pytest.mark.parametrize(
    ("language", "minutes", "most", "said"),
    [
        ("zh-CN", 41, 18, "已等待 41 分钟"),
        ("zh-CN", 341, 0, "已等待 5 小时 41 分钟"),
        ("zh-CN", 341, 18, "已等待 5 小时"),
        ("en", 341, 18, "waiting 5 h 41 min"),
        ("en", 341, 12, "waiting 5 h"),
        ("en", 0, 18, "waiting under 1 min"),
    ],
)
def test_a_long_wait_is_said_in_whole_hours_where_its_minutes_have_no_room(
    language: str, minutes: int, most: int, said: str
) -> None:
    i18n.use(language)
    row = a_delivery(kind="page", state=DeliveryState.SENT, left_at=START)
    assert waiting_words(row, START + timedelta(minutes=minutes), most) == said


def test_news_and_what_has_not_left_wait_for_no_answer() -> None:
    for changes in ({"kind": "status", "left_at": START}, {"kind": "page", "left_at": None}):
        assert waiting_words(a_delivery(**{"state": DeliveryState.SENT, **changes}), START) == ""
