"""A CACAO playbook becomes a plan: phases of steps, roles, facts, and what the file says of itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.cacao.actions import Actions
from incident.adapters.documents.foreign.cacao.branches import Branches
from incident.adapters.documents.foreign.cacao.bundle import playbook_in
from incident.adapters.documents.foreign.cacao.graph import Graph
from incident.adapters.documents.foreign.cacao.kinds import family_of
from incident.adapters.documents.foreign.cacao.read import read_playbook
from incident.adapters.documents.foreign.cacao.structure import Part, Structure
from incident.adapters.documents.foreign.cacao.variables import Facts
from incident.adapters.documents.foreign.fitting import Fitting
from incident.adapters.documents.foreign.names import Ids, runbook_id
from incident.adapters.documents.foreign.notes import refusal
from incident.adapters.documents.foreign.people import Roles
from incident.adapters.documents.foreign.phases import in_phases
from incident.adapters.documents.foreign.plain_words import cleaned, cut, is_chinese, one_line
from incident.adapters.documents.foreign.tree import Ask, Option, Phase, Plan, Reference, Step
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.adapters.documents.foreign.cacao.model import Playbook
    from incident.adapters.documents.foreign.notes import Notes
    from incident.adapters.documents.foreign.tree import Origin
    from incident.adapters.documents.reading.nodes import Node, Plain

__all__ = ["cacao_plan"]

_LANGUAGES: Final = ("en", "zh-CN")
_MOST_REFERENCES: Final = 200


def cacao_plan(
    root: Node,
    notes: Notes,
    origin: Origin,
    reviewed_on: str,
    *,
    playbooks: Mapping[str, str] | None = None,
    use_ours: bool = True,
) -> Plan:
    """The plan of the playbook in a document.

    Args:
        root: the document.
        notes: takes the warnings.
        origin: the file, as far as it is known.
        reviewed_on: the date to fall back on.
        playbooks: ids of playbooks, and the runbooks of the library that they are; None where no library is at hand.
        use_ours: whether to believe what our own extension says.

    Raises:
        DocumentError: nobody could walk it.
    """
    playbook = read_playbook(playbook_in(root, notes), notes)
    return _Import(playbook, notes, playbooks, use_ours=use_ours).plan(origin, reviewed_on)


class _Import:
    def __init__(
        self, playbook: Playbook, notes: Notes, playbooks: Mapping[str, str] | None, *, use_ours: bool
    ) -> None:
        if not use_ours:
            for step in playbook.steps.values():
                step.ours.clear()
            playbook.ours.clear()
        self._playbook = playbook
        self._playbooks = playbooks
        self._notes = notes
        self._given = _mapping(playbook.ours.get("runbook"))
        self._fitting = Fitting(_language(playbook, self._given), notes)
        self._roles = Roles(self._fitting.language, notes)
        self._facts = Facts(playbook.variables, self._fitting, notes)
        self._ids = Ids()
        self._ids.reserve(str(step.ours["id"]) for step in playbook.steps.values() if "id" in step.ours)

    def plan(self, origin: Origin, reviewed_on: str) -> Plan:
        """The whole plan."""
        playbook, language = self._playbook, self._fitting.language
        phases = self._phases()
        title = self._title(origin)
        self._tell_of_itself()
        about = self._fitting.line(playbook.description, playbook.at, _("The description"))
        return Plan(
            id=self._id(title, origin),
            language=language,
            title=title,
            family=family_of(playbook.labels, playbook.kinds),
            reviewed_on=playbook.modified_on or reviewed_on,
            status="retired" if playbook.is_revoked else "draft",
            applies_when=(about or self._fitting.say("about", title=cut(title, characters=150)),),
            phases=phases,
            origin=replace(origin, format=f"cacao-{playbook.version}", id=cut(one_line(playbook.id))),
            roles=self._roles.names,
            facts=tuple(self._facts.facts.values()),
            references=self._references(),
            given=self._given,
        )

    def _phases(self) -> tuple[Phase, ...]:
        graph = Graph(self._playbook, self._notes)
        actions = Actions(
            parties=self._playbook.parties,
            playbooks=self._playbooks,
            facts=self._facts,
            roles=self._roles,
            fitting=self._fitting,
            ids=self._ids,
            notes=self._notes,
        )
        branches = Branches(actions=actions, facts=self._facts, fitting=self._fitting, ids=self._ids, notes=self._notes)
        structure = Structure(
            steps=self._playbook.steps, graph=graph, actions=actions, branches=branches, notes=self._notes
        )
        parts = structure.parts(graph.start)
        if not any(part.steps for part in parts):
            raise refusal(self._notes.file, "IM002", [(self._playbook.at, _("No step of the file asks for any work."))])
        phases = self._own_phases(parts) or self._made_phases(parts)
        if graph.exception is not None:
            phases = (*phases, self._exception(structure.parts(graph.exception)))
        return phases

    def _own_phases(self, parts: list[Part]) -> tuple[Phase, ...]:
        """The phases that we wrote; a step that somebody added since belongs to the one before it."""
        written = self._playbook.ours.get("phases")
        known = (
            {str(each.get("id")): each for each in written if isinstance(each, dict)}
            if isinstance(written, list)
            else {}
        )
        if not known:
            return ()
        name, placed = next(iter(known)), list[tuple[str, Part]]()
        for part in parts:
            own = str(part.source.ours.get("phase", name))
            name = own if own in known else name
            placed.append((name, part))
        return tuple(
            Phase(
                id=name,
                title=str(known[name].get("title", name)),
                steps=tuple(step for _name, part in group for step in part.steps),
                given={key: known[name][key] for key in ("limit", "exit") if key in known[name]},
            )
            for name, group in groupby(placed, key=lambda pair: pair[0])
        )

    def _made_phases(self, parts: list[Part]) -> tuple[Phase, ...]:
        steps = tuple(step for part in parts for step in part.steps)
        title = self._playbook.name or self._fitting.say("runbook")
        return in_phases(steps, title, self._fitting, self._notes, self._playbook.at)

    def _exception(self, parts: list[Part]) -> Phase:
        say = self._fitting.say
        options = (
            Option(id="yes", title=say("yes"), steps=tuple(step for part in parts for step in part.steps)),
            Option(id="no", title=say("no")),
        )
        step = Step(
            id=self._ids.take("something-failed", "something-failed"),
            title=self._fitting.title(say("failed"), "decision"),
            verb=Ask(question=say("failed"), options=options),
        )
        return Phase(id="exception", title=say("exception"), steps=(step,), exit=say("exit"))

    def _title(self, origin: Origin) -> str:
        if not self._playbook.name:
            self._notes.made_up(_("The file has no name; its own is taken."), self._playbook.at)
        title = self._playbook.name or one_line(origin.stem)
        return self._fitting.line(title or "Runbook", self._playbook.at, _("The name"), longest=100)

    def _id(self, title: str, origin: Origin) -> str:
        given = self._given.get("id")
        return str(given) if given else runbook_id(title, origin)

    def _references(self) -> tuple[Reference, ...]:
        found = [
            Reference(
                title=self._fitting.line(each.title, self._playbook.at, _("A reference")),
                where=self._fitting.line(each.where, self._playbook.at, _("A reference")),
            )
            for each in self._playbook.references
        ]
        for each in self._playbook.references[_MOST_REFERENCES:]:
            self._notes.not_kept(
                _("The reference '{name}' is one too many.").format(name=each.title), self._playbook.at
            )
        return tuple(found[:_MOST_REFERENCES])

    def _tell_of_itself(self) -> None:
        playbook, say = self._playbook, self._notes.not_kept
        if playbook.ours:
            return
        if playbook.created_by:
            said = _("'{key}' stays in the original only: {words}")
            say(said.format(key="created_by", words=cut(one_line(playbook.created_by))), playbook.at)
        if playbook.labels or playbook.kinds:
            words = cut(one_line(", ".join([*playbook.labels, *playbook.kinds])))
            say(_("Labels and types stay in the original only: {words}").format(words=words), playbook.at)
        if playbook.severity:
            tier = 1 if playbook.severity >= 67 else 2 if playbook.severity >= 34 else 3  # noqa: PLR2004 - thirds of 100
            said = _("The file's severity {severity} would be tier {tier}; its steps stand at every tier.")
            self._notes.changed(said.format(severity=f"{playbook.severity:g}", tier=tier), playbook.at)


def _language(playbook: Playbook, given: Mapping[str, Plain]) -> str:
    """The language of the words; what our own extension says comes first."""
    if given.get("language") in _LANGUAGES:
        return str(given["language"])
    names = [f"{step.name} {step.description[:300]}" for step in playbook.steps.values()]
    return "zh-CN" if is_chinese(cleaned(" ".join([playbook.name, playbook.description, *names]))) else "en"


def _mapping(value: Plain) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}
