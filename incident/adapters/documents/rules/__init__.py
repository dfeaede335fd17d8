"""What makes a runbook bad, beyond being wrong: rules with stable ids that `incident runbook check` applies.

    RB001  a file cannot be read                    RB018  a phase without exit, no closing message
    RB002  unknown or missing key, wrong value      RB019  triage without otherwise, lowering without hold
    RB003  an id stands twice                       RB020  a critical command without undo or approval
    RB004  a step that is never reached             RB021  an approval without limit or way on
    RB005  a loop without an end                    RB022  what is named is missing or retired
    RB006  a question without a way out             RB023  a file that is pointed to is missing
    RB007  a question that changes nothing          RB024  words that wait to be written
    RB008  a fact is not declared                   RB025  hard to use, overdue, or personal
    RB009  a fact is read before it is asked for    RB026  a title is not OBJECT: verb state
    RB010  a fact is never used                     RB027  a step does not say what to expect
    RB011  a comparison that makes no sense         RB028  words do not fit their box
    RB012  an unknown role or audience              RB029  too many steps between two pauses
    RB013  a role works that the tier does not fill RB030  the languages differ in structure
    RB014  a role that nobody can be reached for    RB031  three people cannot fill the roles
    RB015  a graver tier with a laxer limit         RB032  two actions in one step
    RB016  a clock that no step satisfies           RB033  a phase takes too long to read
    RB017  nobody is told early at tier 1 or 2      RB034  an ignore that does not say why, or silences nothing
    RB035  a value that a step reads off, of which a fact asks, makes it known

The compiler applies those without which there is no meaning. RB014 is not asked here: who holds a role, and how they
are reached, is in people.yaml, so `doctor` tells it. reference/FORMATS.md 4 gives where most of them come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.documents.rules.danger import DANGER
from incident.adapters.documents.rules.flow import FLOW
from incident.adapters.documents.rules.knowing import KNOWING
from incident.adapters.documents.rules.limits import LIMITS
from incident.adapters.documents.rules.links import LINKS
from incident.adapters.documents.rules.people import JOINED_PEOPLE, PEOPLE
from incident.adapters.documents.rules.reading_time import READING
from incident.adapters.documents.rules.wording import WORDING as WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from incident.adapters.documents.runbooks.compile_runbook import Compiled
    from incident.application.errors import Problem

__all__ = ["JOINED", "STRUCTURE", "WORDING"]

STRUCTURE: Final[tuple[Callable[[Compiled], Iterator[Problem]], ...]] = (*FLOW, *LIMITS, *PEOPLE)
"""Rules about what all languages have in common; asked of one language."""

JOINED: Final[tuple[Callable[[Compiled], Iterator[Problem]], ...]] = (*KNOWING, *DANGER, *JOINED_PEOPLE)
"""Such rules as need the steps of the runbooks that are run, too; what they find in those is told of those."""

WORDING: Final[tuple[Callable[[Compiled], Iterator[Problem]], ...]] = (*WORDS, *READING, *LINKS)
"""Rules about words; asked of every language."""
