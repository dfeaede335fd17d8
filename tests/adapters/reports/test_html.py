"""The report as one page: drawn, printable, fetched from nowhere, and no text in it becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from incident.adapters.reports.html import render_html
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.exercises.mark import MARK
from incident.wording.safe import clean_line
from tests.adapters.reports.pages import a_report
from tests.application.stories import a_night, closed, with_digests
from tests.bundles import a_bundle
from tests.domain.walks import Walk

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    '=HYPERLINK("http://evil.example"),a;b\t\'c',
    "\u202eevil\x1b[2J\x00\ufffe",
    "}*{background:url(http://evil.example)}",
    "\\22 ; } </title>",
)


class Reader(HTMLParser):
    """The tags in their order, what they carry, and the words between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(page.replace("<wbr>", ""))  # where a long word may break

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _page(walk: Walk, language: str = "en") -> str:
    return render_html(a_report(walk, language))


def _titled(walk: Walk, title: str) -> Walk:
    first = walk.entries[0]
    assert isinstance(first.event, e.IncidentDeclared)
    walk.entries[0] = replace(first, event=first.event.changed(title=FreeText(words=title)))
    return walk


def test_nothing_is_fetched_from_anywhere() -> None:
    page = _page(closed(a_night()))
    names = {name for name, _value in Reader(page).values}
    assert names.isdisjoint({"src", "href", "srcset", "onload"})
    assert re.findall(r"url\(|@import|https?:", page) == []
    assert "default-src 'none'" in page


def test_the_night_is_drawn_with_what_came_and_what_people_did() -> None:
    page = _page(closed(a_night()))
    assert "Steps (8)</text>" in page
    assert "Clocks that warned (1)</text>" in page
    assert "<li>restored: 2026-11-21 04:20</li>" in page
    assert re.findall(r">(\d\d:\d\d)</text>", page) == ["03:00", "03:30", "04:00", "04:30", "05:00"]
    assert page.count('role="img"') == page.count("<svg") == 1 + 4 + 3  # the night, four measures, three late steps


def test_a_time_is_drawn_beside_its_target() -> None:
    """The first update: 34 min of 30 min; the longest length in the picture is 161 min, and a row is 298 wide."""
    page = _page(closed(a_night()))
    assert f'aria-label="34 min of 30 min"><rect y="4" width="{34 / 161 * 298:.1f}"' in page
    assert f'<path d="M{30 / 161 * 298:.1f} 0V16"' in page


def test_every_sheet_of_paper_says_what_it_is_of() -> None:
    walk = closed(a_night())
    head = with_digests(walk.entries)[-1].digest
    real, exercise = _page(walk), _page(closed(a_night(mode=e.IncidentMode.EXERCISE)))
    assert '@top-left { content: "TIER 1 MAJOR"' in real
    assert f'@bottom-left {{ content: "INC-0001, entry 34, {head}"' in real
    assert '@top-left { content: "EXERCISE / 演练"' in exercise
    assert Reader(exercise).words.count(MARK) == 2
    assert MARK not in Reader(real).words


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_becomes_markup_or_style(words: str) -> None:
    pages = []
    for said in ("tame", words):
        walk = _titled(Walk(a_bundle(), by="ana"), said)
        walk.do(c.AddNote(by="bo", text=said, kind=e.NoteKind.TODO), "02:50")
        walk.do(c.ReportNotAsExpected(by="bo", step="notice", observed=said))
        pages.append(_page(walk))
    tame, wild = map(Reader, pages)
    assert wild.tags == tame.tags
    assert [name for name, _value in wild.values] == [name for name, _value in tame.values]
    assert f"After-action report: {clean_line(words)}" in wild.words
    style = pages[1].partition("<style>")[2].partition("</style>")[0]
    assert re.sub(r'"(?:\\[0-9a-f]+ |[^"\\])*"', '""', style) == re.sub(
        r'"(?:\\[0-9a-f]+ |[^"\\])*"', '""', pages[0].partition("<style>")[2].partition("</style>")[0]
    )


def test_it_says_what_the_markdown_says_in_both_languages() -> None:
    english, chinese = _page(closed(a_night())), _page(closed(a_night()), "zh-CN")
    assert "<h2>12. Improvement plan</h2>" in english
    assert "<h2>12. 整改计划</h2>" in chinese
    assert '<html lang="zh-CN">' in chinese
    assert Reader(english).tags == Reader(chinese).tags


def test_a_word_without_an_end_can_be_broken_on_paper() -> None:
    page = _page(_titled(Walk(a_bundle(), by="ana"), "x" * 80 + "<y>"))
    assert f"<h1>After-action report: {'x' * 32}<wbr>{'x' * 32}<wbr>{'x' * 16}&lt;y&gt;</h1>" in page
    assert f"<title>After-action report: {'x' * 80}&lt;y&gt;</title>" in page
