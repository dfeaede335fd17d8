"""What is learned of an incident: what went well, what is to be improved and why, and what will be changed by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.events.improving import ActionKind, Element, FindingKind, Priority
from incident.domain.improving.plan import Finding
from incident.domain.improving.vague import require_deed, require_no_blame, require_proof, require_telling
from incident.domain.refusals import Refused
from incident.i18n import _
from incident.walk.flows.asking import Answers, Choice, Part, Question, Ready, asked_text, too_long
from incident.walk.flows.moments import moment_ahead_complaint, moment_complaint, read_ahead, read_moment
from incident.walk.flows.persons import of_people
from incident.walk.moment import Walk
from incident.wording.improving import ACTION_KIND_WORDS, ELEMENT_WORDS, PRIORITY_WORDS
from incident.wording.quoting import said
from incident.wording.refusals import say_refusal
from incident.wording.typed_moments import end_of_day, start_of_day

__all__ = ["ActionFlow", "FindingFlow", "to_improve"]

if TYPE_CHECKING:
    from incident.application.improving.earlier import Earlier

_WEEKS: Final = (1, 2, 4)
_NOBODY: Final = "-"


def to_improve(walk: Walk) -> Sequence[Finding]:
    """The findings that an action can answer."""
    plan = walk.incident.improving
    found = plan.findings.values() if plan else ()
    return [each for each in found if each.kind is FindingKind.IMPROVE]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFlow:
    """The words, the step that they are about, and of what is to be improved what contributed to it."""

    walk: Walk
    kind: FindingKind

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"finding.{self.kind.value}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("WENT WELL") if self.kind is FindingKind.STRENGTH else _("TO IMPROVE, AND WHY")

    def part(self, answers: Answers) -> Part:
        """The words, the step, the cause, the entry."""
        if "text" not in answers:
            is_strength = self.kind is FindingKind.STRENGTH
            words = _("What went well?") if is_strength else _("What did not go as it should?")
            return asked_text("text", words, complaint=_unless(require_telling, self.walk))
        if "step" not in answers:
            return self._step()
        if self.kind is FindingKind.IMPROVE and "because" not in answers:
            notes = (_("Causes, never a person. Enter alone: not known yet."),)
            complaint = _unless(require_no_blame, self.walk)
            words = _("What contributed to it?")
            return asked_text("because", words, may_be_empty=True, notes=notes, complaint=complaint)
        step = self._meant(answers["step"])
        command = c.RecordFinding(
            by=self.walk.person,
            kind=self.kind,
            text=answers["text"],
            because=answers.get("because", ""),
            steps=(step,) if step else (),
        )
        return Ready(commands=(command,), said=_("It stands in the report."))

    def _step(self) -> Question:
        return Question(
            id="step",
            words=_("Which step is it about? Its number; Enter alone: none."),
            is_typed=True,
            may_be_empty=True,
            complaint=self._stray,
        )

    def _stray(self, typed: str) -> str:
        return "" if not typed.strip() or self._meant(typed) else _("There is no step of that number.")

    def _meant(self, typed: str) -> str:
        items = self.walk.checklist.items
        return next((item.step.id for item in items if item.number and item.number == typed.strip()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFlow:
    """The finding, the deed, its owner, its date, and how one will see that it holds."""

    walk: Walk
    people: tuple[Person, ...]
    earlier: Mapping[str, Sequence[Earlier]] = field(default_factory=dict)
    """Of each finding those alike of earlier incidents."""
    name: str = "action"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("WHAT WILL BE CHANGED: one deed, one owner, a date, a proof")

    def part(self, answers: Answers) -> Part:
        """One question after the other, then the entry."""
        for ask in (*self._needed(), *self._besides(answers)):
            question = ask()
            if question.id not in answers:
                return question
        found = next(each for each in to_improve(self.walk) if each.id == answers["finding"])
        command = c.PlanAction(
            by=self.walk.person,
            findings=(found.id,),
            text=answers["text"],
            proof=answers["proof"],
            element=Element(answers["element"]),
            priority=Priority(answers["priority"]),
            owner=answers["owner"],
            due_at=self._read(answers["due"]) or self.walk.now,
            steps=found.steps,
            kind=ActionKind(answers["kind"]),
            approver=answers.get("approver", _NOBODY).removeprefix(_NOBODY),
            department=answers.get("department", ""),
            begins_at=self._read_begin(answers.get("begins", "")),
            limit=answers.get("limit", ""),
            risk=answers.get("risk", ""),
            change=answers.get("change", ""),
            repeats=tuple(dict.fromkeys(each.name for each in self.earlier.get(found.id, ()))),
        )
        return Ready(commands=(command,), said=_("It stands in the plan: incident actions list"))

    def _needed(self) -> Sequence[Callable[[], Question]]:
        begun = (self._finding, self._text, self._owner, self._due, self._proof)
        return (*begun, self._element, self._priority, self._kind)

    def _besides(self, answers: Answers) -> Sequence[Callable[[], Question]]:
        """The change of a runbook that is to be changed; the rest for whoever has more to say."""
        change = [self._change] if answers.get("kind") == ActionKind.RUNBOOK else []
        rest = (
            partial(self._approver, answers.get("owner", "")),
            self._department,
            self._begin,
            self._limit,
            self._risk,
        )
        return (*change, self._more, *(rest if answers.get("more") == "yes" else ()))

    def _finding(self) -> Question:
        choices = [Choice(value=each.id, words=self._shown(each)) for each in to_improve(self.walk)]
        return Question(id="finding", words=_("What does it answer?"), choices=tuple(choices))

    def _shown(self, finding: Finding) -> str:
        words = f"{finding.id}  {said(finding.text)}"
        if earlier := self.earlier.get(finding.id):
            return _("{finding} (found before: {earlier})").format(finding=words, earlier=earlier[-1].name)
        return words

    def _text(self) -> Question:
        notes = (_("Begin with the deed: 'write', 'buy', 'practise'. A wish nobody can check is refused."),)
        return asked_text("text", _("What is to be done?"), notes=notes, complaint=_unless(require_deed, self.walk))

    def _owner(self) -> Question:
        return Question(id="owner", words=_("Who sees to it?"), choices=of_people(self.people))

    def _due(self) -> Question:
        days = ((self.walk.now + timedelta(weeks=n)).astimezone(self.walk.speech.zone).date() for n in _WEEKS)
        return Question(
            id="due",
            words=_("By when? Choose, or type a day such as {day}.").format(day=f"{self.walk.now.year + 1}-01-31"),
            choices=tuple(Choice(value=day.isoformat(), words=day.isoformat()) for day in days),
            is_typed=True,
            complaint=lambda typed: moment_ahead_complaint(end_of_day(typed), self.walk),
        )

    def _read(self, typed: str) -> datetime | None:
        return read_ahead(end_of_day(typed), self.walk)

    def _proof(self) -> Question:
        return asked_text("proof", _("How will one see that it holds?"), complaint=_unless(require_proof, self.walk))

    def _kind(self) -> Question:
        choices = tuple(Choice(value=each.value, words=_(words)) for each, words in ACTION_KIND_WORDS.items())
        return Question(id="kind", words=_("Of what type is it?"), choices=choices)

    def _change(self) -> Question:
        notes = (
            _("In words or as a diff; --diff of 'incident actions add' reads a file. Enter alone: not known yet."),
        )
        words = _("Which change of the runbook does it ask for?")
        return asked_text("change", words, may_be_empty=True, notes=notes, complaint=too_long)

    def _more(self) -> Question:
        choices = (
            Choice(value="no", words=_("No, that is all")),
            Choice(value="yes", words=_("Yes: approver, department, beginning, source of the date, risk")),
        )
        return Question(id="more", words=_("Is there more to say of it?"), choices=choices)

    def _approver(self, owner: str) -> Question:
        nobody = Choice(value=_NOBODY, words=_("nobody"))
        choices = (nobody, *of_people(self.people, but=owner))
        return Question(
            id="approver", words=_("Who is its approver, and hears of it when it is overdue?"), choices=choices
        )

    def _department(self) -> Question:
        return _optional("department", _("Which department answers for it?"))

    def _begin(self) -> Question:
        words = _("When does it begin? A day such as {day}.").format(day=f"{self.walk.now.year + 1}-01-15")
        return Question(
            id="begins",
            words=words,
            is_typed=True,
            may_be_empty=True,
            notes=(_("Enter alone: nobody says."),),
            complaint=lambda typed: moment_complaint(start_of_day(typed), self.walk) if typed.strip() else "",
        )

    def _read_begin(self, typed: str) -> datetime | None:
        return read_moment(start_of_day(typed), self.walk) if typed.strip() else None

    def _limit(self) -> Question:
        return _optional("limit", _("Which rule sets the date?"))

    def _risk(self) -> Question:
        return _optional("risk", _("Which risk does it answer, as your register calls it?"))

    def _element(self) -> Question:
        choices = tuple(Choice(value=each.value, words=_(words)) for each, words in ELEMENT_WORDS.items())
        return Question(id="element", words=_("What does it change?"), choices=choices)

    def _priority(self) -> Question:
        choices = tuple(Choice(value=each.value, words=_(words)) for each, words in PRIORITY_WORDS.items())
        return Question(id="priority", words=_("How much hangs on it?"), choices=choices)


def _unless(require: Callable[[str], None], walk: Walk) -> Callable[[str], str]:
    """What is wrong with words that the rule refuses, or that are too long."""

    def complaint(typed: str) -> str:
        try:
            require(typed)
        except Refused as refused:
            return say_refusal(refused, walk.speech, walk.now)
        return too_long(typed)

    return complaint


def _optional(name: str, words: str) -> Question:
    return asked_text(name, words, may_be_empty=True, notes=(_("Enter alone: nobody says."),), complaint=too_long)
