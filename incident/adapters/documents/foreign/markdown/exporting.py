"""One tier of a runbook as a checklist to print: boxes to tick, blanks for names and times, no need of a screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.written import Written
from incident.domain.runbooks.condition_text import describe
from incident.domain.runbooks.numbering import numbered
from incident.domain.runbooks.runbook import Branch, Verb
from incident.domain.timing.durations import write_duration
from incident.wording.places import fill_places
from incident.wording.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator

    from incident.domain.grading.tiers import Tier
    from incident.domain.runbooks.runbook import Bundle, Phase, Step

__all__ = ["export_markdown"]

_BLANK: Final = "\\_\\_\\_\\_\\_\\_"
_CLOCK: Final = "\\_\\_:\\_\\_"
_MOST_BLANKS: Final = 12
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~])|^(\s*)([#+=-])|^(\s*\d+)([.)])")
_LABELS: Final = {
    "en": {
        "tier": "Tier {tier}", "revision": "revision {revision}, reviewed {date}", "declared": "Declared at",
        "roles": "Roles", "now": "Now", "within": "within {length}", "first_update": "first message within {length}",
        "update_every": "then every {length}", "restore": "restored within {length}", "at": "at", "expect": "Expect",
        "if_not": "If not", "caution": "CAUTION", "why": "Why", "undo": "Undo", "still_true": "Still true",
        "value": "Value", "record": "Record", "tell": "Send to {audience}", "approve": "{role} approves",
        "watch": "Watch {condition}", "hold": "for {length}", "exit": "Go on when", "references": "References",
        "critical": "critical", "run": "Run the other runbook: {title}", "applies": "Use it when", "by": "by",
        "wait": "Wait: {length}", "until": "Repeat until: {condition}", "every": "again every {length}",
        "most": "{count} times at most", "rounds": "Rounds", "together": "At the same time",
        "added": "only once added: {title}",
    },
    "zh-CN": {
        "tier": "{tier} 级响应", "revision": "第 {revision} 版，{date} 审阅", "declared": "宣布时间",
        "roles": "角色", "now": "立即", "within": "{length} 内", "first_update": "{length} 内首次通报",
        "update_every": "之后每 {length}", "restore": "{length} 内恢复", "at": "时间", "expect": "应看到",
        "if_not": "若没有", "caution": "注意", "why": "原因", "undo": "撤销", "still_true": "仍然有效",
        "value": "观测值", "record": "填报", "tell": "发送给 {audience}", "approve": "由 {role} 批准",
        "watch": "监测 {condition}", "hold": "持续 {length}", "exit": "何时继续", "references": "参考",
        "critical": "关键步骤", "run": "执行另一处置手册：{title}", "applies": "适用情形", "by": "由",
        "wait": "等待：{length}", "until": "重复，直到：{condition}", "every": "每 {length} 一次",
        "most": "最多 {count} 次", "rounds": "各轮时间", "together": "同时进行",
        "added": "仅在加入后：{title}",
    },
}  # fmt: skip


def export_markdown(bundle: Bundle, tier: Tier, language: str) -> str:
    """The text of the checklist.

    Args:
        bundle: the compiled runbook.
        tier: whose steps and limits are written.
        language: whose words are written.
    """
    return "\n".join(_Checklist(bundle, tier, language).lines()) + "\n"


class _Checklist:
    def __init__(self, bundle: Bundle, tier: Tier, language: str) -> None:
        self._bundle = bundle
        self._tier = tier
        self._written = Written(bundle, language)
        self._speech = Speech(bundle=bundle, language=language)
        self._labels = _LABELS.get(language, _LABELS["en"])
        self._types = {fact.id: fact.type for fact in bundle.runbook.facts}
        self._numbers = numbered([step for step in bundle.runbook.steps() if tier in step.tiers])
        """As the screen calls the steps: who reads aloud from paper says the same number."""

    def lines(self) -> Iterator[str]:
        """Every line of the checklist."""
        runbook, text = self._bundle.runbook, self._written.text
        tier = self._label("tier", tier=str(int(self._tier)))
        revision = self._label("revision", revision=str(runbook.revision), date=runbook.reviewed_on)
        yield f"# {_plain(text('title'))} · {tier}"
        yield ""
        yield f"`{runbook.id}` · {revision} · {self._label('declared')} {_CLOCK}"
        yield ""
        yield from self._listed("applies", "applies")
        yield from self._roles()
        yield from self._listed("now", "now")
        for phase in runbook.phases:
            yield from self._phase(phase)
        yield from self._references()

    def _words(self, step: Step, name: str) -> str:
        """The words of a step, with a blank for every value that nobody knows yet."""
        return fill_places(self._written.words(step, name), self._speech)

    def _label(self, name: str, **values: str) -> str:
        return self._labels[name].format(**values)

    def _listed(self, label: str, name: str) -> Iterator[str]:
        found: list[str] = []
        while words := self._written.text(f"{name}.{len(found)}"):
            found.append(f"- {_plain(words)}")
        if found:
            yield from (f"**{self._label(label)}**", "", *found, "")

    def _roles(self) -> Iterator[str]:
        policy = self._bundle.runbook.tiers.get(self._tier)
        if policy is None:
            return
        limits = [
            self._label(name, length=write_duration(getattr(policy, name)))
            for name in ("first_update", "update_every", "restore")
        ]
        yield from (" · ".join(limits), "", f"**{self._label('roles')}**", "")
        yield from (f"- {_plain(self._written.text(f'role.{role}') or role)}: {_BLANK}" for role in policy.fill)
        yield ""

    def _phase(self, phase: Phase) -> Iterator[str]:
        top = [step for step in phase.steps if step.branch is None and self._tier in step.tiers]
        if not top:
            return
        limit = phase.limit.get(self._tier)
        late = f" ({self._label('within', length=write_duration(limit))})" if limit else ""
        yield from (f"## {_plain(self._written.text(f'phase.{phase.id}.title'))}{late}{self._addition(top[0])}", "")
        for step in top:
            yield from self._step(phase, step, "")
        leave = self._written.text(f"phase.{phase.id}.exit")
        yield from (
            "",
            f"**{self._label('exit')}:** {_plain(leave)} · {self._label('at')} {_CLOCK}" if leave else "",
            "",
        )

    def _step(self, phase: Phase, step: Step, indent: str) -> Iterator[str]:
        title = _plain(self._words(step, "title") or step.id)
        yield f"{indent}- [ ] **{self._numbers[step.id]} {title}**{self._tail(step)}"
        inner = f"{indent}  "
        for words in self._told(step):
            yield f"{inner}- {words}"
        yield from self._shown(step, inner)
        for each in self._below(phase, Branch(step=step.id, is_body=True)):
            yield from self._step(phase, each, inner)
        way_out = self._below(phase, Branch(step=step.id))
        if way_out:
            yield f"{inner}- {self._label('if_not')}:"
            for each in way_out:
                yield from self._step(phase, each, f"{inner}  ")
        for option in step.options:
            is_body = step.verb is Verb.TOGETHER
            below = self._below(phase, Branch(step=step.id, option=option, is_body=is_body))
            if below or not is_body:
                yield f"{inner}- [ ] {_plain(self._words(step, f'option.{option}'))}"
            for each in below:
                yield from self._step(phase, each, f"{inner}  ")

    def _addition(self, step: Step) -> str:
        """That a phase counts only once its runbook was added to the incident."""
        title = self._written.text(f"runbook.{step.added_by}.title") or step.added_by
        return f" ({self._label('added', title=_plain(title))})" if step.added_by else ""

    def _below(self, phase: Phase, branch: Branch) -> list[Step]:
        return [step for step in phase.steps if step.branch == branch and self._tier in step.tiers]

    def _tail(self, step: Step) -> str:
        """Who, until when, and a blank for the time."""
        parts = [_plain(self._written.text(f"role.{step.by}") or step.by)] if step.by else []
        parts += [self._label("critical")] if step.critical else []
        length = step.within.get(self._tier) or step.timer
        parts += [self._label("within", length=write_duration(length))] if length else []
        return " · " + " · ".join([*parts, f"{self._label('at')} {_CLOCK}"])

    def _told(self, step: Step) -> Iterator[str]:
        words = self._words
        if words(step, "caution"):
            yield f"**{self._label('caution')}: {_plain(words(step, 'caution'))}**"
        yield from (_plain(words(step, name)) for name in ("do", "question", "what") if words(step, name))
        yield from self._asked(step)
        for name in ("expect", "undo", "still_true", "why"):
            if words(step, name):
                yield f"{self._label(name)}: {_plain(words(step, name))}"

    def _asked(self, step: Step) -> Iterator[str]:
        """What the step wants to be filled in, sent, approved or watched."""
        text = self._written.text
        if step.asks_value:
            yield f"{self._label('value')}: {_plain(self._words(step, 'value'))} {_BLANK}"
        recorded = step.facts if step.verb is Verb.RECORD else ()
        yield from (f"{self._label('record')}: {_plain(text(f'fact.{fact}'))} {_BLANK}" for fact in recorded)
        if step.verb is Verb.TELL:
            audience = text(f"audience.{step.audience}") or step.audience or ""
            yield f"{self._label('tell', audience=_plain(audience))}: {_plain(text(f'template.{step.template}.title'))}"
        if step.approver:
            role = text(f"role.{step.approver}") or step.approver
            yield f"{self._label('approve', role=_plain(role))}: {_BLANK}"
        yield from self._held(step)
        if step.verb is Verb.WATCH and step.condition is not None:
            hold = step.hold.get(self._tier)
            length = f" {self._label('hold', length=write_duration(hold))}" if hold else ""
            yield f"{self._label('watch', condition=_plain(describe(step.condition, self._types)))}{length}"

    def _held(self, step: Step) -> Iterator[str]:
        """How the steps below are worked, or how long nothing is."""
        match step.verb:
            case Verb.WAIT if step.wait:
                yield self._label("wait", length=write_duration(step.wait))
            case Verb.TOGETHER:
                yield f"{self._label('together')}:"
            case Verb.RUN:
                title = self._written.text(f"runbook.{step.runbook}.title") or step.runbook or ""
                yield self._label("run", title=_plain(title))
            case Verb.REPEAT if step.condition is not None:
                every = [self._label("every", length=write_duration(step.every))] if step.every else []
                until = self._label("until", condition=_plain(describe(step.condition, self._types)))
                yield " · ".join([until, *every, self._label("most", count=str(step.rounds))])
                yield f"{self._label('rounds')}: " + " · ".join([_CLOCK] * min(step.rounds or 1, _MOST_BLANKS))

    def _shown(self, step: Step, indent: str) -> Iterator[str]:
        """Text to copy, and the message of a step that sends one, as they stand."""
        template = self._written.text(f"template.{step.template}.body") if step.template else ""
        for shown in filter(None, [self._words(step, "show"), template]):
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", shown)), default=0))
            yield from (
                "",
                *(f"{indent}{line}".rstrip() for line in [f"{fence}text", *shown.strip("\n").split("\n"), fence]),
                "",
            )

    def _references(self) -> Iterator[str]:
        text, found = self._written.text, list[str]()
        while title := text(f"reference.{len(found)}"):
            where = text(f"reference.{len(found)}.where")
            is_link = re.fullmatch(r"https?://[^\s<>()]+", where)
            found.append(f"- {_plain(title)}: {f'<{where}>' if is_link else _plain(where)}")
        if found:
            yield from (f"## {self._label('references')}", "", *found)


def _plain(text: str | None) -> str:
    """Words as words: nothing in them is markup."""
    return _SPECIAL.sub(_escaped, " ".join((text or "").split()))


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\{found[1]}"
    return f"{found[2]}\\{found[3]}" if found[3] else f"{found[4]}\\{found[5]}"
