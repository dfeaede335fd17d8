"""The report says what the review holds, in the reader's language, and texts in it stay texts."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from incident import i18n
from incident.adapters.reports.escaping import md
from incident.adapters.reports.markdown import render_markdown
from incident.adapters.reports.redacting import redacted
from incident.application.review import assemble_review
from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.exercises.mark import MARK
from incident.domain.titles import titles_of
from incident.i18n import _
from incident.wording.safe import clean_line
from tests.adapters.reports.pages import NAMES, a_report
from tests.application.stories import a_night, closed, ledger, with_digests
from tests.bundles import a_bundle
from tests.domain.walks import Walk

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def _report(walk: Walk, language: str = "en", *, names: bool = True) -> str:
    return render_markdown(a_report(walk, language, names=names))


def _tokens(text: str) -> list[Token]:
    return [token for block in READER.parse(text) for token in (block, *(block.children or []))]


def _headings(text: str) -> list[str]:
    blocks = READER.parse(text)
    return [after.content for block, after in itertools.pairwise(blocks) if block.type == "heading_open"]


def _cells(text: str) -> list[str]:
    """What a reader sees in the cells of all tables, row by row."""
    blocks = READER.parse(text)
    opens = {"td_open", "th_open"}
    return [
        "".join(child.content for child in after.children or [])
        for block, after in itertools.pairwise(blocks)
        if block.type in opens
    ]


def test_it_has_its_chapters_in_both_languages() -> None:
    walk = closed(a_night())
    english = [words for words in _headings(_report(walk)) if words[0].isdigit()]
    chinese = [words for words in _headings(_report(walk, "zh-CN")) if words[0].isdigit()]
    assert english == [
        "1. Summary",
        "2. Incident record",
        "3. Timeline",
        "4. Measures",
        "5. Decisions",
        "6. Runbook conformity",
        "7. Notifications",
        "8. What to ask",
        "9. Hot wash",
        "10. Feedback",
        "11. Self-evaluation",
        "12. Improvement plan",
        "13. Conclusion",
    ]
    assert chinese == [
        "1. 概要",
        "2. 事件记录",
        "3. 时间线",
        "4. 指标",
        "5. 决策",
        "6. 处置手册执行情况",
        "7. 通知与送达",
        "8. 需要追问的问题",
        "9. 现场点评",
        "10. 参与人员反馈",
        "11. 参与人员自评",
        "12. 整改计划",
        "13. 演练（处置）结论",
    ]


def test_the_chinese_report_speaks_no_english_of_its_own() -> None:
    report = _report(closed(a_night()), "zh-CN")
    ours = re.sub(
        r"`[^`]*`|Ana Lima|Bo Chen|Dee Novak|INC-0001|outage\.line|incident (?:verify|debrief \w+)|UTC|M[12]|pager",
        "",
        report,
    )
    theirs = ("Voice is down", "Silence", "nothing", "Fail over to B", "to C", "Data may be out", "No access")
    for words in (*theirs, "Why did the alert fire late?", "Checked by hand", "&lt;b&gt;", "&lt;/b&gt;", "&gt;"):
        ours = ours.replace(words, "")
    kinds = re.compile(r"[FADQTPx]")
    assert re.findall(r"[A-Za-z]{2,}", kinds.sub("", ours)) == []


def test_numbers_and_names_are_those_of_the_log() -> None:
    cells = _cells(_report(closed(a_night())))
    row = cells.index("Declared until the first update to customers")
    assert cells[row : row + 4] == ["Declared until the first update to customers", "30 min", "34 min", "4 min late"]
    row = cells.index("Declared until restored")
    assert cells[row + 1 : row + 4] == ["2 h 41 min", "1 h 40 min", "1 h 1 min early"]
    assert "Ana Lima" in cells
    assert "VOICE MENU: put up the outage notice" in cells


def test_the_head_of_the_log_is_on_the_cover_and_in_the_appendix() -> None:
    walk = closed(a_night())
    head = with_digests(walk.entries)[-1].digest
    report = _report(walk)
    assert report.count(head) == 2
    assert "'incident verify INC-0001' recomputes it" in report


def test_every_entry_of_the_log_is_in_the_appendix() -> None:
    walk = closed(a_night())
    appendix = _cells(_report(walk).partition("## Appendix: the log")[2])
    assert [int(cell) for cell in appendix[7::7]] == [entry.seq for entry in walk.entries]


def test_a_correction_stands_beneath_its_original() -> None:
    cells = _cells(_report(closed(a_night())))
    original = cells.index("Fail over to B")
    assert cells[original + 4] == "corrected: to C"


def test_every_delivery_is_shown_with_its_outcome_and_why() -> None:
    cells = _cells(_report(closed(a_night())))
    assert "sent (confirmed by the provider)" in cells
    assert "it was handed over and no answer came" in cells


def test_questions_leave_room_for_an_answer() -> None:
    report = _report(closed(a_night()))
    assert "- [ ] Customer liaison: Step 'CUSTOMERS: send the first message' was 4 min late." in report
    assert report.count("  - Answer:") == report.count("- [ ] ")


def test_a_running_incident_gives_a_draft() -> None:
    assert "draft, the incident still runs" in _report(a_night())
    assert "draft, the incident" not in _report(closed(a_night()))


def test_an_exercise_opens_and_closes_with_its_mark() -> None:
    report = _report(closed(a_night(mode=e.IncidentMode.EXERCISE)), "zh-CN").strip()
    assert report.startswith(f"**{MARK}**")
    assert report.endswith(f"**{MARK}**")
    assert MARK not in _report(closed(a_night()))


def test_whoever_did_not_lead_an_exercise_is_not_told_that_no_critical_task_failed() -> None:
    """They may not see how tasks were rated, so their report cannot know."""
    unseen = "stands in the report of those who led the exercise"
    assert unseen in _report(closed(a_night(mode=e.IncidentMode.EXERCISE)))
    assert unseen not in _report(closed(a_night()))


def test_an_empty_incident_still_makes_a_report() -> None:
    walk = Walk(a_bundle(), by="ana")
    report = _report(walk)
    assert "None." in report
    assert len(_headings(report)) == len(set(_headings(report)))


def test_without_names_people_are_called_by_their_roles() -> None:
    walk = closed(a_night())
    walk.do(c.AddNote(by="zoe", text="Seen from outside"))
    report = _report(walk, names=False)
    for name in NAMES.values():
        assert name not in report
    assert "zoe" not in report
    assert {"Commander", "Technical lead", "participant 1"} <= set(_cells(report))


HOSTILE = (
    "# heading",
    "- item\n## second",
    "[link](http://evil.example) ![x](http://evil.example/p.png)",
    "<script>alert(1)</script> <b>bold</b> &lt;",
    "a | b | c",
    "a \\| b \\\\| c \\",
    "| --- | --- |",
    "`code` ``more`` ~~gone~~ **bold** __under__ *it*",
    "```\nblock\n```",
    "1. one",
    "2) two",
    "> quote",
    "===",
    "+ plus",
    "<http://evil.example> [a]: http://evil.example",
    "\u202eevil\x1b[2J",
    "***",
    "&amp; &#35; &copy;",
)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_text_becomes_markup(words: str, language: str) -> None:
    """Title, reasons, notes, corrections, values: wherever people write."""
    tame, wild = Walk(a_bundle(), by="ana"), Walk(a_bundle(), by="ana")
    for walk, said in ((tame, "tame"), (wild, words)):
        walk.do(c.AddNote(by="bo", text=said, kind=e.NoteKind.TODO), "02:50")
        walk.do(c.CorrectEntry(by="bo", seq=3, text=said))
        walk.do(c.RecordFact(by="bo", fact="channel", value=said))
        walk.do(c.ReportNotAsExpected(by="bo", step="notice", observed=said))
        walk.do(c.OverrideStep(by="bo", step="stable", because=said))
    expected = [token.type for token in _tokens(_report(tame, language)) if token.type != "text_special"]
    got = [token.type for token in _tokens(_report(wild, language)) if token.type != "text_special"]
    assert _without_repeats(got) == _without_repeats(expected)
    assert clean_line(words) in _cells(_report(wild, language))


def _without_repeats(types: list[str]) -> list[str]:
    """Escapes split one text into several; nothing else may differ."""
    return [one for one, before in zip(types, ["", *types], strict=False) if one != "text" or before != "text"]


@given(st.text(max_size=60))
def test_a_reader_of_markdown_shows_exactly_the_text(text: str) -> None:
    said = clean_line(text)
    if not said:
        return
    table = f"| head |\n| --- |\n| {md(text)} |\n"
    assert _cells(table) == ["head", said]
    shown = READER.parse(md(text))
    assert [block.type for block in shown] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in shown[1].children or []) == said


@pytest.mark.parametrize(("language", "called"), [("en", "A line is down"), ("zh-CN", "线路中断")])
def test_the_cover_calls_it_as_its_reader_does_where_nobody_typed_the_title(language: str, called: str) -> None:
    """Also where whoever makes the report has not the scenario; outsiders read neither title."""
    walk = closed(a_night(mode=e.IncidentMode.EXERCISE))
    declared = walk.entries[0]
    assert isinstance(declared.event, e.IncidentDeclared)
    titles = {tag: FreeText(words) for tag, words in titles_of(a_bundle()).items()}
    walk.entries[0] = replace(declared, event=declared.event.changed(title=titles["en"], titles=titles))
    assert next(line for line in _report(walk, language).splitlines() if line.startswith("# ")).endswith(called)
    kept = redacted(assemble_review(with_digests(walk.entries), *ledger())).log[0].event
    assert isinstance(kept, e.IncidentDeclared)
    assert {str(title) for title in (kept.title, *kept.titles.values())} == {_("(left out)")}
