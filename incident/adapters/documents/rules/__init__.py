"""What makes a runbook bad, beyond being wrong: rules with stable ids that `incident runbook check` applies.

    RB001  a file cannot be read                    RB017  nobody is told early at tier 1 or 2
    RB002  unknown or missing key, wrong value      RB018  a phase without exit, no closing message
    RB003  an id stands twice                       RB019  triage without otherwise, lowering without hold
    RB004  a step that is never reached             RB021  an approval without limit or way on
    RB006  a question without a way out             RB022  a template is missing
    RB008  a fact is not declared                   RB024  words that wait to be written
    RB010  a fact is never used                     RB025  hard to use, overdue, or personal
    RB011  a comparison that makes no sense         RB026  a title is not OBJECT: verb state
    RB012  an unknown role or audience              RB027  a step does not say what to expect
    RB013  a role works that the tier does not fill RB028  words do not fit their box
    RB015  a graver tier with a laxer limit         RB029  too many steps between two pauses
                                                    RB030  the languages differ in structure
                                                    RB031  three people cannot fill the roles

The compiler applies those without which there is no meaning. reference/FORMATS.md 4 gives where most of them come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.rules.flow import FLOW
from incident.adapters.documents.rules.limits import LIMITS
from incident.adapters.documents.rules.people import PEOPLE
from incident.adapters.documents.rules.wording import WORDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem

__all__ = ["STRUCTURE", "WORDING"]

STRUCTURE: Final[tuple[Callable[[Compiled], Iterator[Problem]], ...]] = (*FLOW, *LIMITS, *PEOPLE)
"""Rules about what all languages have in common; asked of one language."""
