"""Said where one login acts in the name of somebody else: the record has both, and nobody checks that they agreed.

Apart from each of the acts, because the same honour holds for all of them (DESIGN 4, `--as`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.i18n import _

if TYPE_CHECKING:
    from incident.application.actor import Actor
    from incident.domain.evidence import Erasure
    from incident.wording.speech import Speech

__all__ = ["entered_both_words", "looked_words"]


def entered_both_words(erasure: Erasure, actor: Actor, speech: Speech) -> str:
    """That whoever enters the confirmation entered the proposal too; '' where two logins did."""
    if (erasure.proposed_entered_by or erasure.proposed_by) != actor.person:
        return ""
    words = _(
        "{login} enters both words of this erasure, that of {asker} who proposed it and that of {person} who confirms; "
        "the record says so. Confirm it only if both have agreed."
    )
    return words.format(
        login=speech.person(actor.person),
        asker=speech.person(erasure.proposed_by),
        person=speech.person(actor.acts_as),
    )


def looked_words(person: str, entered_by: str, speech: Speech) -> str:
    """In whose name contacts are shown, and who looks at them; '' where that is the same person."""
    if not entered_by:
        return ""
    words = _("Shown in the name of {person}; the log says that {other} looked.")
    return words.format(person=speech.person(person), other=speech.person(entered_by))
