"""Words that a facilitator makes up in play, and in whose voice players hear them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident.domain.exercises.scenario import EVERYBODY
from incident.i18n import _, current
from incident.walk.flows.asking import Answers, Part, Question, Ready
from incident.walk.moment import Walk
from incident.wording.scenarios import CHANNEL_WORDS, channel_word

if TYPE_CHECKING:
    from incident.application.exercises.leading import Leading

__all__ = ["ImproviseFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImproviseFlow:
    """The words, to everybody or to a role that Tab chooses; the voice, which may be empty, and by Tab the channel."""

    walk: Walk
    name: str = "improvise"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("IMPROVISE: an inject that is not in the plan")

    def part(self, answers: Answers) -> Part:
        """The words, the voice, the entry."""
        to = answers.get("to", EVERYBODY)
        if "text" not in answers:
            return self._words(to)
        if "voice" not in answers:
            return _voice(answers.get("channel", "face"))
        said = _("The players have it.")
        return Ready(leads=lambda leading: self._give(leading, answers, to), said=said)

    def _words(self, to: str) -> Question:
        everybody = (EVERYBODY, *self.walk.incident.runbook.roles)
        following = everybody[(everybody.index(to) + 1) % len(everybody)]
        return Question(
            id="text",
            words=_("to {roles}").format(roles=_("everybody") if to == EVERYBODY else self.walk.speech.role(to)),
            notes=(_("Tab: to somebody else"), _("Players read exactly what you type.")),
            is_typed=True,
            tab=("to", following),
        )

    def _give(self, leading: Leading, answers: Answers, to: str) -> None:
        voice = answers["voice"].strip() or _("Facilitator")
        leading.improvise(
            self.walk.incident.id,
            answers["text"],
            language=current(),
            sender=voice,
            to=(to,),
            channel=answers.get("channel", "face"),
        )


def _voice(channel: str) -> Question:
    """Whose words they are, and how they reach the players."""
    every = list(CHANNEL_WORDS)
    following = every[(every.index(channel) + 1) % len(every)]
    by = _("Tab: another way than {channel}").format(channel=channel_word(channel))
    words = _("In whose voice? Enter alone: the facilitator's.")
    return Question(id="voice", words=words, notes=(by,), is_typed=True, may_be_empty=True, tab=("channel", following))
