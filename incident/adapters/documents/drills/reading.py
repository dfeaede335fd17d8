"""Reads one file of a plan: strictly, with everything that is wrong in it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.adapters.documents.drills.compiler import Compiling
from incident.adapters.documents.drills.model import PlanFile
from incident.adapters.documents.drills.rules import judge
from incident.adapters.documents.reading.findings import in_order
from incident.adapters.documents.reading.nodes import Place
from incident.adapters.documents.reading.shapes import fit
from incident.adapters.documents.reading.strict_yaml import parse
from incident.application.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.adapters.documents.drills.compiler import Surroundings
    from incident.adapters.documents.reading.sources import Source
    from incident.application.errors import Problem
    from incident.domain.exercises.programme import Plan

__all__ = ["compile_plan"]


def compile_plan(source: Source, around: Surroundings) -> tuple[Plan | None, Sequence[Problem]]:
    """What the file says, None where it does not say it; and every problem."""
    try:
        place = Place(source.name, parse(source.data, source.name, rule="PL001"))
    except DocumentError as error:
        return None, error.problems
    file, problems = fit(PlanFile, place, "PL001")
    if file is None:
        return None, in_order(problems)
    compiling = Compiling(file=file, place=place, around=around, problems=problems)
    plan = compiling.plan()
    judge(compiling, plan)
    return plan, in_order(compiling.problems)
