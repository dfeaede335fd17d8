"""An inject that is not played, and why."""

from __future__ import annotations

from dataclasses import dataclass

from incident.domain.exercises.scenario import Inject
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Ready, asked_text
from incident.walk.moment import Walk

__all__ = ["SkipFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipFlow:
    """One reason, which may stay empty."""

    walk: Walk
    inject: Inject
    inject_title: str

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"skip.{self.inject.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("NOT PLAYED: inject {number}, {title}").format(number=self.inject.number, title=self.inject_title)

    def part(self, answers: Answers) -> Part:
        """The reason, then the entry."""
        if "because" not in answers:
            words = _("Why is it not played? Enter alone: no reason.")
            return asked_text("because", words, may_be_empty=True)
        exercise, number, because = self.walk.incident.id, str(self.inject.number), answers["because"]
        said = _("Inject {number} is not played.").format(number=number)
        return Ready(leads=lambda leading: leading.set_aside(exercise, number, skip=True, because=because), said=said)
