"""A dialogue that is open in the language that somebody has just chosen: the same moment, said anew."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from incident.i18n import current
from incident.walk.moment import Walk
from incident.wording.speech import Speech

__all__ = ["in_the_language"]

FlowT = TypeVar("FlowT")


def in_the_language(flow: FlowT) -> FlowT:
    """The flow with the runbook's words in the language in use; its sentences follow the language by themselves."""
    if not is_dataclass(flow) or isinstance(flow, type):
        return flow
    held: dict[str, Any] = {field.name: getattr(flow, field.name) for field in fields(flow)}
    spoken = {name: _spoken(value) for name, value in held.items() if isinstance(value, (Walk, Speech))}
    return replace(flow, **spoken)


def _spoken(value: Walk | Speech) -> Walk | Speech:
    if isinstance(value, Walk):
        return replace(value, speech=replace(value.speech, language=current()))
    return replace(value, language=current())
