"""What stands on the paper, in words and without a form: phases, steps, answers, and places to write.

Apart from the forms, so that text, HTML and Markdown say the same in the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from incident.adapters.reports.paper.asking import Words, message
from incident.domain.frozen import Frozen
from incident.domain.grading.tiers import Tier
from incident.domain.runbooks.numbering import numbered
from incident.domain.runbooks.runbook import Branch, Bundle, Phase, Step, Verb
from incident.i18n import _
from incident.wording.endings import end_word
from incident.wording.resources import resource_name
from incident.wording.speech import Speech
from incident.wording.steps import step_label
from incident.wording.tiers import tier_word
from incident.wording.times import duration

__all__ = ["Heading", "Kind", "Message", "Page", "PaperPhase", "PaperStep", "Row", "paper", "phase_words"]


class Kind(StrEnum):
    """What a line under a step is for."""

    CAUTION = "caution"
    TEXT = "text"
    BLANK = "blank"
    """To be filled in: a place to write follows it."""
    TICK = "tick"
    """To be ticked."""
    SHOWN = "shown"
    """To be copied as it stands, line for line."""


class Row(Frozen):
    """One line of words under a step."""

    kind: Kind
    label: str = ""
    words: str


class PaperStep(Frozen):
    """A step with its box."""

    number: str
    title: str
    tail: str
    """Who, until when, how."""
    rows: tuple[Row, ...]
    depth: int


class Heading(Frozen):
    """What opens a branch: an answer to tick, or what to do when it is not as expected."""

    words: str
    depth: int
    is_answer: bool


class PaperPhase(Frozen):
    """A stretch of work, on a page of its own."""

    number: int
    """Among the phases of its own runbook."""
    count: int
    """How many that has at the tier."""
    of: str = ""
    """The runbook that has to be added before the phase is there at all; '' for one of this runbook."""
    title: str
    limit: str
    exit: str
    items: tuple[PaperStep | Heading, ...]

    @property
    def begins(self) -> str:
        """What is said where the phases of another runbook begin; '' everywhere else."""
        if not self.of or self.number > 1:
            return ""
        return _("Here begins '{runbook}'. Work it only if it was added to the incident.").format(runbook=self.of)


class Message(Frozen):
    """A text to send, with places to write."""

    title: str
    body: str


class Page(Frozen):
    """The whole paper."""

    title: str
    tier: str
    mark: str
    """Id and revision, at the foot of every page."""
    reviewed: str
    applies: tuple[str, ...]
    now: tuple[str, ...]
    limits: str
    roles: tuple[str, ...]
    wants: tuple[str, ...]
    phases: tuple[PaperPhase, ...]
    messages: tuple[Message, ...]
    references: tuple[str, ...]

    @property
    def standing(self) -> str:
        """Which paper this is and how old it is, for the top and the foot."""
        return _("{mark}, {reviewed}").format(mark=self.mark, reviewed=self.reviewed)


def phase_words(phase: PaperPhase) -> str:
    """What stands over a phase."""
    said = _("Phase {number}/{count} of '{runbook}': {title}") if phase.of else _("Phase {number}/{count}: {title}")
    return said.format(number=phase.number, count=phase.count, runbook=phase.of, title=phase.title)


def paper(bundle: Bundle, tier: Tier) -> Page:
    """The paper of one tier, in the language in use."""
    return _Paper(bundle, tier).page()


class _Paper:
    def __init__(self, bundle: Bundle, tier: Tier) -> None:
        self._book = bundle.runbook
        self._tier = tier
        self._speech = Speech(bundle=bundle)
        self._numbers = numbered([step for step in self._book.steps() if tier in step.tiers])

    def page(self) -> Page:
        book, speech = self._book, self._speech
        policy = book.tiers.get(self._tier)
        return Page(
            title=speech.text("title"),
            tier=tier_word(self._tier),
            mark=_("{id}, revision {revision}").format(id=book.id, revision=book.revision),
            reviewed=_("reviewed {date}").format(date=book.reviewed_on),
            applies=tuple(self._numbered("applies")),
            now=tuple(self._numbered("now")),
            limits=_("First message within {first}, then every {every}; {end} within {restore}.").format(
                first=duration(policy.first_update),
                every=duration(policy.update_every),
                restore=duration(policy.restore),
                end=end_word(book.family),
            )
            if policy
            else "",
            roles=tuple(speech.role(role) for role in policy.fill) if policy else (),
            wants=tuple(self._wants()),
            phases=tuple(self._phases()),
            messages=tuple(self._messages()),
            references=tuple(self._references()),
        )

    def _numbered(self, key: str) -> Iterator[str]:
        index = 0
        while words := self._speech.text(f"{key}.{index}"):
            yield words
            index += 1

    def _references(self) -> Iterator[str]:
        for index, title in enumerate(self._numbered("reference")):
            where = self._speech.text(f"reference.{index}.where")
            yield _("{title}: {where}").format(title=title, where=where) if where else title

    def _wants(self) -> Iterator[str]:
        for want in self._book.wants.get(self._tier, ()):
            words = f"{resource_name(want.type)} {want.need}"
            if want.within is not None:
                words = _("{need} within {length}").format(need=words, length=duration(want.within))
            yield words

    def _phases(self) -> Iterator[PaperPhase]:
        """Every phase that has steps; each counted among those of its own runbook."""
        there = [each for each in self._book.phases if any(self._tier in step.tiers for step in each.steps)]
        counts = Counter(_added_by(each) for each in there)
        met = Counter[str]()
        for phase in there:
            runbook = _added_by(phase)
            met[runbook] += 1
            yield self._phase(phase, runbook, met[runbook], counts[runbook])

    def _phase(self, phase: Phase, added_by: str, number: int, count: int) -> PaperPhase:
        steps = [step for step in phase.steps if self._tier in step.tiers]
        limit = phase.limit.get(self._tier)
        ids = {step.id for step in steps}
        tops = [step for step in steps if step.branch is None or step.branch.step not in ids]
        return PaperPhase(
            number=number,
            count=count,
            of=self._speech.runbook(added_by) if added_by else "",
            title=self._speech.phase(phase.id),
            limit=_("within {length} of the declaration").format(length=duration(limit)) if limit else "",
            exit=self._speech.text(f"phase.{phase.id}.exit"),
            items=tuple(item for step in tops for item in self._items(step, steps, 0)),
        )

    def _items(self, step: Step, steps: list[Step], depth: int) -> Iterator[PaperStep | Heading]:
        words = Words(step, self._tier, self._speech)
        rows = tuple(Row(kind=Kind(kind), label=label, words=said) for kind, label, said in words.rows())
        number = self._numbers[step.id]
        yield PaperStep(number=number, title=words.title(), tail=words.tail(), rows=rows, depth=depth)
        is_body = step.verb in (Verb.REPEAT, Verb.RUN)
        if is_body:
            yield from self._below(Branch(step=step.id, is_body=True), steps, depth)
        for option in step.options:
            title = self._speech.option(step.id, option)
            yield Heading(words=title, depth=depth + 1, is_answer=step.verb is Verb.ASK)
            is_parallel = step.verb is Verb.TOGETHER
            yield from self._below(Branch(step=step.id, option=option, is_body=is_parallel), steps, depth + 1)
        way_out = list(self._below(Branch(step=step.id), steps, depth))
        if way_out:
            yield Heading(words=step_label("if_not"), depth=depth + 1, is_answer=False)
            yield from way_out

    def _below(self, branch: Branch, steps: list[Step], depth: int) -> Iterator[PaperStep | Heading]:
        for step in steps:
            if step.branch == branch:
                yield from self._items(step, steps, depth + 1)

    def _messages(self) -> Iterator[Message]:
        steps = [step for step in self._book.steps() if self._tier in step.tiers]
        for template in dict.fromkeys(step.template for step in steps if step.template):
            title, body = message(template, self._speech)
            if title or body:
                yield Message(title=title, body=body)


def _added_by(phase: Phase) -> str:
    return phase.steps[0].added_by or ""
