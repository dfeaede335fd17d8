"""Colours that everybody tells apart, frames in ASCII, a mouse that can be turned off, and all of it remembered."""

from __future__ import annotations

from collections.abc import Sequence
from colorsys import rgb_to_hsv
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
from textual.color import Color

from incident import i18n
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Verb
from incident.tui.look import Look
from incident.tui.themes import LOOKS, every_theme
from incident.walk.settings import THEMES, Settings, SettingsFile, overruled
from tests.domain.walks import ALL, less, plan, step
from tests.tui.pages import opened
from tests.tui.worlds import World

STATES = ("done", "waiting", "wrong", "overridden")
READABLE = 4.5
"""The contrast that WCAG 2.1 asks of text (1.4.3)."""

BLIND = {  # Viénot, Brettel and Mollon (1999), in linear RGB
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}
APART = 0.12
"""How far two states have to be from each other, as a share of the way from black to white."""


def _linear(colour: str) -> list[float]:
    parts = (part / 255 for part in Color.parse(colour).rgb)
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _contrast(one: str, other: str) -> float:
    weights = (0.2126, 0.7152, 0.0722)
    light, dark = sorted(
        (sum(weight * part for weight, part in zip(weights, _linear(colour), strict=True)) for colour in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def _seen_as(colour: str, matrix: tuple[tuple[float, ...], ...]) -> list[float]:
    linear = _linear(colour)
    return [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in matrix]


def test_there_is_a_theme_for_every_name() -> None:
    assert [theme.name for theme in every_theme()] == list(THEMES)


@pytest.mark.parametrize("theme", LOOKS)
def test_every_painted_colour_is_readable_on_its_background(theme: str) -> None:
    look = LOOKS[theme]
    contrasts = {name: _contrast(colour, look["background"]) for name, colour in look.items() if name != "background"}
    assert {name: ratio for name, ratio in contrasts.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("sight", BLIND)
def test_states_differ_for_who_cannot_tell_red_from_green(sight: str) -> None:
    look = LOOKS["safe"]
    seen = {state: _seen_as(look[state], BLIND[sight]) for state in STATES}
    for one, other in combinations(STATES, 2):
        apart = max(abs(a - b) for a, b in zip(seen[one], seen[other], strict=True))
        assert apart > APART, (one, other, apart)


@pytest.mark.parametrize("theme", LOOKS)
def test_what_was_overridden_is_cyan_in_every_theme(theme: str) -> None:
    """By hue, in degrees (reference/UX.md A-7)."""
    red, green, blue = (part / 255 for part in Color.parse(LOOKS[theme]["overridden"]).rgb)
    assert 170 < rgb_to_hsv(red, green, blue)[0] * 360 < 200


@pytest.mark.parametrize("theme", THEMES)
async def test_each_theme_can_be_chosen_and_draws_the_same_words(world: World, theme: str) -> None:
    incident = world.declared(Tier.MAJOR)
    async with opened(world, incident=incident) as plain:
        words = await plain.settled()
    async with opened(world, incident=incident, look=Look(settings=Settings(theme=theme))) as page:
        assert page.app.theme == theme
        assert await page.settled() == words


async def test_mono_draws_no_colour_and_no_dim(world: World) -> None:
    async with opened(world, incident=_busy(world), look=Look(settings=Settings(theme="mono"))) as page:
        await page.settled()
        styles = [style for style in page.styles if style is not None]
        assert styles
        for style in styles:
            assert not style.dim
            assert style.color is None or style.color.is_default
            assert style.bgcolor is None or style.bgcolor.is_default


def _busy(world: World) -> str:
    incident = world.declared(Tier.MAJOR)
    world.does(
        incident,
        c.CompleteStep(by="ana", step="notice"),
        c.DeferStep(by="ana", step="agents", because="busy", until_step="customers"),
        c.RecordFact(by="ana", fact="error_share", value=0.5),
    )
    return incident


def _ours(rows: Sequence[str]) -> str:
    """What is drawn, without the name of somebody whose name is Chinese."""
    return "\n".join(rows).replace("陈静", "")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_in_ascii_every_sign_of_every_screen_is_ascii(world: World, size: tuple[int, int]) -> None:
    async with opened(world, incident=_busy(world), size=size, look=Look(settings=Settings(ascii=True))) as page:
        assert page.text.isascii(), page.text
        for key in (
            "g",
            "t",
            "N",
            "H",
            "p",
            "v",
            "question_mark",
            "comma",
            "m",
            "s",
            "underscore",
        ):  # details hold Chinese
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 3, f"what {key} opens")
            assert _ours(await page.settled()).isascii(), page.text
            await page.press("escape")
            await page.until(lambda: len(page.app.screen_stack) == 2, "the walk")
        await page.press("escape")
        await page.sees("OPEN INCIDENTS")
        for key in ("o", "slash", "p", "question_mark", "colon"):
            assert _ours(await page.settled()).isascii(), page.text
            await page.press(key)
            await page.until(lambda: len(page.app.screen_stack) == 2, f"what {key} opens")
            assert _ours(await page.settled()).isascii(), page.text
            while len(page.app.screen_stack) == 2:
                await page.press("escape")


async def test_in_ascii_the_bright_box_still_differs_from_a_light_frame(world: World) -> None:
    async with opened(world, incident=_busy(world), size=(120, 40), look=Look(settings=Settings(ascii=True))) as page:
        await page.sees("#= [>]", "+- CLOCKS")


async def test_chinese_words_stay_as_they_are_in_ascii(world: World) -> None:
    i18n.use("zh-CN")
    async with opened(world, incident=_busy(world), look=Look(settings=Settings(ascii=True))) as page:
        await page.sees("步还剩")
        assert "┃" not in page.text


async def test_what_is_chosen_holds_at_once_and_at_the_next_start(world: World, tmp_path: Path) -> None:
    file = SettingsFile(tmp_path, "ana")
    async with opened(world, look=Look(file=file)) as page:
        await page.press("comma")
        await page.sees("SETTINGS", "English", "the terminal's own")
        await page.press("j", "enter")
        await page.sees("dark")
        assert page.app.theme == "dark"
        await page.press("j", "space")
        await page.sees("ASCII signs")
        await page.press("k", "k", "enter")
        await page.sees("设置")
        await page.press("escape")
        await page.sees("按键")
    assert file.read() == Settings(language="zh-CN", theme="dark", ascii=True)


async def test_c_changes_the_language_at_once_and_is_remembered(world: World, tmp_path: Path) -> None:
    file = SettingsFile(tmp_path, "ana")
    async with opened(world, look=Look(file=file)) as page:
        await page.press("c")
        await page.sees("按键")
    assert file.read().language == "zh-CN"


async def test_where_nothing_can_be_written_the_choice_holds_and_it_is_said(world: World, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("")
    async with opened(world, look=Look(file=SettingsFile(tmp_path / "no folder", "ana"))) as page:
        await page.press("comma")
        await page.sees("SETTINGS")
        await page.press("j", "enter")
        await page.sees("cannot be written")
        assert page.app.theme == "dark"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"theme": 7, "ascii": "yes", "mouse": null}', '{"theme": "pink"}'])
def test_settings_that_make_no_sense_are_as_if_nobody_had_chosen(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.ana.json").write_text(content)
    assert SettingsFile(tmp_path, "ana").read() == Settings()


def test_an_option_wins_over_the_environment_and_that_over_what_was_chosen() -> None:
    chosen = Settings(theme="light", ascii=True, mouse=False)
    assert overruled(chosen, {}) == chosen
    asked = {"INCIDENT_THEME": "dark", "INCIDENT_ASCII": "0", "INCIDENT_MOUSE": "1", "INCIDENT_BELL": "no"}
    assert overruled(chosen, asked) == Settings(theme="dark", ascii=False, mouse=True, bell=False)
    assert overruled(chosen, asked, theme="safe", ascii=True, mouse=False).theme == "safe"
    assert overruled(chosen, asked | {"NO_COLOR": "1"}, theme="safe").theme == "mono"


def test_in_gnu_screen_the_mouse_is_off_unless_somebody_asks_for_it_now() -> None:
    """Screen keeps a lone Esc back while a program hears the mouse."""
    assert not overruled(Settings(), {"STY": "1.pts"}).mouse
    assert overruled(Settings(), {"STY": "1.pts"}, mouse=True).mouse
    assert overruled(Settings(), {"STY": "1.pts", "INCIDENT_MOUSE": "1"}).mouse


@pytest.mark.parametrize(("term", "is_ascii"), [("vt100", True), ("vt220", True), ("xterm", False), ("linux", False)])
def test_a_terminal_without_unicode_gets_ascii_unless_told_otherwise(term: str, *, is_ascii: bool) -> None:
    assert overruled(Settings(), {"TERM": term}).ascii is is_ascii
    assert overruled(Settings(), {"TERM": term}, ascii=False).ascii is False


@pytest.mark.parametrize("bell", [True, False])
async def test_the_terminal_rings_once_for_what_falls_due_if_it_may(world: World, *, bell: bool) -> None:
    incident = world.declared(Tier.MAJOR)
    rung: list[bool] = []
    async with opened(world, incident=incident, look=Look(settings=Settings(bell=bell))) as page:
        page.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]  # headless: nobody hears it
        await page.sees("STEP IN 10:00")
        world.clock.forward(minutes=10, seconds=1)
        await page.sees("STEP LATE")
        world.clock.forward(seconds=1)
        await page.sees("LATE 00:02")
        assert len(rung) == bell


async def test_a_step_that_unticks_itself_rings_once_and_is_named(world: World) -> None:
    """The rule is reference/UX.md 13: what is false again returns to the queue, and is not passed over in silence."""
    share = less("share", 1)
    watched = step("stable", Verb.WATCH, condition=share, hold=dict.fromkeys(ALL, timedelta(minutes=10)))
    world = replace(world, bundles=(plan([watched, step("b"), step("c")]),))
    incident = world.declared(Tier.SERIOUS)
    world.does(incident, c.RecordFact(by="ana", fact="share", value=0.5))
    world.clock.forward(minutes=10)
    world.does(incident, c.SenseStep(by="ana", step="stable"))
    rung: list[bool] = []
    async with opened(world, incident=incident) as page:
        page.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]  # headless: nobody hears it
        await page.sees("(x)")
        world.does(incident, c.RecordFact(by="ana", fact="share", value=5.0), c.SenseStep(by="ana", step="stable"))
        await page.sees("No longer so, and open again: stable.")
        assert rung == [True]
