"""Every fault that the verifier can find has a sentence, in both languages."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re

import pytest

import incident.adapters.storage.verify as verifier
from incident.adapters.storage import auditing, refolding
from incident.application.ports import Finding
from incident.i18n import LANGUAGES, use
from incident.wording.findings import FINDINGS, say_finding

PARTS = [
    importlib.import_module(f"{verifier.__name__}.{each.name}") for each in pkgutil.iter_modules(verifier.__path__)
]
SOURCES = [inspect.getsource(module) for module in (verifier, *PARTS, refolding, auditing)]
CODES = set(re.findall(r'(?:\bfinding\(|Finding\(code=|    code=)\s*"([a-z-]+)"', "\n".join(SOURCES)))
FIELDS: dict[str, str | int] = {
    "until": 7,
    "type": "NoteAdded",
    "commanded": 6,
    "listed_seq": 5,
    "kind": "opened",
    "guard": "events_never_go",
    "delivery": "d1",
    "message": "M1",
    "number": 2,
    "target": "mail",
    "state": "unknown",
    "listed": "ann, bo",
    "columns": "title, tier",
    "head": "ab" * 32,
    "table": "workspace_chain",
    "row": "r1",
    "said": 1,
    "built": 7,
    "known": 6,
    "line": 2,
    "place": 3,
}


def test_every_code_of_the_verifier_has_a_sentence_and_no_other_does() -> None:
    assert set(FINDINGS) == CODES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_a_sentence_is_filled_and_ends_as_a_sentence(code: str, language: str) -> None:
    use(language)
    said = say_finding(Finding(code=code, incident_id="INC-0001", seq=3, fields=FIELDS))
    assert "{" not in said
    assert said.endswith((".", "。"))


def test_the_two_languages_do_not_say_the_same() -> None:
    finding = Finding(code="digest", incident_id="INC-0001", seq=3, fields=FIELDS)
    said = set()
    for language in LANGUAGES:
        use(language)
        said.add(say_finding(finding))
    assert len(said) == len(LANGUAGES)
