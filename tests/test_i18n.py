from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from incident import i18n


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = i18n.current()
    yield
    i18n.use(before)


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue of three sentences in place of the shipped one."""
    catalogue = Catalog(locale="zh_CN")
    catalogue.add("Stop", "停止")
    catalogue.add("Stop", "站点", context="bus")
    catalogue.add(("{count} step", "{count} steps"), ("{count} 步",))
    folder = tmp_path / "zh_CN/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "incident.mo").open("wb") as target:
        write_mo(target, catalogue)
    monkeypatch.setattr(i18n, "locale_root", lambda: tmp_path)
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ({}, None),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, None),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "INCIDENT_LANG": "en"}, "en"),
        ({"LANG": "en_GB", "INCIDENT_LANG": "zh"}, "zh-CN"),
        ({"LANG": "", "LC_ALL": ""}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "C"}, None),
        ({"LANG": "zh_Hans_SG@pinyin"}, "zh-CN"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_program_speaks_what_the_environment_asks_for(asked: dict[str, str], spoken: str | None) -> None:
    assert i18n.detect(asked) == spoken


@pytest.mark.usefixtures("translations")
def test_a_change_of_language_shows_in_the_next_sentence() -> None:
    said = []
    for language in ("en", "zh-CN", "en"):
        i18n.use(language)
        said.append(i18n._("Stop"))
    assert said == ["Stop", "停止", "Stop"]


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize(("language", "one", "two"), [("en", "1 step", "2 steps"), ("zh-CN", "1 步", "2 步")])
def test_things_are_counted_by_the_rule_of_the_language(language: str, one: str, two: str) -> None:
    i18n.use(language)
    counted = [i18n.ngettext("{count} step", "{count} steps", count).format(count=count) for count in (1, 2)]
    assert counted == [one, two]


@pytest.mark.usefixtures("translations")
def test_one_english_word_with_two_meanings_has_two_translations() -> None:
    i18n.use("zh-CN")
    assert [i18n._("Stop"), i18n.pgettext("bus", "Stop")] == ["停止", "站点"]


def test_a_language_that_nobody_speaks_here_is_refused_and_changes_nothing() -> None:
    i18n.use("zh-CN")
    with pytest.raises(LookupError, match="tlh"):
        i18n.use("tlh")
    assert i18n.current() == "zh-CN"


def test_an_empty_sentence_stays_empty() -> None:
    """Gettext would answer with the catalogue's header."""
    i18n.use("zh-CN")
    assert i18n._("") == ""
