"""Who has to let a text go is said as it is now, and of whom that text came."""

from __future__ import annotations

from datetime import UTC

from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.runbook import Verb
from incident.domain.walking.approving import texts_asked_for
from incident.domain.walking.checklist import build_checklist
from incident.wording.approving import asked_for_words, waits_words
from incident.wording.speech import Speech
from tests.domain.walks import Walk, at, plan, step

SPEECH = Speech(zone=UTC)


def waiting() -> Walk:
    """Bo wrote the text of a step, and dee is to let it go."""
    here = Walk(plan([step("tell", Verb.TELL, audience="customers", template="first", approver="liaison"), step("b")]))
    here.do(c.AssignRole(by="ann", role="liaison", person="dee"), "02:44")
    here.done("tell", by="bo", clock="02:45")
    return here


def said(here: Walk, message: str = "M1") -> list[str]:
    return waits_words(here.incident, here.incident.messages[message], SPEECH, at("03:00"))


def test_whoever_has_the_role_now_is_waited_for_and_was_not_asked_before_they_had_it() -> None:
    here = waiting()
    assert said(here) == ["waits for dee, asked for by bo 02:45; nothing was sent to dee"]
    here.do(c.AssignRole(by="ann", role="liaison", person="cy"), "02:50")
    assert said(here) == ["waits for cy, asked for by bo 02:45; nothing was sent to cy"]
    here.do(c.AssignRole(by="ann", role="liaison", person="bo"), "02:51")
    assert said(here) == []


def test_at_tier_one_a_text_whose_author_came_to_approve_says_that_another_has_to() -> None:
    here = waiting()
    here.do(c.AssignRole(by="ann", role="liaison", person="bo"), "02:50")
    here.do(c.RaiseTier(by="ann", to=Tier.MAJOR, because="data may be out"), "02:51")
    assert said(here) == ["waits, and bo cannot approve their own text at tier 1: another takes the role, or writes it"]
    now = at("03:00")
    asked = texts_asked_for(here.incident, build_checklist(here.incident, now), "bo", now)
    assert [asked_for_words(draft, who, None, SPEECH, now) for who, draft in asked] == [
        "M1 waits since 02:45, and you cannot approve your own text: another takes the role, or writes it"
    ]


def test_nobody_is_waited_for_once_the_step_is_ruled_out() -> None:
    here = waiting()
    here.do(c.RuleOutStep(by="ann", step="tell", because="they know"), "02:50")
    assert said(here) == []


def test_whose_text_was_written_anew_reads_by_whom_and_as_which() -> None:
    here = waiting()
    here.do(c.SendMessage(by="bo", audience="customers", template="update", is_asked=True), "02:50")
    here.do(c.SendMessage(by="dee", audience="customers", template="update"), "02:52")
    assert said(here, "M2") == ["dee wrote it anew as M3 02:52"]
