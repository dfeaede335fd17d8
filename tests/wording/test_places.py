"""What stands in `${…}` in a runbook's text is read as a value, or as a place to write."""

from __future__ import annotations

from datetime import UTC

from incident.adapters.documents.foreign.markdown.exporting import export_markdown
from incident.domain import commands as c
from incident.domain.grading.tiers import Tier
from incident.wording.speech import Speech
from incident.wording.steps import text_to_copy
from tests.bundles import EN, a_bundle
from tests.domain.walks import Walk

DO = "Say ${affected_share} since ${since} in ${incident}"
SHOW = "curl ${HOME}/x?i=${incident}&s=${affected_share} $$"
BUNDLE = a_bundle(words={"en": EN | {"step.notice.do": DO, "step.notice.show": SHOW}})


def spoken(walk: Walk) -> Speech:
    return Speech(bundle=BUNDLE, language="en", zone=UTC, incident=walk.incident)


def test_a_step_is_read_with_what_is_known_and_a_blank_for_what_is_not() -> None:
    walk = Walk(BUNDLE)
    assert spoken(walk).text("step.notice.do").startswith("Say ____ (Share of customers affected) since 20")
    walk.do(c.RecordFact(by="bo", fact="affected_share", value=12.0))
    assert spoken(walk).text("step.notice.do").startswith("Say 12% since 20")
    assert spoken(walk).text("step.notice.do").endswith(f" in {walk.incident.id}")
    walk.do(c.RecordFact(by="bo", fact="affected_share", value=None))
    assert "Say ____ (Share" in spoken(walk).text("step.notice.do")


def test_what_is_copied_keeps_the_signs_of_its_own() -> None:
    walk = Walk(BUNDLE)
    walk.do(c.RecordFact(by="bo", fact="affected_share", value=12.0))
    step = BUNDLE.runbook.step("notice")
    assert step is not None
    assert text_to_copy(step, walk.incident, Speech(bundle=BUNDLE)) == f"curl ${{HOME}}/x?i={walk.incident.id}&s=12% $$"


def test_a_plan_without_an_incident_has_places_to_write() -> None:
    assert Speech(bundle=BUNDLE).text("step.notice.do") == "Say ____ (Share of customers affected) since ____ in ____"
    assert "Say \\_\\_\\_\\_ (Share of customers affected)" in export_markdown(BUNDLE, Tier.MAJOR, "en")
