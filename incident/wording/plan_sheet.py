"""A runbook as a flat list of what it says, part by part, in words: what two of them are compared by.

Apart from the comparison, which knows no runbooks: a field that the normal form gains stands here by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from datetime import timedelta
from enum import Enum
from typing import Final

from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.condition_text import describe
from incident.domain.runbooks.conditions import Condition
from incident.domain.runbooks.runbook import Bundle, Mode, Phase, Range, Step, TierPolicy, Verb, Want
from incident.i18n import _, current
from incident.wording.facts import number_words
from incident.wording.outlines import family_word
from incident.wording.safe import clean
from incident.wording.speech import Speech
from incident.wording.steps import mode_word, verb_word
from incident.wording.times import duration

__all__ = ["Entry", "sheet"]

_PLACED: Final = frozenset({"id", "branch", "tiers"})
"""Fields of a step that its place tells, or that a sheet of one tier does not need."""
_LISTS: Final = ("applies", "scope", "now", "reference")


class Entry(Frozen):
    """One part of a runbook that has an id of its own."""

    part: str
    """`runbook`, `tier`, `role`, `fact`, `triage`, `phase`, `step`, …"""
    id: str
    title: str = ""
    place: str = ""
    """Where it stands, in words; '' where the order does not matter."""
    under: str = ""
    """The same by ids, so that a new title above it moves nothing."""
    language: str = ""
    """Of a part that stands in one language only; else ''."""
    fields: Mapping[str, str]
    """What it says, each under a name, words as `title@zh-CN`; one that is empty is left out."""


def sheet(bundle: Bundle, tier: Tier | None = None, languages: Collection[str] | None = None) -> list[Entry]:
    """Everything that the runbook says, or what it says of one tier; parts are called as in the language in use.

    Args:
        bundle: the compiled runbook.
        tier: None for all of it.
        languages: whose words are told; None for all.
    """
    return list(_Sheet(bundle, tier, languages).entries())


class _Sheet:
    def __init__(self, bundle: Bundle, tier: Tier | None, languages: Collection[str] | None) -> None:
        self._bundle = bundle
        self._book = bundle.runbook
        self._tier = tier
        told = [each for each in bundle.languages if languages is None or each in languages]
        self._languages = sorted(told, key=lambda each: each != current())
        """Whose words are told, that of the reader first."""
        self._speech = Speech(bundle=bundle, language=next(iter(self._languages), bundle.languages[0]))
        self._types = {fact.id: fact.type for fact in self._book.facts}

    def entries(self) -> Iterator[Entry]:
        """Part after part, each in the order of the runbook."""
        if self._tier is None:
            yield self._whole()
            yield from self._listed()
            yield from self._rules()
            yield from self._facts()
        yield from self._policies()
        yield from self._roles()
        yield from self._wants()
        for phase in self._book.phases:
            yield from self._phase(phase)
        yield from self._templates()
        yield from self._audiences()

    def _entry(self, part: str, entry_id: str, said: Mapping[str, str], title: str = "") -> Entry:
        return Entry(part=part, id=entry_id, title=title, fields=_filled(said))

    def _whole(self) -> Entry:
        book = self._book
        said = {
            **self._words("title", "title"),
            "revision": str(book.revision),
            "family": family_word(book.family),
            "owner": book.owner,
            "reviewed": book.reviewed_on,
            "review_every": duration(book.review_every),
            "may_combine": _groups(book.staffing.may_combine),
            "never_combine": _groups(book.staffing.never_combine),
        }
        return self._entry("runbook", book.id, said)

    def _listed(self) -> Iterator[Entry]:
        for part in _LISTS:
            for language in self._languages:
                yield from self._lines(part, language)

    def _lines(self, part: str, language: str) -> Iterator[Entry]:
        """The lines of one list, which have no ids: each is known by its words."""
        words, index = self._bundle.words[language], 0
        while line := clean(words.get(f"{part}.{index}", "")):
            said = {name: clean(words.get(f"{part}.{index}.{name}", "")) for name in ("see", "where", "confidence")}
            yield Entry(part=part, id=line, title=line, language=language, fields=_filled(said))
            index += 1

    def _rules(self) -> Iterator[Entry]:
        for tier, conditions in sorted(self._book.triage.items()):
            for each in conditions:
                yield self._entry("triage", f"{int(tier)}: {self._said(each)}", {})
        for index, rule in enumerate(self._book.raise_rules):
            said = self._words(f"raise.{index}", "because") | {"also_run": rule.also_run or ""}
            yield self._entry("raise", f"{int(rule.to)}: {self._said(rule.when)}", said)
        for lowering in self._book.lower_rules:
            said = {"hold": duration(lowering.hold), "by": lowering.by or ""}
            yield self._entry("lower", f"{int(lowering.to)}: {self._said(lowering.when)}", said)

    def _facts(self) -> Iterator[Entry]:
        for fact in self._book.facts:
            said = {"type": fact.type.value, "range": self._said(fact.range)}
            said |= self._words(f"fact.{fact.id}", "question") | self._words(f"fact.{fact.id}.unit")
            yield self._entry("fact", fact.id, said, self._speech.fact(fact.id))

    def _policies(self) -> Iterator[Entry]:
        for tier, policy in sorted(self._book.tiers.items()):
            if self._tier in (None, tier):
                yield self._entry("tier", "policy" if self._tier else str(int(tier)), self._policy(policy))

    def _policy(self, policy: TierPolicy) -> dict[str, str]:
        said = {name: duration(getattr(policy, name)) for name in ("first_update", "update_every", "restore")}
        return said if self._tier else said | {"fill": _(", ").join(policy.fill)}

    def _roles(self) -> Iterator[Entry]:
        policy = self._book.tiers.get(self._tier) if self._tier else None
        for role in policy.fill if policy else () if self._tier else self._book.roles:
            yield self._entry("role", role, self._words(f"role.{role}", "title"), self._speech.role(role))

    def _wants(self) -> Iterator[Entry]:
        for tier, wants in sorted(self._book.wants.items()):
            for want in wants if self._tier in (None, tier) else ():
                yield self._want(want, "" if self._tier else f"{int(tier)}: ")

    def _want(self, want: Want, prefix: str) -> Entry:
        said = {"need": want.need, "within": self._said(want.within)}
        title = want.need
        if want.within is not None:
            title = _("{need} within {length}").format(need=want.need, length=duration(want.within))
        return self._entry("resource", f"{prefix}{want.kind}/{want.type}", said, title)

    def _phase(self, phase: Phase) -> Iterator[Entry]:
        steps = [step for step in phase.steps if self._tier is None or self._tier in step.tiers]
        if not steps:
            return
        title = self._speech.phase(phase.id)
        said = self._words(f"phase.{phase.id}.title") | self._words(f"phase.{phase.id}.exit")
        said |= self._lengths("limit", phase.limit)
        yield Entry(part="phase", id=phase.id, title=title, place="phase", under="phase", fields=_filled(said))
        for step in steps:
            under = step.branch.step + (f"={step.branch.option}" if step.branch.option else "") if step.branch else ""
            yield Entry(
                part="step",
                id=step.id,
                title=self._speech.step(step.id),
                place=_("{phase}, under {step}").format(phase=title, step=under) if under else title,
                under=f"{phase.id}/{under}",
                fields=_filled(self._step(step)),
            )

    def _step(self, step: Step) -> dict[str, str]:
        plain: dict[str, str] = {}
        for name in (each.name for each in fields(step) if each.name not in _PLACED):
            value = getattr(step, name)
            plain |= self._lengths(name, value) if isinstance(value, Mapping) else {name: self._said(value)}
        if self._tier is None:
            plain["tiers"] = _(", ").join(str(int(tier)) for tier in step.tiers)
        spoken: dict[str, str] = {}
        for key in sorted({key for words in self._bundle.words.values() for key in words}):
            if key.startswith(f"step.{step.id}."):
                spoken |= self._words(key, key.removeprefix(f"step.{step.id}."))
        return plain | spoken

    def _templates(self) -> Iterator[Entry]:
        steps = [step for step in self._book.steps() if self._tier is None]
        for template in dict.fromkeys(step.template for step in steps if step.template):
            said = self._words(f"template.{template}.title") | self._words(f"template.{template}.body")
            yield self._entry("template", template, said)

    def _audiences(self) -> Iterator[Entry]:
        steps = [step for step in self._book.steps() if self._tier is None or self._tier in step.tiers]
        for audience in dict.fromkeys(step.audience for step in steps if step.audience):
            yield self._entry("audience", audience, self._words(f"audience.{audience}", "title"))

    def _words(self, key: str, name: str = "") -> dict[str, str]:
        """The words of a key in every language that is told; each carries its tag."""
        name = name or key.rpartition(".")[2]
        return {f"{name}@{language}": clean(self._bundle.words[language].get(key, "")) for language in self._languages}

    def _said(self, value: object) -> str:
        match value:
            case None | False:
                return ""
            case True:
                return _("yes")
            case timedelta():
                return duration(value)
            case Range():
                return f"{number_words(value.low)}–{number_words(value.high)}"
            case Condition():
                return describe(value, self._types)
            case Verb():
                return verb_word(value)
            case Mode():
                return mode_word(value)
            case Enum():
                return str(value.value)
            case tuple():
                return _(", ").join(str(each) for each in value)
            case _:
                return str(value)

    def _lengths(self, name: str, lengths: Mapping[Tier, timedelta]) -> dict[str, str]:
        """A length for each tier as a field of its own, `within.1`; the one of a sheet's tier as `within`."""
        if self._tier is not None:
            return {name: duration(lengths[self._tier])} if self._tier in lengths else {}
        return {f"{name}.{int(each)}": duration(lengths[each]) for each in sorted(lengths)}


def _filled(said: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in said.items() if value}


def _groups(groups: tuple[tuple[str, ...], ...]) -> str:
    return _("; ").join(", ".join(group) for group in groups)
