"""Lists what a step asks for before its mark asks for it: a screen shows the list beside the step, a line does not.

Apart from the mark itself, which is the same on a screen and in lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from incident.domain.runbooks.runbook import Verb
from incident.i18n import _
from incident.walk.flows.asking import Answers, Card, Key, Part
from incident.walk.flows.marking import MarkFlow
from incident.walk.verbs import Begun
from incident.wording.resources import resource_kind, resource_name
from incident.wording.safe import clean_line
from incident.wording.times import duration

__all__ = ["listed_first"]


def listed_first(begun: Begun) -> Begun:
    """The mark of a step that asks for resources, behind the list of them; anything else as it is."""
    if not isinstance(begun, MarkFlow) or begun.item.step.verb is not Verb.REQUEST:
        return begun
    wants = begun.walk.incident.runbook.wants.get(begun.walk.incident.tier, ())
    return _ListedFlow(mark=begun) if wants and not MarkFlow.is_taken_first(begun.item) else begun


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListedFlow:
    """The list, the word that agrees, then the mark."""

    mark: MarkFlow

    @property
    def name(self) -> str:
        """Names its draft, which nobody goes on with: the list is read again."""
        return f"listed.{self.mark.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return self.mark.title

    def part(self, answers: Answers) -> Part:
        """The list, until somebody has said that it is to be asked for."""
        if "listed" in answers:
            return self.mark.part(answers)
        key = Key(key="y", word="yes", words=_("ask for what nobody has asked for yet"), value="yes")
        words = _("Ask for this?")
        return Card(id="listed", words=words, notes=tuple(self._wants()), keys=(key,), is_guarded=True)

    def _wants(self) -> Iterator[str]:
        incident = self.mark.walk.incident
        for want in incident.runbook.wants.get(incident.tier, ()):
            within = [_("within {length}").format(length=duration(want.within))] if want.within else []
            parts = (resource_kind(want.kind), resource_name(want.type), clean_line(want.need), *within)
            yield _(", ").join(filter(None, parts))
