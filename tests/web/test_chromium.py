"""Debian's Chromium, as a person uses it: log in, declare, complete a step, log out."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest

from incident.bootstrap.assembly import Program
from incident.domain.events import NoteAdded, StepCompleted
from incident.walk.keys import CALM
from tests.web.chromium import Tab
from tests.web.houses import RIGHT, House, a_workspace, children_of, open_house, until

pytestmark = pytest.mark.slow

KEYS = {"Enter": "Enter", "回车": "Enter", "Space": " ", "空格": " "}

FOCUSED = "document.activeElement.className === 'xterm-helper-textarea'"

ENGLISH = (
    "declare",
    "a service is down",
    "A customer channel",
    "takes it",
    "TIER 2 SERIOUS",
    "open it, for REAL",
    "go on; what is left",
)
CHINESE = ("宣布事件", "服务中断", "客户渠道", "确定", "二级（较大）", "作为实战宣布", "进入步骤")

GRAVE = ("open it, for REAL", "作为实战宣布")

NOTE = "客户已告知"
NOTE_ASKED = {"en": ("note",), "zh-CN": ("记录",)}
NO_KEYS = {"en": ("like a paste: nothing was done",), "zh-CN": ("未执行任何操作",)}


async def _log_in(tab: Tab, house: House, language: str) -> None:
    await tab.go(house.url)
    if language == "zh-CN":
        await tab.click("a[lang=zh-CN]")
        await tab.shows("document.documentElement.lang === 'zh-CN' && document.readyState === 'complete'")
    await tab.shows("document.activeElement.id === 'name'")  # the cursor is where the name belongs
    await tab.type("bo")
    await tab.press("Tab")
    await tab.type(RIGHT)
    await tab.press("Enter")


async def _press_key_before(tab: Tab, words: str) -> None:
    """Press the key that is printed before these words."""
    await until(lambda: bool(_key_before(words, tab.text)), f"a key before {words}")
    key = _key_before(words, tab.text)
    if words in GRAVE:
        end = monotonic() + CALM + 0.1
        await until(lambda: monotonic() > end, "the rest that a grave question wants")
    await tab.press(KEYS.get(key, key))


def _key_before(words: str, text: str) -> str:
    found = re.search(rf"(\S+) +{re.escape(words)}", text)
    return found[1] if found else ""


def _completed_by(folder: Path) -> set[str]:
    program = Program(folder)
    try:
        entries = program.log.read("INC-0001")
        return {entry.actor for entry in entries if isinstance(entry.event, StepCompleted)}
    finally:
        program.close()


def _notes(folder: Path) -> list[str]:
    program = Program(folder)
    try:
        entries = program.log.read("INC-0001")
        return [str(entry.event.text) for entry in entries if isinstance(entry.event, NoteAdded)]
    finally:
        program.close()


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("zh-CN", CHINESE)])
async def test_a_person_logs_in_declares_an_incident_and_completes_a_step(
    tmp_path: Path, tab: Tab, language: str, words: tuple[str, ...]
) -> None:
    folder = a_workspace(tmp_path / "team")
    async with open_house(folder) as house:
        await _log_in(tab, house, language)
        await tab.shows(FOCUSED)
        for each in words:
            await _press_key_before(tab, each)
        await tab.sees("[>] 1", "T+00:00:0")
        picture = await tab.picture()
        await tab.compose("nihao", "你好 世界")  # the blank in it is no mark
        await tab.sees(*NO_KEYS[language])
        assert _completed_by(folder) == set()
        await tab.press(" ")
        await until(lambda: _completed_by(folder) == {"bo"}, "the mark in the record")
        await tab.sees("[>] 2" if "[>] 2" in tab.text else "[x]")
        await tab.press("m")
        await tab.sees(*NOTE_ASKED[language])
        await tab.compose("kehu", NOTE)
        await tab.sees(NOTE)
        await tab.press("Enter")
        await until(lambda: NOTE in _notes(folder), "the note in the record")
        assert _rows(picture) > 20, "the window is empty"
        assert tab.problems == []
        assert await tab.value("localStorage.length + sessionStorage.length") == 0
        assert await tab.value("document.cookie") == ""
        await tab.click("header button")
        await tab.shows("location.pathname === '/login'")
        await until(lambda: not children_of(folder), "the end of the program")
    (tmp_path / "walk.png").write_bytes(picture)


async def test_when_the_program_ends_the_page_says_so_and_opens_it_again(tmp_path: Path, tab: Tab) -> None:
    folder = a_workspace(tmp_path / "team")
    async with open_house(folder) as house:
        await _log_in(tab, house, "en")
        await tab.sees("you: Bo Aker")
        await tab.shows(FOCUSED)
        await tab.press("q")
        await tab.shows("document.querySelector('.ended').offsetHeight > 0")
        await tab.click(".ended a")
        await tab.shows("!document.body.classList.contains('-closed') && document.readyState === 'complete'")
        await tab.sees("you: Bo Aker")


async def test_a_phone_shows_all_of_the_login_page(tmp_path: Path, tab: Tab) -> None:
    async with open_house(a_workspace(tmp_path / "team")) as house:
        await tab.ask("Emulation.setDeviceMetricsOverride", width=360, height=640, deviceScaleFactor=2, mobile=True)
        await tab.ask("Emulation.setScriptExecutionDisabled", value=True)
        await tab.go(f"{house.url}/login?lang=zh-CN")
        assert await tab.value("document.documentElement.scrollWidth") <= 360
        assert await tab.value("document.querySelector('button').getBoundingClientRect().bottom") <= 640


def _rows(png: bytes) -> int:
    """How many different rows of pixels a picture has, as they are filtered: a blank window has a few."""
    width = int.from_bytes(png[16:20])
    channels = {2: 3, 6: 4}[png[25]]
    rows = zlib.decompress(b"".join(_image_data(png)))
    stride = width * channels + 1
    return len({rows[start + 1 : start + stride] for start in range(0, len(rows), stride)})


def _image_data(png: bytes) -> list[bytes]:
    starts = [8]
    while starts[-1] < len(png):
        starts.append(starts[-1] + 12 + int.from_bytes(png[starts[-1] : starts[-1] + 4]))
    return [png[start + 8 : end - 4] for start, end in pairwise(starts) if png[start + 4 : start + 8] == b"IDAT"]
