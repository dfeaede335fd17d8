"""The dialogues about cases by name: what a key of the board and a word of the line mode begin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from incident.application.ports import Person
from incident.walk.flows.asking import Flow
from incident.walk.flows.cases.adding import AddCaseFlow
from incident.walk.flows.cases.erasing import EraseCasesFlow
from incident.walk.flows.cases.owning import AcceptCasesFlow, HandOnFlow, PriorityFlow
from incident.walk.flows.cases.telling import AnswerCasesFlow, ContentFlow, FinishCasesFlow, TellCasesFlow
from incident.walk.flows.cases.timing import MoreTimeFlow, PauseCasesFlow
from incident.walk.moment import Walk

__all__ = ["CASE_FLOWS"]

_Make: TypeAlias = Callable[[Walk, Sequence[Person], tuple[int, ...]], Flow]

CASE_FLOWS: Final[Mapping[str, _Make]] = {
    "case-add": lambda walk, _people, _numbers: AddCaseFlow(walk=walk),
    "case-accept": lambda walk, people, numbers: AcceptCasesFlow(walk=walk, people=people, numbers=numbers),
    "case-hand-on": lambda walk, people, numbers: HandOnFlow(walk=walk, people=people, numbers=numbers),
    "case-answer": lambda walk, people, numbers: AnswerCasesFlow(walk=walk, people=people, numbers=numbers),
    "case-told": lambda walk, people, numbers: TellCasesFlow(walk=walk, people=people, numbers=numbers),
    "case-done": lambda walk, people, numbers: FinishCasesFlow(walk=walk, people=people, numbers=numbers),
    "case-pause": lambda walk, people, numbers: PauseCasesFlow(walk=walk, people=people, numbers=numbers),
    "case-more-time": lambda walk, people, numbers: MoreTimeFlow(walk=walk, people=people, numbers=numbers),
    "case-priority": lambda walk, people, numbers: PriorityFlow(walk=walk, people=people, numbers=numbers),
    "case-erase": lambda walk, people, numbers: EraseCasesFlow(walk=walk, people=people, numbers=numbers),
    "case-content": lambda walk, people, numbers: ContentFlow(walk=walk, people=people, numbers=numbers),
}
