"""One tier of a runbook on paper: the same words in three forms, on pages that fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from incident import i18n
from incident.adapters.documents.library import YamlLibrary
from incident.adapters.reports.paper.html import render_html
from incident.adapters.reports.paper.markdown import render_markdown
from incident.adapters.reports.paper.sheet import Heading, Page, PaperStep, paper
from incident.adapters.reports.paper.text import render_text
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Branch, Bundle, IfLate, Phase, Verb
from incident.shipped import library_root
from incident.wording.cells import cells
from tests.bundles import EN, a_bundle, a_runbook, a_step, fact

SHIPPED = YamlLibrary((library_root(),)).bundle("outage.core-channel")
MINUTE = timedelta(minutes=1)


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    yield i18n.use(request.param)
    i18n.use("en")


def _with_steps(*steps: object, **words: str) -> Bundle:
    book = a_bundle().runbook
    phase = Phase(id="all", steps=steps)  # type: ignore[arg-type]  # steps, told as they come
    spoken = {key.replace("__", "."): text for key, text in words.items()}
    return Bundle(runbook=replace(book, phases=(phase,)), words={"en": {**a_bundle().words["en"], **spoken}})


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.usefixtures("language")
def test_every_page_fits_and_is_numbered(tier: Tier) -> None:
    pages = render_text(paper(SHIPPED, tier)).split("\f")
    for number, page in enumerate(pages, start=1):
        lines = page.rstrip("\n").split("\n")
        assert len(lines) <= 66
        assert max(map(cells, lines)) <= 80
        assert f"{number}/{len(pages)}" in lines[-1]
        assert "outage.core-channel" in lines[-1]


@pytest.mark.usefixtures("language")
def test_no_step_is_torn_between_two_pages() -> None:
    for page in render_text(paper(SHIPPED, Tier.MAJOR)).split("\f"):
        first = next(line for line in page.split("\n")[2:] if line.strip())
        assert first[0] != " " or first.lstrip().startswith(("[ ]", "IF NOT", "若没有"))


@pytest.mark.parametrize("filler", range(40, 60))
def test_the_heading_of_the_messages_ends_no_page(filler: int) -> None:
    page = paper(SHIPPED, Tier.MAJOR)
    long = replace(page.messages[0], body="one line\n" * 40)
    short = replace(page, phases=(), applies=("ab",) * filler, messages=(long,))
    for text in render_text(short).split("\f"):
        lines = [each for each in text.split("\n")[:-2] if each.strip()]
        assert lines[-1] != "MESSAGES"


@pytest.mark.parametrize("render", [render_text, render_html, render_markdown])
def test_every_step_stands_once_with_its_box(render: Callable[[Page], str]) -> None:
    page = paper(SHIPPED, Tier.MAJOR)
    text = render(page)
    wanted = [step for step in SHIPPED.runbook.steps() if Tier.MAJOR in step.tiers]
    assert sum(isinstance(item, PaperStep) for phase in page.phases for item in phase.items) == len(wanted)
    boxes = text.count("[ ]") if render is not render_html else text.count('class="box"')
    assert boxes >= len(wanted)


def test_a_caution_stands_before_what_it_warns_of() -> None:
    for text in (render_text(paper(SHIPPED, Tier.MAJOR)), render_markdown(paper(SHIPPED, Tier.MAJOR))):
        assert text.index("names no cause and no repair time") < text.index(
            "Publish the notice with the call-back offer"
        )


def test_answers_open_their_branches_with_the_letters_of_the_screen() -> None:
    phase = next(each for each in paper(SHIPPED, Tier.MAJOR).phases if each.title == "Decide and contain")
    answers = [item for item in phase.items if isinstance(item, Heading) and item.is_answer]
    assert {item.depth for item in answers} == {1}
    numbers = [item.number for item in phase.items if isinstance(item, PaperStep)]
    assert numbers[:5] == ["9", "9a", "9b", "9a", "9a1"]
    assert "10a" in numbers


def test_a_message_has_a_place_for_every_value() -> None:
    messages = paper(SHIPPED, Tier.MAJOR).messages
    assert len(messages) == 9
    assert all("${" not in message.title + message.body for message in messages)
    assert "[Which channel or function fails? ________]" in messages[0].body


def test_kinds_of_steps_that_others_lack_have_places_to_write() -> None:
    bundle = _with_steps(
        a_step("pause", Verb.WAIT, wait=10 * MINUTE),
        a_step("rounds", Verb.REPEAT, condition=fact("workaround"), every=5 * MINUTE, rounds=3),
        a_step("look", branch=Branch(step="rounds", is_body=True)),
        a_step("both", Verb.TOGETHER, options=("here", "there")),
        a_step("left", branch=Branch(step="both", option="here", is_body=True)),
        a_step("right", branch=Branch(step="both", option="there", is_body=True)),
        a_step("sign", Verb.APPROVE, approver="commander", if_late=IfLate.STOP),
        a_step("agree", Verb.APPROVE, approver="technical", if_late=IfLate.ESCALATE),
        step__both__option__here="HERE",
        step__sign__what="Go on?",
    )
    text = render_text(paper(bundle, Tier.MAJOR))
    assert "WAIT: 10 min; it ends at ____" in text
    assert "EVERY: 5 min" in text
    assert "ROUND: [ ] [ ] [ ]" in text
    assert re.findall(r"^ +\[ \] (\d[a-z]) ", text, re.MULTILINE) == ["2a", "3a", "3b"]
    assert "IF LATE: stop and wait" in text
    assert "IF LATE: Commander may decide, too" in text
    assert text.index("HERE") < text.index("3a left") < text.index("3b right")


def test_a_phase_that_a_raise_may_add_says_so() -> None:
    bundle = _with_steps(a_step("call", added_by="data.exposure"))
    assert "Here begins 'data.exposure'. Work it only if it was added" in render_text(paper(bundle, Tier.MAJOR))


@pytest.mark.parametrize("render", [render_text, render_html, render_markdown])
def test_phases_are_counted_in_their_own_runbook(render: Callable[[Page], str]) -> None:
    own = [Phase(id=name, steps=(a_step(name),)) for name in ("a", "b", "c")]
    others = [Phase(id=f"x/{name}", steps=(a_step(f"x/{name}", added_by="data.exposure"),)) for name in ("d", "e")]
    book = replace(a_bundle().runbook, phases=(*own, *others))
    text = render(paper(Bundle(runbook=book, words={"en": {}}), Tier.MAJOR)).replace("&#x27;", "'").replace("\\", "")
    told = re.findall(r"(?i)phase (\d/\d(?: of '[\w.]+')?):", text)
    assert [each.lower() for each in told] == [
        *("1/3", "2/3", "3/3"),
        *("1/2 of 'data.exposure'", "2/2 of 'data.exposure'"),
    ]
    assert text.count("Here begins 'data.exposure'") == 1


@pytest.mark.parametrize("render", [render_text, render_html, render_markdown])
def test_hostile_words_command_no_printer_and_no_browser(render: Callable[[Page], str]) -> None:
    hostile = '\x1b[2J\u202e</style><script>alert(1)</script>" } \x0c'
    bundle = _with_steps(a_step("pause"), title=hostile, step__pause__do=hostile, step__pause__show=hostile)
    bundle = replace(bundle, runbook=replace(bundle.runbook, id='x"</style><b>'))
    text = render(paper(bundle, Tier.MAJOR))
    assert not {"\x1b", "\u202e"} & set(text)
    if render is render_html:
        assert "<script" not in text
        assert text.count("</style>") == 1


def test_the_page_is_whole_html_for_a4_and_fetches_nothing() -> None:
    text = render_html(paper(SHIPPED, Tier.MAJOR))
    assert "size: A4" in text
    assert not re.search(r"(src|href)=|url\(|@import", text)
    open_tags: list[str] = []

    class Balanced(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  (the parser's)
            if tag != "meta":
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Balanced().feed(text)
    assert open_tags == []


def test_a_tier_that_is_not_there_and_an_empty_runbook_still_print() -> None:
    bare = Bundle(runbook=replace(a_runbook(), tiers={}, wants={}), words={"en": {}})
    for render in (render_text, render_html, render_markdown):
        assert "outage.line" in render(paper(bare, Tier.MAJOR))


def test_chinese_paper_holds_no_english_word() -> None:
    """But ids, addresses and names, which are the same in every language."""
    i18n.use("zh-CN")
    try:
        page = paper(_with_no_words_of_its_own(), Tier.MAJOR)
        html = re.sub(r"<style>.*?</style>|<[^>]+>", " ", render_html(page), flags=re.DOTALL)
        texts = [render_text(page), html, render_markdown(page).replace("```text", "")]
    finally:
        i18n.use("en")
    for text in texts:
        assert set(re.findall(r"[A-Za-z]{2,}", text.replace("outage.core-channel", ""))) == set()


def _with_no_words_of_its_own() -> Bundle:
    """The shipped runbook whose every text is Chinese without a Latin letter, so that all that is left is ours."""
    words = {key: "乙" if re.search("[A-Za-z]", text) else text for key, text in SHIPPED.words["zh-CN"].items()}
    return Bundle(runbook=SHIPPED.runbook, words={"zh-CN": words})


def test_the_first_page_is_no_title_alone_and_says_the_title_once() -> None:
    first, *_rest = render_text(paper(SHIPPED, Tier.MAJOR)).split("\f")
    assert first.count("A customer channel is down") == 1
    assert "PHASE 1/" in first
    assert sum(1 for line in first.split("\n") if not line.strip()) < 33


def test_a_command_on_paper_has_a_blank_for_the_incident_and_none_of_its_words_is_broken() -> None:
    command = "incident mark ${incident} aware --at 'YYYY-MM-DD HH:MM' --reference 'what the authority calls it'"
    book = a_runbook([Phase(id="protect", steps=(a_step("mark"),))])
    bundle = a_bundle(book, {"en": {**EN, "step.mark.title": "MARK: state it", "step.mark.show": command}})
    rows = [row for row in render_text(paper(bundle, Tier.MAJOR)).splitlines() if row.strip().startswith("| ")]
    assert "${" not in " ".join(rows)
    assert "____(number of the incident)" in " ".join(rows)
    assert len(rows) > 1
    assert all(word in " ".join(rows).split() for word in ("--reference", "--at", "aware"))
