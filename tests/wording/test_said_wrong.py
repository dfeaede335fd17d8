"""What was corrected is not said again by another text without a word, until a fact of it was stated anew."""

from __future__ import annotations

from datetime import UTC

from incident.domain import commands as c
from incident.domain.runbooks.runbook import Verb
from incident.wording.repeating import old_words, repeated_words, repeats_words, said_wrong_before
from incident.wording.speech import Speech
from tests.domain.walks import Walk, at, plan, step

SPEECH = Speech(zone=UTC)
WARNED = ["It still says as M1, which M2 corrects: share. State first what of it was not right."]
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
    assert said_wrong_before(here.incident, "first", SPEECH) == WARNED
    assert said_wrong_before(here.incident, "second", SPEECH) == WARNED
    assert said_wrong_before(here.incident, "other", SPEECH) == []


def test_what_was_stated_anew_is_right() -> None:
    here = corrected()
    here.do(c.RecordFact(by="ann", fact="data_out", value=False), "02:51")
    assert said_wrong_before(here.incident, "second", SPEECH) == WARNED
    here.do(c.RecordFact(by="ann", fact="share", value=10), "02:52")
    assert said_wrong_before(here.incident, "second", SPEECH) == []


def test_a_fact_that_the_wrong_text_told_is_warned_of_whatever_else_was_stated_since() -> None:
    bundle = plan([step("tell", Verb.TELL, audience="agents", template="second"), step("b")])
    here = Walk(bundle.changed(words={"en": TEXTS}))
    here.do(c.RecordFact(by="ann", fact="share", value=90), "02:44")
    here.done("tell", by="ann", clock="02:45")
    here.do(c.RecordFact(by="ann", fact="data_out", value=False), "02:46")
    here.do(c.SendMessage(by="ann", audience="agents", template="second"), "02:47")
    order = c.CorrectMessage(by="ann", message="M1", template="other", had=("d1",), had_of=("M1",), languages=("en",))
    (named,) = repeats_words(here.incident, here.incident.messages["M1"], SPEECH, at("02:50"))
    assert named.startswith("M2 to agents, 02:47, may say the same")
    here.do(order, "02:50")
    (warned,) = said_wrong_before(here.incident, "second", SPEECH)
    assert warned == "It still says as M1, which M3 corrects: share. State first what of it was not right."
    here.do(c.RecordFact(by="ann", fact="share", value=10), "02:52")
    assert said_wrong_before(here.incident, "second", SPEECH) == []


def twice() -> Walk:
    """Two texts with the same share, of which the first is corrected."""
    bundle = plan([step("tell", Verb.TELL, audience="agents", template="first"), step("b")])
    here = Walk(bundle.changed(words={"en": TEXTS}))
    here.do(c.RecordFact(by="ann", fact="share", value=90), "02:44")
    here.done("tell", by="ann", clock="02:45")
    here.do(c.SendMessage(by="ann", audience="agents", template="second"), "02:47")
    order = c.CorrectMessage(by="ann", message="M1", template="other", had=("d1",), had_of=("M1",), languages=("en",))
    before = repeats_words(here.incident, here.incident.messages["M1"], SPEECH, at("02:50"))
    assert before == ["M2 to agents, 02:47, may say the same and is not corrected by this: correct it too."]
    here.do(order, "02:50")
    return here


def test_another_text_with_the_same_facts_is_named_until_it_is_corrected_too() -> None:
    here = twice()
    (m1, m2, m3) = here.incident.messages.values()
    marked = "may say the same as M1, which M3 corrects: look at it, and correct it too"
    assert [repeated_words(here.incident, each) for each in (m1, m2, m3)] == [[], [marked], []]
    here.do(c.CorrectMessage(by="ann", message="M2", template="other", had=("d2",), languages=("en",)), "02:52")
    assert [repeated_words(here.incident, each) for each in here.incident.messages.values()] == [[], [], [], []]


def test_a_text_for_which_the_fact_was_stated_anew_does_not_say_the_same() -> None:
    here = corrected()
    here.do(c.RecordFact(by="ann", fact="share", value=10), "02:52")
    here.do(c.SendMessage(by="ann", audience="agents", template="second"), "02:53")
    assert repeated_words(here.incident, here.incident.messages["M3"]) == []


def test_a_draft_that_waits_says_which_of_its_facts_changed_meanwhile() -> None:
    tell = step("tell", Verb.TELL, audience="customers", template="first", approver="commander")
    here = Walk(plan([tell, step("b")]).changed(words={"en": TEXTS}))
    here.do(c.RecordFact(by="ann", fact="share", value=90), "02:44")
    here.done("tell", by="bo", clock="02:45")
    draft = here.incident.messages["M1"]
    assert old_words(here.incident, draft, SPEECH) == []
    here.do(c.RecordFact(by="ann", fact="share", value=10), "02:46")
    (said,) = old_words(here.incident, draft, SPEECH)
    assert said.startswith("Stated anew since this text was written, which says what was known before: ")
