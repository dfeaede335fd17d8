"""What is said while the server is away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from incident.application.ports import Cut
from incident.wording.offline import cut_words
from incident.wording.speech import Speech


def test_a_line_that_was_cut_on_another_day_is_said_with_it(language: str) -> None:
    """A quarter to midnight in Shanghai; a day later the hour alone would read as a few minutes ago."""
    speech, since = Speech(zone=ZoneInfo("Asia/Shanghai")), datetime(2026, 11, 21, 15, 45, tzinfo=UTC)
    cut, yesterday = Cut(since=since, unmerged=0), {"en": "yesterday 23:45", "zh-CN": "昨天 23:45"}[language]
    assert "23:45" in cut_words(cut, speech, since + timedelta(minutes=10))
    assert yesterday not in cut_words(cut, speech, since + timedelta(minutes=10))
    assert yesterday in cut_words(cut, speech, since + timedelta(hours=1))
    assert "2026-11-21 23:45" in cut_words(cut, speech, since + timedelta(days=2))
