"""The update to customers that is due, outside the steps: which text, then the key that sends it or asks for it.

Apart from the message of a step, which names its text itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from incident.application.ports import Person
from incident.domain import commands as c
from incident.domain.decide.informing import approver_for
from incident.domain.incident import CUSTOMERS
from incident.domain.messages.drafts import waiting_drafts
from incident.domain.messages.updating import update_templates
from incident.domain.runbooks.runbook import Verb
from incident.domain.runbooks.wordings import render
from incident.i18n import _
from incident.walk.flows.alone import Alone
from incident.walk.flows.asking import Answers, Card, Choice, Key, Part, Question, Ready, asked_text
from incident.walk.flows.messages import (
    ASK,
    NIGHT,
    agreed,
    approval_keys,
    by_night,
    gone_words,
    is_alone,
    let_in,
    message_text,
    missing,
    not_stated,
    reaches,
    told_notes,
)
from incident.walk.flows.persons import approver_asked
from incident.walk.flows.releasing import ReleaseFlow
from incident.walk.moment import Walk
from incident.wording.safe import clean
from incident.wording.usual import NOT_TOLD, spoken

if TYPE_CHECKING:
    from incident.domain.messages.message import Message

__all__ = ["UpdateFlow"]

ANEW = "anew"
WAITS = "waits"
WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFlow:
    """The due update to customers: which text, then the key that sends it."""

    walk: Walk
    people: Sequence[Person] = ()
    name: str = "update"

    @property
    def title(self) -> str:
        """What it is about."""
        return _("UPDATE to customers")

    def part(self, answers: Answers) -> Part:
        """What waits already, or which text, the card, the message."""
        walk = self.walk
        if (waits := self._waits(answers)) is not None:
            return waits
        draft = self._draft()
        anew = (draft.template,) if draft is not None else ()
        templates = anew or update_templates(walk.incident, walk.speech.language)
        if not templates:
            return Card(id="none", words=_("This runbook has no message to customers."))
        if "template" not in answers and len(templates) > 1:
            choices = tuple(Choice(value=name, words=_title(walk, name)) for name in templates)
            return Question(id="template", words=_("Which text?"), choices=choices)
        template = answers.get("template", templates[0])
        role = approver_for(walk.incident, CUSTOMERS)
        alone = self._alone(role or "", template) if is_alone(walk, role, walk.person) else None
        if alone is not None and (part := alone.part(answers)) is not None:
            return part
        if "send" not in answers:
            return self._card(template, role, alone, answers)
        if answers["send"] == WITHHOLD:
            return self._withheld(answers)
        return self._ordered(template, role, alone, answers)

    def _card(self, template: str, role: str | None, alone: Alone | None, answers: Answers) -> Card:
        """All that has to be known before it leaves, then the text, and the keys by which it can leave."""
        walk, is_heard = self.walk, reaches(self.walk, CUSTOMERS)
        keys = alone.keys(answers) if alone else approval_keys(walk, role, walk.person, is_heard=is_heard)
        night = () if alone else by_night(walk, role, template, walk.person)
        approval = alone.notes(answers) if alone else missing(walk, role, template)
        before = (*told_notes(walk, template, CUSTOMERS), *not_stated(walk, template), *approval)
        notes = (*before, *message_text(walk, template, CUSTOMERS))
        keys = (*keys, *night, *_withholding(walk))
        return Card(id="send", words=_("Send this to customers?"), notes=notes, keys=keys, is_guarded=True)

    def _ordered(self, template: str, role: str | None, alone: Alone | None, answers: Answers) -> Ready:
        """What sends it, or asks for it."""
        walk = self.walk
        commands: list[c.Command] = [] if alone is None else alone.commands(answers)
        commands += let_in(walk, CUSTOMERS)
        order = self._order(template, agreed(walk, role, answers))
        commands.append(order.changed(night=answers["send"] == NIGHT, is_asked=answers["send"] == ASK))
        said = gone_words(walk, CUSTOMERS, _("The update is on its way; once it has left, its clock starts anew."))
        if answers["send"] == ASK:
            said = approver_asked(walk, self.people, walk.incident.person_of(role or "") or "")
        return Ready(commands=tuple(commands), said=said)

    def _waits(self, answers: Answers) -> Part | None:
        """The update that somebody wrote and that waits: it is let go, or written anew in its place."""
        draft = self._draft()
        if draft is None or answers.get(WAITS) == ANEW:
            return None
        anew = Key(key="W", word="anew", words=_("write it anew in its place"), value=ANEW)
        flow = ReleaseFlow(walk=self.walk, message=draft, more=(anew,))
        part = flow.part({"send": answers[WAITS]} if WAITS in answers else {})
        return replace(part, id=WAITS) if isinstance(part, Card) else part

    def _draft(self) -> Message | None:
        """The update that waits for its approval, the oldest where several do."""
        waiting = waiting_drafts(self.walk.incident, self.walk.now)
        own = (each for each in waiting if each.step is None and each.audience == CUSTOMERS and each.corrects is None)
        return next(own, None)

    def _withheld(self, answers: Answers) -> Part:
        """That customers are not told now, with the reason; their clock goes on."""
        if "because" not in answers:
            return asked_text("because", _("Why are customers not told now?"), spoken(NOT_TOLD))
        order = c.LeaveOut(by=self.walk.person, audience=CUSTOMERS, because=answers["because"])
        return Ready(commands=(order,), said=_("Noted that customers are not told, and why; the update stays due."))

    def _order(self, template: str, approved_by: str | None) -> c.SendMessage:
        walk = self.walk
        read = render(walk.incident, template, walk.now, CUSTOMERS)
        return c.SendMessage(
            by=walk.person, audience=CUSTOMERS, template=template, approved_by=approved_by, as_read=read
        )

    def _alone(self, role: str, template: str) -> Alone:
        steps = self.walk.incident.runbook.steps()
        writers = [s.by for s in steps if s.verb is Verb.TELL and s.audience == CUSTOMERS and s.by]
        return Alone(
            walk=self.walk,
            people=self.people,
            role=role,
            writer=writers[0] if writers else None,
            how=_("{name} presses U at their own terminal (here: incident --as {id}) and enters your approval with P"),
            said=_("{name} presses U, then P says that you agreed."),
            night=by_night(self.walk, role, template, self.walk.person),
        )


def _title(walk: Walk, template: str) -> str:
    """The title to customers as it would leave now, in the reader's language."""
    wordings = render(walk.incident, template, walk.now, CUSTOMERS)
    wording = wordings.get(walk.speech.language) or next(iter(wordings.values()), None)
    return clean(str(wording.title)) if wording else template


def _withholding(walk: Walk) -> tuple[Key, ...]:
    """The way not to send an update, as somebody's decision."""
    if (CUSTOMERS, "") in walk.incident.left_out:
        return ()
    words = _("do not tell them now; asks why")
    return (Key(key="L", word="withhold", words=words, value=WITHHOLD),)
