from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pkgutil import walk_packages
from warnings import catch_warnings, simplefilter

import pytest

import incident
from incident import i18n
from incident.application import errors as e
from incident.application.ports import CommandRecord
from incident.wording.errors import _SENTENCES, say_error, say_problem

RECORD = CommandRecord(command_id="c1", incident_id="INC-0001", first_seq=1, count=1, request_digest="")


def _classes(root: type[e.IncidentError]) -> Iterator[type[e.IncidentError]]:
    yield root
    for child in root.__subclasses__():
        yield from _classes(child)


with catch_warnings():
    simplefilter("ignore")  # Apprise asks for a module that Python gives up
    for _module in walk_packages(incident.__path__, "incident."):
        if not _module.name.endswith("__main__"):
            import_module(_module.name)  # so that an error defined anywhere is known here

ALL = [
    kind
    for kind in _classes(e.IncidentError)
    if kind.__module__.startswith("incident.") and kind is not e.DocumentError
]


def _an(kind: type[e.IncidentError]) -> e.IncidentError:
    if kind is e.CommandRepeated:
        return e.CommandRepeated(RECORD)
    return kind(path="/srv/incident.db", kind="runbook", name="outage.cor", incident_id="INC-0001", value="+1h")


def test_every_error_has_a_sentence_of_its_own() -> None:
    assert set(ALL) <= set(_SENTENCES)


@pytest.mark.parametrize("kind", ALL)
def test_every_error_is_said_in_both_languages(kind: type[e.IncidentError], language: str) -> None:
    said = say_error(_an(kind))
    assert not re.search(r"[{}]|please|Traceback", said)
    assert bool(re.search("[\u4e00-\u9fff]", said)) is (language == "zh-CN"), said
    if issubclass(kind, e.StorageError):
        assert "/srv/incident.db" in said


def test_an_error_without_fields_is_still_a_sentence(language: str) -> None:
    said = [say_error(kind() if kind is not e.CommandRepeated else _an(kind)) for kind in ALL]
    assert all(said), language


@pytest.mark.parametrize("kind", ["env", "file", "cmd"])
def test_a_secret_that_is_not_there_is_named_with_what_to_do(kind: str, language: str) -> None:
    said = say_error(e.SecretUnavailable(kind=kind, name="TEAM_CHAT"))
    assert "'TEAM_CHAT'" in said or "「TEAM_CHAT」" in said
    others = {say_error(e.SecretUnavailable(kind=other, name="TEAM_CHAT")) for other in ("env", "file", "cmd", "")}
    assert len(others) == 4, language


def test_a_missing_thing_gets_the_nearest_name() -> None:
    i18n.use("en")
    error = e.NotFound(kind="runbook", name="outage.cor", near=["outage.core-channel", "other"])
    assert say_error(error) == "There is no runbook 'outage.cor'. Did you mean 'outage.core-channel'?"


def test_details_of_the_machine_come_last_and_clean() -> None:
    i18n.use("en")
    error = e.StorageBusy(path="/srv/incident.db", detail="database is\x1b[31m locked\n")
    assert say_error(error).endswith("try again. (database is[31m locked)")


def test_what_our_own_storage_adds_is_in_the_language_in_use() -> None:
    i18n.use("zh-CN")
    error = e.StorageReplaced(path="/srv/incident.db", detail="the file was deleted")
    assert say_error(error).endswith("（文件已被删除）")


def test_an_invalid_document_says_every_problem_with_its_place(language: str) -> None:
    first = e.Problem(path="a.yaml", line=41, column=3, rule="RB1", message="unknown key 'onwer'", hint="Owner?")
    whole = e.Problem(path="b.yaml", line=0, column=0, rule="RB2", message="too large\n\x9b2J")
    lines = say_error(e.DocumentError((first, whole))).splitlines()
    assert len(lines) == 2, language
    assert lines[0].startswith("a.yaml:41:3")
    assert "\x9b" not in lines[1]
    assert say_problem(first) == lines[0]


def test_times_do_not_leak_into_sentences() -> None:
    """An error may carry anything; only what a sentence asks for is said."""
    i18n.use("en")
    assert "2026" not in say_error(e.StorageFull(path="x", at=datetime(2026, 1, 1, tzinfo=UTC)))
