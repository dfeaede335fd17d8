"""The compiled runbook as the keys of a document again: what an export keeps, so that an import finds it unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.condition_text import describe
from incident.domain.runbooks.runbook import Mode, Verb
from incident.domain.timing.durations import write_duration

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from incident.adapters.documents.reading.nodes import Plain
    from incident.domain.runbooks.conditions import Condition
    from incident.domain.runbooks.runbook import Bundle, Fact, Phase, Range, Step

__all__ = ["Written"]

_SPOKEN: Final = ("do", "expect", "caution", "still_true", "why", "undo", "show", "what")
_ALL: Final = tuple(Tier)


class Written:
    """Writes the parts of one bundle in one language."""

    def __init__(self, bundle: Bundle, language: str) -> None:
        self._bundle = bundle
        self._language = language
        self._types = {fact.id: fact.type for fact in bundle.runbook.facts}

    def text(self, key: str) -> str:
        """The words of a key, '' if there are none."""
        return self._bundle.text(key, self._language)

    def words(self, step: Step, name: str) -> str:
        """The words of a step."""
        return self.text(f"step.{step.id}.{name}")

    def is_sentence(self, step: Step) -> bool:
        """Whether the step was made from an `if_not` sentence, and has no words but its title."""
        return step.verb is Verb.DO and not self.words(step, "do")

    def step(self, step: Step) -> dict[str, Plain]:
        """The keys of a step but its id, its title and the steps below it."""
        told: dict[str, Plain] = {"by": step.by, "tiers": _tiers(step.tiers), "within": _per_tier(step.within)}
        told |= {"timer": _length(step.timer), "critical": step.critical or None}
        told |= {"mode": None if step.mode is Mode.READ_DO else step.mode.value}
        told |= {name: self.words(step, name) for name in _SPOKEN} | self._verb(step)
        return {key: value for key, value in told.items() if value not in (None, "", {}, [])}

    def _verb(self, step: Step) -> dict[str, Plain]:
        match step.verb:
            case Verb.DO:
                return {"value": self._value(step)}
            case Verb.ASK:
                return {"ask": self.words(step, "question")}
            case Verb.RECORD:
                return {"record": list(step.facts)}
            case Verb.TELL:
                return {"tell": step.audience, "template": step.template, "approve": step.approver}
            case Verb.APPROVE:
                return {"approve": step.approver, "if_late": step.if_late.value if step.if_late else None}
            case Verb.WATCH:
                watched = self.condition(step.condition) if step.condition else None
                return {"watch": watched, "hold": _per_tier(step.hold), "fresh": _length(step.fresh)}
            case Verb.REQUEST:
                return {"request": self.words(step, "do"), "do": None}
            case Verb.WAIT:
                return {"wait": _length(step.wait)}
            case Verb.REPEAT:
                until = self.condition(step.condition) if step.condition else None
                return {"until": until, "every": _length(step.every), "max": step.rounds}
            case Verb.RUN:
                return {"run": step.runbook}
            case Verb.TOGETHER:
                return {}
            case _:
                assert_never(step.verb)

    def _value(self, step: Step) -> Plain:
        if not step.asks_value:
            return None
        told: dict[str, Plain] = {"ask": self.words(step, "value"), "unit": self.words(step, "unit") or None}
        return _filled(told | {"range": _range(step.range), "fact": next(iter(step.facts), None)})

    def phase(self, phase: Phase) -> dict[str, Plain]:
        """A phase without its steps."""
        key = f"phase.{phase.id}"
        told: dict[str, Plain] = {"id": phase.id, "title": self.text(f"{key}.title"), "exit": self.text(f"{key}.exit")}
        return _filled(told | {"limit": _per_tier(phase.limit)})

    def header(self) -> dict[str, Plain]:
        """Everything at the top of the document but its title and its phases."""
        runbook = self._bundle.runbook
        reviewed: dict[str, Plain] = {"date": runbook.reviewed_on, "every": write_duration(runbook.review_every)}
        told: dict[str, Plain] = {"id": runbook.id, "language": self._language, "revision": runbook.revision}
        told |= {"family": runbook.family, "owner": runbook.owner, "reviewed": reviewed}
        told |= {
            "applies_when": self._numbered("applies"),
            "out_of_scope": self._scopes(),
            "now": self._numbered("now"),
        }
        told |= {"facts": {fact.id: self._fact(fact) for fact in runbook.facts}, "triage": self._triage()}
        told |= {"roles": self._roles(), "staffing": self._staffing(), "tiers": self._policies()}
        told |= {"raise_when": self._raising(), "lower_when": self._lowering(), "resources": self._wants()}
        told |= {"references": self._references(), "names": self._names()}
        return {key: value for key, value in told.items() if value or key == "facts"}

    def _numbered(self, name: str) -> list[Plain]:
        found: list[Plain] = []
        while words := self.text(f"{name}.{len(found)}"):
            found.append(words)
        return found

    def _scopes(self) -> list[Plain]:
        return [
            _filled({"when": when, "see": self.text(f"scope.{index}.see")})
            for index, when in enumerate(self._numbered("scope"))
        ]

    def _references(self) -> list[Plain]:
        return [
            _filled({"title": title, **{key: self.text(f"reference.{index}.{key}") for key in ("where", "confidence")}})
            for index, title in enumerate(self._numbered("reference"))
        ]

    def _fact(self, fact: Fact) -> dict[str, Plain]:
        told: dict[str, Plain] = {"ask": self.text(f"fact.{fact.id}"), "type": fact.type.value}
        return _filled(told | {"range": _range(fact.range), "unit": self.text(f"fact.{fact.id}.unit")})

    def _triage(self) -> Plain:
        tiers: dict[str, Plain] = {
            str(int(tier)): [self.condition(each) for each in lines] or ["otherwise"]
            for tier, lines in self._bundle.runbook.triage.items()
        }
        return {"unsure": "higher", "tiers": tiers}

    def _roles(self) -> list[Plain]:
        """The roles but those that only a runbook brings which a raise adds."""
        runbook = self._bundle.runbook
        brought = {role for fills in runbook.added.values() for fill in fills.values() for role in fill}
        own = {role for policy in runbook.tiers.values() for role in policy.fill}
        own |= {role for step in runbook.steps() if step.added_by is None for role in (step.by, step.approver) if role}
        return [role for role in runbook.roles if role in own or role not in brought]

    def _policies(self) -> Plain:
        return {
            str(int(tier)): {
                "fill": list(policy.fill),
                "first_update": write_duration(policy.first_update),
                "update_every": write_duration(policy.update_every),
                "restore": write_duration(policy.restore),
            }
            for tier, policy in self._bundle.runbook.tiers.items()
        }

    def _staffing(self) -> Plain:
        staffing = self._bundle.runbook.staffing
        groups = {"may_combine": staffing.may_combine, "never_combine": staffing.never_combine}
        return {key: [list(group) for group in value] for key, value in groups.items() if value}

    def _raising(self) -> list[Plain]:
        return [
            _filled(
                {
                    "to": int(rule.to),
                    "when": self.condition(rule.when),
                    "because": self.text(f"raise.{index}"),
                    "also_run": rule.also_run,
                }
            )
            for index, rule in enumerate(self._bundle.runbook.raise_rules)
        ]

    def _lowering(self) -> list[Plain]:
        return [
            _filled({"to": int(rule.to), "when": self.condition(rule.when), "hold": _length(rule.hold), "by": rule.by})
            for rule in self._bundle.runbook.lower_rules
        ]

    def _wants(self) -> Plain:
        return {
            str(int(tier)): [
                _filled(
                    {"kind": each.kind, "type": each.type, "need": _need(each.need), "within": _length(each.within)}
                )
                for each in wants
            ]
            for tier, wants in self._bundle.runbook.wants.items()
        }

    def _names(self) -> Plain:
        audiences = {step.audience for step in self._bundle.runbook.steps() if step.audience}
        roles: dict[str, Plain] = {str(role): self.text(f"role.{role}") or role for role in self._roles()}
        return {
            "roles": roles,
            "audiences": {name: self.text(f"audience.{name}") or name for name in sorted(audiences)},
        }

    def condition(self, condition: Condition) -> str:
        """A condition as a person writes it."""
        return describe(condition, self._types)


def _filled(told: dict[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in told.items() if value not in (None, "", {}, [])}


def _tiers(tiers: tuple[Tier, ...]) -> Plain:
    return None if tiers == _ALL else [int(tier) for tier in tiers]


def _per_tier(lengths: Mapping[Tier, timedelta]) -> Plain:
    return {str(int(tier)): write_duration(length) for tier, length in lengths.items()}


def _length(length: timedelta | None) -> Plain:
    return write_duration(length) if length else None


def _range(plausible: Range | None) -> Plain:
    ends = (plausible.low, plausible.high) if plausible else ()
    return [int(end) if float(end).is_integer() else end for end in ends] or None


def _need(need: str) -> Plain:
    return int(need) if need.isdecimal() else need
