"""One login that acts for two people is said to, in both languages."""

from __future__ import annotations

import pytest

from incident import i18n
from incident.application.actor import Actor
from incident.domain.evidence import Erasure
from incident.wording.entering import entered_both_words, looked_words
from incident.wording.speech import Speech
from tests.domain.walks import at


def _erasure(entered_by: str) -> Erasure:
    proposed = Erasure(id="X1", entries=(3,), because="rule", proposed_by="ana", proposed_at=at("02:40"))
    return proposed.changed(proposed_entered_by=entered_by)


@pytest.mark.parametrize(
    ("entered_by", "actor", "is_one"),
    [
        ("", Actor(person="ana", on_behalf_of="bo"), True),
        ("dee", Actor(person="dee"), True),
        ("dee", Actor(person="dee", on_behalf_of="bo"), True),
        ("", Actor(person="bo"), False),
        ("dee", Actor(person="ana", on_behalf_of="bo"), False),
    ],
)
def test_one_login_that_proposes_and_confirms_is_named(
    speech: Speech, entered_by: str, actor: Actor, *, is_one: bool
) -> None:
    i18n.use("en")
    said = entered_both_words(_erasure(entered_by), actor, speech)
    assert said.startswith(f"{speech.person(actor.person)} enters both words of this erasure") is is_one
    assert bool(said) is is_one


def test_whoever_looks_in_the_name_of_another_is_named_beside_them(speech: Speech) -> None:
    i18n.use("en")
    assert looked_words("bo", Actor(person="bo", on_behalf_of="bo").entered_by, speech) == ""
    said = looked_words("bo", Actor(person="dee", on_behalf_of="bo").entered_by, speech)
    assert said == "Shown in the name of Bo Chen; the log says that Dee Novak looked."
    i18n.use("zh-CN")
    assert "由 Dee Novak 查看" in looked_words("bo", "dee", speech)
