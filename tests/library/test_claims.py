"""No message asserts what nobody stated: it says what was declared or recorded, and what a step did before it.

Apart from the promises, because those speak of what comes; these texts speak of what has been done.
"""

from __future__ import annotations

import re

import pytest

from incident.domain.runbooks.runbook import Bundle, Step, Verb
from tests.library.test_contents import LANGUAGES, every_runbook
from tests.library.test_contents import _bundle as bundle_of

CLAIMS = {
    "en": r"roles (are )?staffed|response (started|opened)|called where needed|led out and counted|being established"
    r"|working with the authorit|together with the authorit|telling the people|(scene|logs) (is|are) (kept|preserved)"
    r"|have (stopped|cut)|Measures( so far| taken)?: (?!.*\$\{)|Evidence( kept)?: (?!see)|is being checked\.$",
    "zh-CN": "人员到位|已启动(应急)?响应|已按需|清点人数|区域已封闭|正在查明|正在会同|正在直接告知"
    "|配合(主管|有关)部门工作|已保全|已断网|已停用|措施：(?!.*\\$\\{)|正在逐笔",
}
LATER = ("-follow-up", "-update", "-final")
FIRST = {"en": r"[Ff]irst report|^Filed|[Ff]iled first", "zh-CN": "首报"}


def _told(bundle: Bundle) -> list[Step]:
    return [step for step in bundle.runbook.steps() if step.verb is Verb.TELL and not step.added_by]


def _asked_before(bundle: Bundle, step: Step, language: str) -> str:
    """The question under which the step stands, with its answers."""
    if step.branch is None:
        return ""
    asked = f"step.{step.branch.step}."
    return "\n".join(text for key, text in bundle.words[language].items() if key.startswith(asked))


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_asserts_what_nobody_stated(runbook: str, language: str) -> None:
    bundle = bundle_of(runbook)
    for step in _told(bundle):
        for line in bundle.words[language][f"template.{step.template}.body"].splitlines():
            assert not re.search(CLAIMS[language], line.strip()), (step.template, line)


@every_runbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_later_report_is_filed_only_where_a_first_one_was(runbook: str, language: str) -> None:
    bundle = bundle_of(runbook)
    told = [step for step in _told(bundle) if step.audience == "authority"]
    if told[0].branch is None:
        return  # the first report goes out in any case
    for step in told:
        if (step.template or "").endswith(LATER):
            assert re.search(FIRST[language], _asked_before(bundle, step, language), re.MULTILINE), step.id


def test_the_lists_know_a_claim_when_they_see_one() -> None:
    said = {
        "en": ("Measures so far: response started and roles staffed", "We are telling the people affected directly."),
        "zh-CN": ("已采取措施：已启动响应，人员到位", "我们正在直接告知当事人，并配合主管部门工作。"),
    }
    for language, lines in said.items():
        for line in lines:
            assert re.search(CLAIMS[language], line), line
