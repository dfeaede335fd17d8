"""One run of a flow: what was answered, what was typed and not yet taken, and the draft that keeps both.

Apart from the screen that asks, so that going back, taking up a draft and leaving are told without a terminal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from incident.domain.commands import Command
from incident.i18n import _
from incident.walk.drafts import Draft, Drafts
from incident.walk.flows.asking import Answers, Card, Flow, Part, Question, Ready, is_stray, too_long
from incident.walk.flows.beginning import NowFlow
from incident.walk.flows.facts import RecordFlow
from incident.walk.flows.foreseeing import Ahead, Foresees
from incident.walk.flows.marking import MarkFlow
from incident.walk.flows.resuming import (
    GO_ON,
    answered_last,
    furthest,
    offer,
    said_so_far,
    short_of_the_end,
)
from incident.walk.flows.translating import in_the_language
from incident.walk.flows.waking import Waking
from incident.walk.moment import Walk

if TYPE_CHECKING:  # most flows hear of no list
    from incident.application.ports import Summary

__all__ = ["Conversation"]


class Conversation:
    """Goes from part to part until the flow is ready; every answer and every key goes to the draft."""

    def __init__(self, flow: Flow, *, drafts: Drafts | None, incident: str, goes_on: bool = False) -> None:
        """`goes_on`: take up the draft where it was left, without asking whether to."""
        self._flow = flow
        self._drafts = drafts
        self._incident = incident
        self._is_over = False
        self._is_lent = False
        found = drafts.begin(flow.name, incident) if drafts else None
        answers = short_of_the_end(flow, found.answers) if found else {}
        if found is not None and isinstance(flow.part(answers), Ready):
            found = None
        self._draft = found
        self._answers: dict[str, str] = dict(answers) if found else {}
        self._typed: set[str] = {*found.own} if found else set()
        """What was answered in words, and not only chosen."""
        self._earlier: dict[str, str] = {}
        """What was answered before Esc went back over it."""
        self._half: dict[str, str] = {}
        """What was typed and not yet taken, by question."""
        self._own: dict[str, tuple[str, str]] = {}
        """What somebody typed where Esc went back from, by question, and the suggestion that it began with."""
        if found is not None:
            self._own.update({question: (typed, "") for question, typed in found.ahead.items()})
        self._after: MarkFlow | RecordFlow | None = None
        """What the next answer is taken by, where somebody else was first."""
        is_offered = found is not None and not goes_on and not found.is_kept
        self._offer = offer(flow, self._answers) if is_offered else None
        self._whence = drafts.whence(self._drafted({})) if drafts else ""
        """What is said at first of words that another terminal has, or had."""

    def say_anew(self) -> None:
        """The language has changed; what was answered and typed stays."""
        self._flow = in_the_language(self._flow)
        if self._offer is not None:
            self._offer = offer(self._flow, self._answers)

    def renew(self, walk: Walk) -> bool:
        """Another moment of the incident; whether the dialogue goes with it: all others act on what was read."""
        if isinstance(self._flow, MarkFlow | RecordFlow):
            return self._overtake(self._flow, walk)
        if not isinstance(self._flow, NowFlow) or not isinstance(self.part, Card):
            return False
        self._flow = replace(self._flow, walk=walk)
        return True

    def renew_list(self, summaries: Sequence[Summary]) -> bool:
        """What is open by now; whether it concerns what is asked."""
        from incident.walk.flows.declaring import DeclareFlow  # here: most dialogues declare nothing

        if not isinstance(self._flow, DeclareFlow):
            return False
        ids = {each.incident_id for each in summaries}
        earlier = [each for each in self._flow.past if each.incident_id not in ids]
        self._flow = replace(self._flow, past=(*earlier, *summaries))
        return True

    @property
    def wakes(self) -> Waking | None:
        """The dialogue, where it gives work to a person who may rest."""
        return self._flow if isinstance(self._flow, Waking) else None

    def say_who_rests(self, rests: Mapping[str, datetime] | None) -> None:
        """Who rests, and until when; None while that is read."""
        if isinstance(self._flow, Waking):
            self._flow = replace(self._flow, rests=rests)

    @property
    def follows(self) -> bool:
        """Whether what others do meanwhile concerns it before it has acted."""
        return isinstance(self._flow, MarkFlow | RecordFlow)

    def _overtake(self, flow: MarkFlow | RecordFlow, walk: Walk) -> bool:
        """Somebody else marked the step, or took that back: it is said at once; the next answer goes by it."""
        item, before = walk.checklist.item(flow.item.step.id), self._after
        is_over = item is not None and item.is_complete and not flow.item.is_complete
        self._after = replace(flow, walk=walk, item=item) if item is not None and is_over else None
        return (before and before.overtaken) != (self._after and self._after.overtaken)

    @property
    def title(self) -> str:
        """What it is about."""
        return self._flow.title

    @property
    def said(self) -> list[str]:
        """Each question with its answer, so far; the place in a long dialogue."""
        if self._offer is not None or isinstance(self._flow, NowFlow):  # its lines say how they stand by now
            return []
        return list(said_so_far(self._flow, self._answers))

    @property
    def ahead(self) -> Sequence[Ahead]:
        """What it would come to by now, of a dialogue that can say it."""
        return self._flow.ahead(self._answers) if isinstance(self._flow, Foresees) else ()

    @property
    def part(self) -> Part:
        """What is asked now; at first perhaps whether to go on where it was left."""
        part = self._offer or self._flow.part(self._answers)
        if self._after is not None and not isinstance(part, Ready):
            return replace(part, notes=(self._after.overtaken, *part.notes))
        if self._whence and not isinstance(part, Ready):
            return replace(part, notes=(*part.notes, self._whence))
        return part

    @property
    def interrupted_words(self) -> str:
        """What was half typed at this question when it was left, or ''.

        Free words that wait end with a blank, so that what is typed on does not grow together with them.
        """
        draft, part = self._draft, self.part
        if draft is None or self._offer is not None or isinstance(part, Ready) or draft.question != part.id:
            return ""
        is_free = draft.is_parked and isinstance(part, Question) and part.complaint is too_long and not part.choices
        return f"{draft.typed.rstrip()} " if is_free and draft.typed.strip() else draft.typed

    def words_for(self, question: str, suggestion: str = "") -> str:
        """What the field begins with: what was typed there before, if anything was.

        Words that began with the suggestion of another choice begin with that of this one.
        """
        own, begun = self._own.get(question, ("", ""))
        words = self._half.get(question) or self._earlier.get(question) or own or suggestion
        return suggestion + words[len(begun) :] if begun and suggestion and words.startswith(begun) else words

    def complaint(self, words: str) -> str:
        """What is wrong with that answer, or ''."""
        part = self.part
        if not isinstance(part, Question):
            return ""
        if not words.strip() and not part.may_be_empty:
            return _("Type a word or two, or press Esc.")
        return part.complaint(words)

    def take(self, words: str) -> Command | None:
        """Go on with that answer; what it makes happen at once."""
        part = self.part
        if self._offer is not None:
            self._take_up(is_going_on=words == GO_ON)
            return None
        if isinstance(part, Ready):
            return None
        self._whence = ""
        if isinstance(part, Card) and (command := part.command(words)) is not None:
            return command
        self._draft = None
        if self._earlier.pop(part.id, words) != words:
            self._earlier.clear()  # another answer may lead to other questions
        self._half.pop(part.id, None)
        self._answers[part.id] = words
        self._note_typed(part, words)
        if self._after is not None:
            self._flow, self._after = self._after, None
        self.keep("")
        return part.command(words) if isinstance(part, Question) and part.command is not None else None

    def set(self, tab: tuple[str, str], typed: str) -> None:
        """Take what goes with the words; the words stay."""
        self._answers[tab[0]] = tab[1]
        self.keep(typed)

    def go_back(self, typed: str) -> bool:
        """Ask the question before again, with what was answered; whether there is one."""
        part, last = self.part, answered_last(self._flow, self._answers)
        if self._offer is not None or last is None:
            return False
        if not isinstance(part, Ready):
            if is_stray(part, typed):
                self._half.pop(part.id, None)  # it would stand before the number that is pressed next
            elif typed and typed != getattr(part, "suggestion", ""):
                self._half[part.id] = typed  # a suggestion that nobody touched is made anew
                self._note_own(part, typed)
        self._draft = None
        self._earlier[last] = self._answers.pop(last)
        self._note_own(self.part, self._earlier[last])
        self.park("")
        return True

    def _note_own(self, part: Part, typed: str) -> None:
        """Keep words of one's own for when another choice leads to the same question; no choice, and no suggestion."""
        if not isinstance(part, Question) or not part.is_typed or typed == part.suggestion:
            return
        if typed not in [choice.value for choice in part.choices]:
            self._own[part.id] = (typed, part.suggestion)

    def _note_typed(self, part: Part, words: str) -> None:
        """Remember whether the answer is one's own words or a choice."""
        if isinstance(part, Question):
            is_chosen = words in [choice.value for choice in part.choices]
            (self._typed.discard if is_chosen else self._typed.add)(part.id)

    def leave(self, typed: str) -> None:
        """Put it aside; a whole answer that was typed and not taken is there again."""
        part = self.part
        if isinstance(part, Question) and part.id in self._earlier and typed.strip() and not part.complaint(typed):
            self._earlier[part.id] = typed
        self.park("" if is_stray(part, typed) else typed)
        self._is_over = True

    def close(self) -> str:
        """Nothing was confirmed: nobody is asked about it again, unless there are words that somebody typed.

        What to say of it.
        """
        if self._offer is None and self._typed & {*self._answers}:
            self.leave("")
            return _("Nothing happened. What you answered is kept: begin again as before, and go on.")
        self._is_over = True
        if self._offer is None:
            self._forget()
        return _("Nothing happened.")

    def keep(self, typed: str) -> None:
        """Keep the draft, which comes back by itself at the next start."""
        self._write(self._answers, typed, is_parked=False)

    def park(self, typed: str) -> None:
        """Keep the draft until its key is pressed again, with what was answered further on."""
        answers = self._answers
        if self._earlier:
            answers = furthest(self._flow, {**self._earlier, **self._answers})
            typed = self._half.get(getattr(self._flow.part(answers), "id", ""), "")
        self._write(answers, typed, is_parked=True)

    def lend(self) -> None:
        """The words are on their way to the log; `end` or `stay` says what became of them."""
        if self._drafts is not None:
            self._drafts.lend(self._drafted({}))
        self._is_lent = True

    def end(self, keeps: Answers) -> None:
        """The words are in the log, or were thrown away; what the next dialogue begins with stays."""
        self._is_over = True
        self._settle(self._drafted(keeps, is_parked=True, is_kept=True) if keeps else None)

    def stay(self) -> None:
        """The log did not take it: words that were typed last wait in their field; a choice is made anew."""
        last = answered_last(self._flow, self._answers)
        answers = {name: value for name, value in self._answers.items() if name != last}
        part = self._flow.part(answers)
        self._is_over = True
        if isinstance(self._flow, RecordFlow):  # nothing of it is recorded, so all of it is kept
            self._settle(self._drafted(self._answers, is_parked=True) if self._answers else None, is_refused=True)
            return
        if last is None or not isinstance(part, Question) or not part.is_typed:
            self._settle(None)
            return
        then = self._drafted(answers, question=last, typed=self._answers[last], is_parked=True)
        self._settle(then, is_refused=True)

    def _take_up(self, *, is_going_on: bool) -> None:
        self._offer = None
        if not is_going_on:
            self._answers.clear()
            self._own.clear()
            self._typed.clear()
            self._draft = None
            self._forget()

    def _write(self, answers: Answers, typed: str, *, is_parked: bool) -> None:
        part = self._flow.part(answers)
        if self._is_over or self._offer is not None or self._drafts is None or isinstance(self.part, Ready):
            return
        if typed or answers or self._own:
            self._drafts.keep(
                self._drafted(answers, question=getattr(part, "id", ""), typed=typed, is_parked=is_parked)
            )
        else:
            self._forget()

    def _forget(self) -> None:
        if self._drafts is not None:
            self._drafts.forget(self._drafted({}))

    def _settle(self, then: Draft | None, *, is_refused: bool = False) -> None:
        if not self._is_lent:
            self.lend()
        if self._drafts is not None:
            self._drafts.settle(self._drafted({}), then, is_refused=is_refused)

    def _ahead(self, answers: Answers, question: str) -> dict[str, str]:
        return {name: own for name, (own, _begun) in self._own.items() if name not in answers and name != question}

    def _drafted(
        self, answers: Answers, *, question: str = "", typed: str = "", is_parked: bool = False, is_kept: bool = False
    ) -> Draft:
        return Draft(
            flow=self._flow.name,
            about=self.title,
            incident=self._incident,
            answers=dict(answers),
            own=tuple(name for name in answers if name in self._typed),
            ahead=self._ahead(answers, question if typed else ""),
            question=question,
            typed=typed,
            is_parked=is_parked,
            is_kept=is_kept,
        )
