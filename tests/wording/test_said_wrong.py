"""What was corrected is not said again by another text without a word, until a fact of it was stated anew."""

from __future__ import annotations

from incident.domain import commands as c
from incident.domain.runbooks.runbook import Verb
from incident.wording.delivery import said_wrong_before
from tests.domain.walks import Walk, plan, step

WARNED = ["The facts in it are still those of M1, which M2 corrects. State what is right first."]
TEXTS = {
    "template.first.title": "Down",
    "template.first.body": "Affected: $share",
    "template.second.title": "Still down",
    "template.second.body": "Affected: $share, data: $data_out",
    "template.other.title": "News",
    "template.other.body": "Data: $data_out",
}


def corrected() -> Walk:
    """The first text named a wrong share, and was corrected in own words."""
    bundle = plan([step("tell", Verb.TELL, audience="agents", template="first"), step("b")])
    here = Walk(bundle.changed(words={"en": TEXTS}))
    here.do(c.RecordFact(by="ann", fact="share", value=90), "02:44")
    here.done("tell", by="ann", clock="02:45")
    here.delivered("M1", "02:45")
    here.do(
        c.CorrectMessage(by="ann", message="M1", template="other", had=("d1",), had_of=("M1",), languages=("en",)),
        "02:50",
    )
    return here


def test_each_text_that_says_a_fact_of_the_wrong_one_is_warned_of_whoever_reads_it() -> None:
    here = corrected()
    assert said_wrong_before(here.incident, "first") == WARNED
    assert said_wrong_before(here.incident, "second") == WARNED
    assert said_wrong_before(here.incident, "other") == []


def test_what_was_stated_anew_is_right() -> None:
    here = corrected()
    here.do(c.RecordFact(by="ann", fact="data_out", value=False), "02:51")
    assert said_wrong_before(here.incident, "second") == WARNED
    here.do(c.RecordFact(by="ann", fact="share", value=10), "02:52")
    assert said_wrong_before(here.incident, "second") == []
