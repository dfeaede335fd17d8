"""Six hours with 200 injects: the report is there at once, and one page holds it."""

from __future__ import annotations

import itertools
import re

import pytest

from incident.adapters.reports.html import render_html
from incident.adapters.reports.report import after_action_report
from incident.adapters.storage.memory import MemoryLog
from tests.scenarios.long_days import INJECTS, played_day, review_of, speech_of


@pytest.mark.slow
def test_the_report_of_the_longest_exercise_is_one_page_of_less_than_two_megabytes() -> None:
    play = played_day(MemoryLog())
    page = render_html(after_action_report(review_of(play), speech_of(play), scenario=play.bundle))
    assert f"Injects ({INJECTS})</text>" in page
    assert len(page.encode()) < 2_000_000
    axis = re.findall(r'<text x="([\d.]+)" y="\d+" text-anchor="middle">\d\d:\d\d</text>', page)
    apart = [float(after) - float(before) for before, after in itertools.pairwise(axis)]
    assert min(apart) > 60  # readable on paper: the times of the axis do not run into each other
