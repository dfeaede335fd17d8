"""What a playbook decides by itself, as questions to a person: conditions, cases, loops, parallel work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from incident.adapters.documents.foreign.names import Ids
from incident.adapters.documents.foreign.plain_words import cut, one_line
from incident.adapters.documents.foreign.tree import Ask, Do, Given, Option, Repeat, Step, Together
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.adapters.documents.foreign.cacao.actions import Actions, WayOut
    from incident.adapters.documents.foreign.cacao.model import Pointer, WorkflowStep
    from incident.adapters.documents.foreign.cacao.variables import Facts
    from incident.adapters.documents.foreign.fitting import Fitting
    from incident.adapters.documents.foreign.notes import Notes

__all__ = ["Branches"]

_MOST_ROUNDS: Final = 10
_WAYS_OUT: Final = frozenset({"unknown", "unsure", "other", "none", "no"})
_ELSE: Final = frozenset({"default", "else", "otherwise", "*"})


class Branches:
    """Turns branching steps into questions, repeats and branches."""

    def __init__(self, *, actions: Actions, facts: Facts, fitting: Fitting, ids: Ids, notes: Notes) -> None:
        self._actions = actions
        self._facts = facts
        self._fitting = fitting
        self._ids = ids
        self._notes = notes

    def say(self, phrase: str) -> str:
        """A phrase of ours."""
        return self._fitting.say(phrase)

    def ask(self, step: WorkflowStep, ways: list[tuple[Pointer, tuple[Step, ...]]]) -> list[Step]:
        """The question whose answers are the branches."""
        if step.ours:
            return [self._given(step, ways)]
        condition = self._facts.readable(step.condition)
        is_asked = step.name.endswith(("?", "？"))
        question = step.name if is_asked or not condition else condition
        if not condition:
            said = _("The condition of '{step}' is missing; a person decides.").format(step=step.title)
            self._notes.tolerated(said, step.at)
        options = self._options(step, ways)
        why, more = self._fitting.why(step.description)
        if is_asked and condition:
            why, more = self._fitting.why(f"{condition} {step.description}".strip())
        question, below = self._fitting.question(_asked(question or step.title))
        more = "\n\n".join(filter(None, [below, more]))
        verb = Ask(question=question, options=options)
        asked = self._step(step, verb, "decision", why=why, more=more, named=question)
        facts = [name for name in self._facts.read_by(step.condition) if name not in self._facts.recorded]
        return [*self._actions.record(step, facts), asked]

    def together(self, step: WorkflowStep, ways: list[tuple[Pointer, tuple[Step, ...]]]) -> list[Step]:
        """Branches worked at the same time; one alone is no branch."""
        if step.ours:
            return [self._given_branches(step, ways)]
        filled = [steps for _pointer, steps in ways if steps]
        if len(filled) < len(ways):
            said = _("Of the parallel branches of '{step}', {count} are empty.")
            self._notes.tolerated(said.format(step=step.title, count=len(ways) - len(filled)), step.at)
        if len(filled) <= 1:
            return list(filled[0]) if filled else []
        ids = Ids()
        branches = tuple(
            Option(id=ids.take(steps[0].id, "branch"), title=cut(one_line(steps[0].title)), steps=steps)
            for steps in filled
        )
        why, more = self._fitting.why(step.description)
        return [self._step(step, Together(branches=branches), "branches", why=why, more=more, named=branches[0].title)]

    def loop(self, step: WorkflowStep, body: tuple[Step, ...], way_out: WayOut) -> list[Step]:
        """Steps that are worked while a condition holds."""
        if step.ours:
            verb = replace(self._actions.given(step, way_out), body=body)
            return [Step(id=self._actions.own_id(step), title=step.name, verb=verb)]
        condition = self._facts.readable(step.condition) or step.title
        if not body:
            text, below = self._fitting.box(self._fitting.say("hold", condition=condition), self.say("see_below"))
            held = Do(text=text, expect=self.say("held"))
            why, more = self._fitting.why(step.description)
            said = _("The loop '{step}' has no steps; it becomes a step that waits.").format(step=step.title)
            self._notes.changed(said, step.at)
            return [self._step(step, held, "wait", why=why, more="\n\n".join(filter(None, [more, below])))]
        said = _("The steps of the loop '{step}' are worked once before anybody is asked whether it is over.")
        self._notes.changed(said.format(step=step.title), step.at)
        return self._repeated(step, body, self._fitting.say("loop_over", condition=condition))

    def go_round(self, step: WorkflowStep, back: Pointer, body: tuple[Step, ...]) -> list[Step]:
        """Steps that are worked again because a later step points back to the first of them."""
        condition = self._facts.readable(step.condition) or step.title
        stays = back.label not in {"on_false", "on_failure"} and step.is_branching
        phrase = "loop_over" if stays else "loop_until"
        said = _("The step '{step}' points back; the steps between are repeated.").format(step=step.title)
        self._notes.changed(said, back.at)
        return self._repeated(step, body, self._fitting.say(phrase, condition=condition))

    def jump(self, step: WorkflowStep, phrase: str) -> Step:
        """The step that says where to go on."""
        text, below = self._fitting.box(self._fitting.say(phrase, name=step.title), self.say("see_below"))
        return Step(
            id=self._ids.take(f"go on {step.name}", "go-on"),
            title=self._fitting.title(step.title.replace(":", " "), "jump"),
            verb=Do(text=text, expect=self.say("jumped")),
            show=below,
        )

    def stop(self) -> Step:
        """The step that says that nothing follows."""
        title = self._fitting.title(self.say("stop_here"), "stop")
        return Step(
            id=self._ids.take("stop", "stop"),
            title=title,
            verb=Do(text=self.say("stop_here"), expect=self.say("stopped")),
        )

    def sentence(self, steps: Sequence[Step], sources: Sequence[WorkflowStep]) -> str:
        """The way out as the sentence that it was with us, '' if it was none."""
        is_sentence = len(sources) == 1 and len(steps) == 1 and sources[0].ours.get("part") == "sentence"
        return one_line(sources[0].description or sources[0].name) if is_sentence else ""

    def _repeated(self, step: WorkflowStep, body: tuple[Step, ...], question: str) -> list[Step]:
        fact = self._facts.claim(f"{step.name} over", question)
        noted = self._actions.record(step, [fact])
        said = _("How often the loop '{step}' is worked is made up: {most} times at most.")
        self._notes.made_up(said.format(step=step.title, most=_MOST_ROUNDS), step.at)
        verb = Repeat(until=fact, words=question, every=None, most=_MOST_ROUNDS, steps=(*body, *noted))
        why, more = self._fitting.why("" if not step.is_branching else step.description)
        return [self._step(step, verb, "loop", why=why, more=more)]

    def _options(self, step: WorkflowStep, ways: list[tuple[Pointer, tuple[Step, ...]]]) -> tuple[Option, ...]:
        ids, found = Ids(), list[Option]()
        for pointer, steps in ways:
            words, name = self._answer(pointer.label)
            found.append(Option(id=ids.take(name or words, "answer"), title=cut(one_line(words)), steps=steps))
        labels = {pointer.label for pointer, _steps in ways}
        if labels <= {"on_true", "on_false"} and labels != {"on_true", "on_false"}:
            rest = "on_false" if "on_true" in labels else "on_true"
            words, name = self._answer(rest)
            found.append(Option(id=ids.take(name, "answer"), title=words))
        if not any(_WAYS_OUT & set(option.id.split("-")) for option in found):
            said = _("The question '{step}' gets an answer for somebody who does not know.").format(step=step.title)
            self._notes.made_up(said, step.at)
            found.append(Option(id=ids.take("unknown", "unknown"), title=self.say("unknown")))
        return tuple(found)

    def _answer(self, label: str) -> tuple[str, str]:
        """The words of an answer, and its id where it has one of its own."""
        if label == "on_true":
            return self.say("yes"), "yes"
        if label == "on_false":
            return self.say("no"), "no"
        if label.lower() in _ELSE:
            return self.say("otherwise"), "other"
        return self._facts.readable(label) or "?", ""

    def _given(self, step: WorkflowStep, ways: list[tuple[Pointer, tuple[Step, ...]]]) -> Step:
        """A question of ours that came back: cases are the ids of its answers."""
        titles = step.ours.get("options")
        named = titles if isinstance(titles, dict) else {}
        options = tuple(
            Option(id=pointer.label, title=str(named.get(pointer.label, pointer.label)), steps=steps)
            for pointer, steps in ways
            if pointer.label != "default"
        )
        keys = self._actions.given(step).keys
        verb = Given(keys=keys, options=options)
        return Step(id=self._actions.own_id(step), title=step.name, verb=verb)

    def _given_branches(self, step: WorkflowStep, ways: list[tuple[Pointer, tuple[Step, ...]]]) -> Step:
        """Branches of ours that came back, in the order in which they were written."""
        titles = step.ours.get("options")
        named = list(titles.items()) if isinstance(titles, dict) else []
        filled = [steps for _pointer, steps in ways if steps]
        branches = tuple(
            Option(id=name, title=str(title), steps=steps)
            for (name, title), steps in zip(
                named, filled, strict=False
            )  # the compiler refuses what another tool changed
        )
        verb = replace(self._actions.given(step), branches=branches)
        return Step(id=self._actions.own_id(step), title=step.name, verb=verb)

    def _step(
        self, step: WorkflowStep, verb: Ask | Do | Repeat | Together, kind: str, *, why: str, more: str, named: str = ""
    ) -> Step:
        name = step.name or named or self._facts.readable(step.condition) or step.id
        return Step(
            id=self._ids.take(step.name, kind),
            title=self._fitting.title(name, kind),
            verb=verb,
            timer=self._actions.length(step.timeout),
            why=why,
            show=self._fitting.show([more], step.at, step.title),
        )


def _asked(words: str) -> str:
    words = words.rstrip()
    return words if words.endswith(("?", "？")) else f"{words}?"
