"""Which texts are offered for an update to customers, and which first."""

from __future__ import annotations

from incident.domain.messages.updating import update_templates
from incident.domain.runbooks.runbook import Verb
from tests.domain.walks import Walk, plan, step

WORDS = {
    f"template.{name}.{part}": f"{name} {part}" for name in ("agents", "later", "update") for part in ("title", "body")
}


def _walk() -> Walk:
    steps = [
        step("tell", Verb.TELL, audience="customers", template="first"),
        step("agents", Verb.TELL, audience="agents", template="agents"),
    ]
    bundle = plan(steps)
    first = {"template.first.title": "Down", "template.first.body": "It is down."}
    return Walk(bundle.changed(words={"en": {**bundle.words.get("en", {}), **first, **WORDS}}))


def test_the_text_that_goes_on_is_offered_first_and_no_text_to_others() -> None:
    assert update_templates(_walk().incident, "en") == ["update", "first", "later"]


def test_the_first_text_comes_last_once_it_was_sent() -> None:
    walk = _walk()
    walk.done("tell")
    assert update_templates(walk.incident, "en") == ["update", "later", "first"]


def test_in_a_language_that_the_runbook_does_not_speak_the_texts_of_its_steps_are_left() -> None:
    assert update_templates(_walk().incident, "fr") == ["first"]
