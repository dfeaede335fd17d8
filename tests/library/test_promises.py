"""No text that leaves the house promises anything: it names the next update, or what was approved.

Apart from the other contents, because it is about words and not about structure. In talk with one person an agent may
say when the agent calls back; the runbook then has a step that holds who owes the call and by when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from incident.domain.runbooks.runbook import Bundle, Verb
from tests.library.test_contents import LANGUAGES, every_runbook
from tests.library.test_contents import _bundle as bundle_of

OUTSIDE = {
    "customers",
    "media",
    "complainants",
    "late-complainants",
    "representatives",
    "visitors",
    "charged-customers",
    "record-customers",
    "recipients",
    "editor",
}
"""The audiences that are neither staff nor a firm or an authority under a duty of its own."""

PROMISES = {
    "en": r"\b(we|you|they|it|one person|somebody|people affected)(’|')?(ll| will)\b|call[- ](you )?back|guarantee"
    r"|as soon as|shortly|\bsoon\b|right away|no longer than|will be (back|restored|refunded|paid|told|called)",
    "zh-CN": "我们(会|将)|将(会|于|在|直接|尽快)|会有(专人|工单)|会(直接|主动|尽快|及时|第一时间)|尽快|保证|承诺|一定会"
    "|务必|回电|无须再次|第一时间|马上|逐一答复|负责(更正|赔)|不久|稍后",
}
BACKED = r"\$\{(next_update|answer_by|extension_date)\}"
"""A line with an instant that somebody approved promises no more than it says."""

QUOTED = {"en": r'"([^"]*)"', "zh-CN": "「([^」]*)」"}
FOR_OTHERS = {
    "en": r"\b(we|they|somebody|colleague|in charge) will\b|as soon as",
    "zh-CN": "会有专人|我们会|将会|尽快|由我们",
}
CALL_BACK = {"en": r"call you back|hear from me", "zh-CN": "由?我[^，。]{0,3}回电|我与您联系"}
HELD = {
    "en": r"call-back time agreed|by the time agreed|next contact|who calls back and when",
    "zh-CN": "约定的?(回电)?时间|下次联系时间|回电人和时间",
}


def _outside(bundle: Bundle, language: str) -> Iterator[tuple[str, str]]:
    """Every line that leaves the house, with the template it stands in."""
    for step in bundle.runbook.steps():
        if step.verb is Verb.TELL and step.audience in OUTSIDE and not step.added_by:
            body = bundle.words[language][f"template.{step.template}.body"]
            yield from ((step.template or "", line) for line in body.splitlines())


def _scripts(bundle: Bundle, language: str) -> Iterator[str]:
    """What an agent says aloud: the quotes of the texts that a step shows, and of the notices to staff."""
    for step in bundle.runbook.steps():
        if step.added_by:
            continue
        shown = bundle.words[language].get(f"step.{step.id}.show", "")
        if step.verb is Verb.TELL and step.audience == "agents":
            shown += bundle.words[language][f"template.{step.template}.body"]
        yield from re.findall(QUOTED[language], shown)


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_leaves_the_house_promises_anything(runbook: str, language: str) -> None:
    for template, line in _outside(bundle_of(runbook), language):
        assert re.search(BACKED, line) or not re.search(PROMISES[language], line, re.IGNORECASE), (template, line)


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_script_promises_nothing_in_the_name_of_somebody_else(runbook: str, language: str) -> None:
    for said in _scripts(bundle_of(runbook), language):
        assert re.search(BACKED, said) or not re.search(FOR_OTHERS[language], said, re.IGNORECASE), said


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_back_that_an_agent_offers_is_held_with_who_owes_it_and_by_when(runbook: str, language: str) -> None:
    bundle = bundle_of(runbook)
    words = bundle.words[language]
    held = [words.get(f"step.{step.id}.{part}", "") for step in bundle.runbook.steps() for part in ("do", "expect")]
    is_held = any(re.search(HELD[language], each) for each in held)
    assert is_held or [said for said in _scripts(bundle, language) if re.search(CALL_BACK[language], said)] == []


def test_the_lists_know_a_promise_when_they_see_one() -> None:
    told = {
        "en": ("The people affected will hear from us.", "We will publish it here.", "Somebody will call back."),
        "zh-CN": ("查实的情况，我们会在这里公布。", "您的工单会有专人负责。", "核对结果将直接告知客户本人。"),
    }
    for language, lines in told.items():
        for line in lines:
            assert re.search(PROMISES[language], line, re.IGNORECASE), line
