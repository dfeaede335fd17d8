"""What leaves the building: a step's message, an approval, the due update. Each is read first and confirmed by S."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident.domain import commands as c
from incident.domain.checklist import Item
from incident.domain.decide.informing import approver_for
from incident.domain.incident import CUSTOMERS
from incident.domain.runbook import Verb
from incident.domain.tiers import Tier
from incident.domain.wordings import render
from incident.i18n import _
from incident.tui.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready
from incident.tui.views.walk import Walk
from incident.wording.safe import clean

__all__ = ["ApproveFlow", "TellFlow", "UpdateFlow", "message_text"]

PHONE = "phone"
ASK = "ask"


def message_text(walk: Walk, template: str) -> Sequence[str]:
    """The message as it would leave now, in the reader's language, a line each; its title first."""
    wordings = render(walk.incident, template, walk.now)
    wording = wordings.get(walk.speech.language) or next(iter(wordings.values()), None)
    if wording is None:
        return ()
    return [clean(str(wording.title)), *clean(str(wording.body)).split("\n")]


def _approval_keys(walk: Walk, role: str | None, author: str) -> tuple[Key, ...]:
    """The ways in which a message by that author can leave: by itself, by the approver, by phone, or by asking."""
    if role is None:
        return (Key(key="S", words=_("send now"), value="send"),)
    holder = walk.incident.person_of(role)
    if holder is None:
        return ()
    name = walk.speech.person(holder)
    phone = Key(key="P", words=_("{name} agreed by phone: send").format(name=name), value=PHONE)
    ask = Key(key="A", words=_("ask {name} to approve").format(name=name), value=ASK)
    if holder != walk.person:
        return (ask, phone)
    if _is_alone(walk, role, author):
        return ()
    return (Key(key="S", words=_("approve and send now"), value="send"),)


def _is_alone(walk: Walk, role: str | None, author: str) -> bool:
    """Whether this person would approve words of their own, which tier 1 does not allow."""
    is_approver = role is not None and walk.incident.person_of(role) == walk.person
    return is_approver and author == walk.person and walk.incident.tier is Tier.MAJOR


def _missing(walk: Walk, role: str | None, author: str) -> tuple[str, ...]:
    """Why the message cannot leave by this person's hand, if so."""
    if role is not None and walk.incident.person_of(role) is None:
        return (_("Nobody is {role}, who has to approve it. r fills the role.").format(role=walk.speech.role(role)),)
    if _is_alone(walk, role, author):
        return (_("At tier 1 you cannot approve your own words: somebody else sends this, and you agree."),)
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TellFlow:
    """The text of the step's message, and the key that sends it."""

    walk: Walk
    item: Item

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"tell.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        audience = self.walk.speech.audience(self.item.step.audience or "")
        return _("SEND to {audience}").format(audience=audience)

    def part(self, answers: Answers) -> Part:
        """The card, then the message."""
        step = self.item.step
        if "send" not in answers:
            draft = self.walk.draft_of(step.id)
            author = draft.author if draft is not None else self.walk.person
            missing = _missing(self.walk, step.approver, author)
            notes = (*missing, *message_text(self.walk, step.template or ""))
            keys = _approval_keys(self.walk, step.approver, author)
            if draft is not None:
                keys = tuple(key for key in keys if key.value != ASK)
            return Card(id="send", words=self._words(), notes=notes, keys=keys)
        holder = self.walk.incident.person_of(step.approver) if step.approver else None
        approved_by = holder if answers["send"] == PHONE else None
        command = c.CompleteStep(by=self.walk.person, step=step.id, approved_by=approved_by)
        said = _("The approver is asked.") if answers["send"] == ASK else _("The message is on its way.")
        return Ready(commands=(command,), said=said)

    def _words(self) -> str:
        audience = self.walk.speech.audience(self.item.step.audience or "")
        return _("Send this to {audience}?").format(audience=audience)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveFlow:
    """The question that a role answers, here or by phone."""

    walk: Walk
    item: Item

    @property
    def name(self) -> str:
        """Names its draft."""
        return f"approve.{self.item.step.id}"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("APPROVE: step {number}").format(number=self.item.number)

    def part(self, answers: Answers) -> Part:
        """The card, then the approval."""
        step, walk = self.item.step, self.walk
        role = step.approver or ""
        holder = walk.incident.person_of(role)
        if "approve" not in answers:
            words = walk.speech.text(f"step.{step.id}.what") or walk.speech.step(step.id)
            return Card(id="approve", words=words, notes=_missing(walk, role, ""), keys=self._keys(holder))
        command = c.CompleteStep(by=walk.person, step=step.id, approved_by=holder)
        return Ready(commands=(command,), said=_("Step {number}: approved.").format(number=self.item.number))

    def _keys(self, holder: str | None) -> tuple[Key, ...]:
        if holder == self.walk.person:
            return (Key(key="Y", words=_("I approve"), value="yes"),)
        name = self.walk.speech.person(holder) if holder else ""
        late = Key(key="Y", words=_("go on without it, if the step allows that"), value="yes")
        phone = Key(key="P", words=_("{name} approved by phone").format(name=name), value=PHONE)
        return (phone,) if holder else (late,)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFlow:
    """The due update to customers: which text, then the key that sends it."""

    walk: Walk
    name: str = "update"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("UPDATE to customers")

    def part(self, answers: Answers) -> Part:
        """Which text, the card, the message."""
        templates = self._templates()
        if not templates:
            return Card(id="none", words=_("This runbook has no message to customers."))
        if "template" not in answers and len(templates) > 1:
            choices = tuple(Choice(value=name, words=self._named(name)) for name in templates)
            return Question(id="template", words=_("Which text?"), choices=choices)
        template = answers.get("template", templates[0])
        role = approver_for(self.walk.incident, CUSTOMERS)
        if "send" not in answers:
            person = self.walk.person
            keys = tuple(key for key in _approval_keys(self.walk, role, person) if key.value != ASK)
            notes = (*_missing(self.walk, role, person), *message_text(self.walk, template))
            return Card(id="send", words=_("Send this to customers?"), notes=notes, keys=keys)
        holder = self.walk.incident.person_of(role) if role else None
        approved_by = holder if answers["send"] == PHONE else None
        command = c.SendMessage(by=self.walk.person, audience=CUSTOMERS, template=template, approved_by=approved_by)
        return Ready(commands=(command,), said=_("The update is on its way; its clock starts anew."))

    def _templates(self) -> list[str]:
        """The texts to customers: those of steps first, then the rest of the runbook's, sent ones at the end."""
        walk = self.walk
        told = [s for s in walk.incident.runbook.steps() if s.verb is Verb.TELL]
        others = {s.template for s in told if s.audience != CUSTOMERS}
        words = walk.incident.bundle.words.get(walk.speech.language, {}) if walk.incident.bundle else {}
        named = [key.split(".")[1] for key in words if key.startswith("template.") and key.endswith(".title")]
        first = [s.template for s in told if s.audience == CUSTOMERS and s.template]
        sent = {m.template for m in walk.incident.messages.values() if m.released_at is not None}
        names = [name for name in dict.fromkeys([*first, *named]) if name not in others]
        return sorted(names, key=lambda name: (name in sent and name in first, "update" not in name))

    def _named(self, template: str) -> str:
        lines = message_text(self.walk, template)
        return lines[0] if lines else template
