"""The end of a customer's words in a dialogue: one asks, and whoever else is shown the contact answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.cases.register import register_of
from incident.domain.evidence import Erasure
from incident.i18n import _
from incident.walk.flows.asking import Answers, Part, Question, Ready
from incident.walk.flows.cases.asked import OfCases, asked_which
from incident.walk.flows.erasing import EraseFlow, Naming, naming_none
from incident.wording.case_rows import linked_words, owed_words
from incident.wording.erasing import naming_words

__all__ = ["EraseCasesFlow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseCasesFlow(OfCases):
    """Their words go once two agree; where somebody has asked for it, this is the answer."""

    naming: Naming = naming_none
    """Which entries name them, and stay."""

    @property
    def name(self) -> str:
        """Names its draft."""
        return self.drafted("case-erase")

    @property
    def title(self) -> str:
        """What it is about."""
        asked = self._asked(self.numbers)
        is_own = asked is not None and asked.proposed_by == self.walk.person
        return self.titled(_("TAKE BACK THE ERASURE") if is_own else _("ASK TO ERASE"))

    def part(self, answers: Answers) -> Part:
        """Why it must go; or whether it shall, and why not."""
        numbers = self.meant(answers)
        if not numbers:
            return asked_which(self.walk)
        asked = self._asked(numbers)
        if asked is not None:
            return EraseFlow(walk=self.walk, naming=self.naming).of(asked, answers)
        if "because" not in answers:
            words = _("Why must it go? The reason stays in the record for ever, so it must name nobody.")
            return Question(id="because", words=words, notes=self._besides(numbers), is_typed=True)
        order = c.ProposeErasure(by=self.walk.person, entries=(), because=answers["because"], cases=numbers)
        said = _("Proposed, not erased yet. Somebody else who is shown the contact confirms it on this board.")
        return Ready(commands=(order,), said=said)

    def _asked(self, numbers: Sequence[int]) -> Erasure | None:
        """What waits of them already."""
        proposed = self.walk.incident.evidence.proposed
        return next((each for each in proposed if set(each.cases) & set(numbers)), None)

    def _besides(self, numbers: Sequence[int]) -> Sequence[str]:
        """What is still owed to them, and where else they are and are named."""
        register = register_of(self.walk.incident)
        cases = [register.case(number) for number in numbers if number in register]
        owed = (words for case in cases if (words := owed_words(case, self.walk.now)))
        linked = linked_words(self.walk.incident.id, register.linked(case.number for case in cases))
        return (*owed, *linked, *naming_words(self.walk.incident.id, self.naming(self._imagined(numbers))))

    def _imagined(self, numbers: Sequence[int]) -> Erasure:
        """What would be asked for."""
        walk = self.walk
        return Erasure(
            id="", entries=(), because="", proposed_by=walk.person, proposed_at=walk.now, cases=tuple(numbers)
        )
