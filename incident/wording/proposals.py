"""Why a change of tier is proposed, and what is asked again because the tier hangs on it."""

from __future__ import annotations

from incident.domain.grading.doubt import Doubt
from incident.domain.grading.proposals import Proposal
from incident.i18n import _
from incident.wording.speech import Speech

__all__ = ["asked_again", "proposal_because"]


def proposal_because(proposal: Proposal, speech: Speech) -> str:
    """The reason: the rule's own, or what nobody knows; '' for a lowering."""
    if proposal.unknown:
        return _("nobody knows: {questions}").format(questions=_questions(proposal.unknown, speech))
    return speech.text(proposal.words) if proposal.words else ""


def asked_again(doubt: Doubt, speech: Speech) -> str:
    """The questions that the tier hangs on and that nobody could answer."""
    return _("the tier hangs on it: {questions}").format(questions=_questions(doubt.facts, speech))


def _questions(facts: tuple[str, ...], speech: Speech) -> str:
    return " / ".join(speech.fact(fact) for fact in facts)
