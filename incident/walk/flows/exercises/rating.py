"""How well a critical task or an objective went, in the letters of HSEEP, beside what the log proposes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from incident.domain.exercises.leading import Rating
from incident.domain.exercises.rating import Proposal, require_why
from incident.domain.refusals import Refused
from incident.i18n import _, current
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text
from incident.walk.moment import Walk
from incident.wording.results import answer_word, rating_word

if TYPE_CHECKING:
    from incident.application.exercises.console import Console
    from incident.domain.exercises.results import ObjectiveResult, TaskResult

__all__ = ["RateFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFlow:
    """Which one, how well, and why; the reason may stay empty where the log proposes the same and it is not grave."""

    walk: Walk
    console: Console
    name: str = "rate"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("RATE: no player reads it")

    def part(self, answers: Answers) -> Part:
        """The task or the objective, the letter, the reason, the entry."""
        if "task" not in answers:
            words = _("Which critical task, or which objective?")
            return Question(id="task", words=words, choices=tuple(self._rated()))
        task, proposed = answers["task"], self._proposed(answers["task"])
        if "given" not in answers:
            note = _("The log proposes {rating}.").format(rating=proposed.value) if proposed else self._before(task)
            words = _("{rating}: {words}")
            choices = [Choice(value=each, words=words.format(rating=each, words=rating_word(each))) for each in Rating]
            return Question(id="given", words=self._words(task), notes=tuple(filter(None, (note,))), choices=choices)
        given = Rating(answers["given"])
        if "because" not in answers:
            may = _is_plain(given, proposed)
            why = _("Why? Enter alone: no reason.") if may else _("Why? It is grave, or not what the log proposes.")
            return asked_text("because", why, may_be_empty=may)
        exercise, because = self.walk.incident.id, answers["because"]
        said = _("{task}: rated {rating}.").format(task=self._words(task), rating=given.value)
        return Ready(leads=lambda leading: leading.rate(exercise, task, given, because), said=said)

    def _rated(self) -> Iterator[Choice]:
        for name, row in self._rows().items():
            stands = row.given.rating.value if row.given else f"({row.proposed.value})" if row.proposed else ""
            words = _("{rating}: {words}").format(rating=stands, words=self._words(name))
            yield Choice(value=name, words=words if stands else self._words(name))

    def _rows(self) -> dict[str, TaskResult | ObjectiveResult]:
        results = self.console.results
        tasks: dict[str, TaskResult | ObjectiveResult] = {row.task: row for row in results.tasks}
        return tasks | {row.objective: row for row in results.objectives}

    def _proposed(self, name: str) -> Rating | None:
        return self._rows()[name].proposed

    def _before(self, name: str) -> str:
        why = next((row.unproposed for row in self.console.results.tasks if row.task == name), None)
        return answer_word(why) if why else ""

    def _words(self, name: str) -> str:
        kind = "task" if any(row.task == name for row in self.console.results.tasks) else "objective"
        return self.console.standing.bundle.text(f"{kind}.{name}", current()) or name


def _is_plain(given: Rating, proposed: Rating | None) -> bool:
    """Whether it stands without a reason."""
    try:
        require_why(given, Proposal(rating=proposed), "")
    except Refused:
        return False
    return True
