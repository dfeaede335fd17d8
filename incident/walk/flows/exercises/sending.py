"""An inject that waits for something which has not happened, and whose facilitator pressed its key all the same."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain.exercises.scenario import Inject, ScenarioBundle
from incident.i18n import _, current
from incident.walk.flows.asking import Answers, Card, Key, Part, Ready
from incident.walk.moment import Walk
from incident.wording.scenarios import trigger_words

__all__ = ["SendEarlyFlow", "sent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEarlyFlow:
    """What it waits for; then it goes, or it does not."""

    walk: Walk
    inject: Inject
    plan: ScenarioBundle
    name: str = "send-early"

    @property
    def title(self) -> str:
        """What it is about."""
        title = self.plan.text(f"inject.{self.inject.id}.title", current())
        return _("SEND EARLY: inject {number}, {title}").format(number=self.inject.number, title=title)

    def part(self, answers: Answers) -> Part:
        """Whether it goes all the same."""
        if "sure" in answers:
            return sent(self.walk.incident.id, self.inject)
        bundle = self.walk.incident.bundle
        when = trigger_words(self.inject.trigger, self.plan, bundle) if bundle else ""
        words = _("It goes by itself, {when}; that is not so yet. Send it now?").format(when=when)
        return Card(id="sure", words=words, keys=(Key(key="Y", word="yes", words=_("send it now"), value="yes"),))


def sent(exercise: str, inject: Inject) -> Ready:
    """Let it go."""
    said = _("Inject {number} is with the players.").format(number=inject.number)
    return Ready(leads=lambda leading: leading.release(exercise, str(inject.number)), said=said)
