"""Runs any flow: asks its questions one by one, keeps a draft of every key, and answers with its commands.

Letters are words while the field has the focus. Enter takes words, or the choice
under a cursor that was moved there; it never confirms a card. Esc goes one
question back, and out from the first one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key as KeyPressed
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input

from incident.domain.commands import Command
from incident.i18n import N_, _
from incident.tui.keys import settled
from incident.tui.screens.page import Asks, Page
from incident.tui.views.asking import Asking, answers_of, asking_lines, does_nothing, key_lines
from incident.tui.views.lines import STYLES
from incident.tui.widgets.pane import Pane
from incident.walk.drafts import Draft, Drafts
from incident.walk.flows.asking import Answers, Card, Flow, Part, Question, Ready
from incident.walk.flows.resuming import GO_ON, answered_last, furthest, offer, values_of

__all__ = ["Dialogue"]


class Dialogue(Asks, ModalScreen[None]):
    """Asks until the flow is ready, or until Esc."""

    CSS_PATH = "dialogue.tcss"
    COMPONENT_CLASSES = set(STYLES)
    VERTICAL_BREAKPOINTS = Page.VERTICAL_BREAKPOINTS
    AUTO_FOCUS = ""  # the field has the focus when words are asked for, and only then
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("back"), id="dialogue.leave", tooltip=N_("One question back; words are kept")),
        Binding("down,j", "move(1)", N_("down"), id="dialogue.down", tooltip=N_("The next answer, or further down")),
        Binding("up,k", "move(-1)", N_("up"), id="dialogue.up", tooltip=N_("The answer before, or further up")),
        Binding("enter", "take", N_("take"), id="dialogue.take", tooltip=N_("Take the answer under the cursor")),
    ]

    asking: reactive[Asking | None] = reactive(None, repaint=False)
    pane = query_one("#asking", Pane)
    keys = query_one("#keys", Pane)
    field = query_one("#field", Input)

    def __init__(
        self,
        flow: Flow,
        *,
        drafts: Drafts | None,
        incident: str,
        finish: Callable[[Ready], None],
        perform: Callable[[Command], None] | None = None,
        goes_on: bool = False,
    ) -> None:
        """`goes_on`: take up the draft where it was left, without asking whether to."""
        super().__init__()
        self._flow = flow
        self._drafts = drafts
        self._incident = incident
        self._finish = finish
        self._perform = perform
        self._is_over = False
        found = drafts.find(flow.name, incident) if drafts else None
        if found is not None and isinstance(flow.part(found.answers), Ready):
            found = None
        self._answers: dict[str, str] = dict(found.answers) if found else {}
        self._earlier: dict[str, str] = {}
        """What was answered before Esc went back over it."""
        self._half: dict[str, str] = {}
        """What was typed and not yet taken, by question."""
        self._draft = found
        is_offered = found is not None and not goes_on and not found.is_kept
        self._offer = offer(flow, self._answers) if is_offered else None

    def compose(self) -> ComposeResult:
        """The lines of the dialogue, and the field to type into."""
        with Vertical(id="dialogue"):
            yield Pane(asking_lines, id="asking")
            yield Input(id="field", compact=True, select_on_focus=False)
            yield Pane(key_lines, id="keys")

    def on_mount(self) -> None:
        """Begin where the draft was left, or ask whether to."""
        self._show()
        if self._offer is None:
            self._type_again()

    def _type_again(self) -> None:
        """Put the half-typed words back into the field."""
        draft, part = self._draft, self._part
        if draft is not None and draft.typed and not isinstance(part, Ready) and draft.question == part.id:
            self._type(draft.typed)

    def watch_asking(self) -> None:
        """Draw the moment."""
        self.pane.view = self.keys.view = self.asking

    @property
    def _part(self) -> Part:
        return self._offer or self._flow.part(self._answers)

    def _show(self) -> None:
        """Ask what comes next, or answer."""
        part = self._part
        if isinstance(part, Ready):
            self._end(part.keeps)
            self._finish(part)  # before the next key, which dismissing would not promise
            self.dismiss(None)
            return
        self.asking = Asking(title=self._flow.title, part=part)
        self.set_class(isinstance(part, Card) and not part.phrase, "-card")
        if isinstance(part, Question) and part.is_typed and (part.takes_words_first or not part.choices):
            self._type(self._words_for(part.id, part.suggestion))
        elif isinstance(part, Card) and part.phrase:
            self._type(self._words_for(part.id))
        else:
            self._choose()

    def _words_for(self, question: str, suggestion: str = "") -> str:
        """What the field begins with: what was typed there before, if anything was."""
        return self._half.get(question) or self._earlier.get(question, suggestion)

    def _type(self, words: str) -> None:
        self.add_class("-typing")
        self.field.value = words
        self.field.cursor_position = len(words)
        self.set_focus(self.field)  # at once: the next key is already on its way
        self.asking = self._asking(is_typing=True)

    def _choose(self) -> None:
        self.remove_class("-typing")
        self.set_focus(None)
        self.asking = self._asking(is_typing=False)

    def _asking(self, **changes: object) -> Asking | None:
        return replace(self.asking, **changes) if self.asking else None  # type: ignore[arg-type]

    def _answer(self, words: str) -> None:
        part = self._part
        if self._offer is not None:
            self._take_up(words)
            return
        if isinstance(part, Ready):
            return
        complaint = part.complaint(words) if isinstance(part, Question) else ""
        if isinstance(part, Question) and not words.strip() and not part.may_be_empty:
            complaint = _("Type a word or two, or press Esc.")
        if complaint:
            self._complain(complaint)
            return
        if isinstance(part, Question) and part.command is not None and self._perform is not None:
            self._perform(part.command(words))
        if self._earlier.pop(part.id, words) != words:
            self._earlier.clear()  # another answer may lead to other questions
        self._half.pop(part.id, None)
        self._answers[part.id] = words
        self._keep("", is_parked=False)
        self._show()

    def _take_up(self, words: str) -> None:
        """Go on where the dialogue was left, or begin it anew."""
        self._offer = None
        if words == GO_ON:
            self._show()
            self._type_again()
            return
        self._answers.clear()
        self._forget()
        self._show()

    def _complain(self, words: str) -> None:
        self.asking = self._asking(complaint=words)

    def _keep(self, typed: str, *, is_parked: bool) -> None:
        part = self._part
        if self._is_over or self._offer is not None or self._drafts is None or isinstance(part, Ready):
            return
        answers, question = dict(self._answers), part.id
        if is_parked and self._earlier:
            answers = furthest(self._flow, {**self._earlier, **self._answers})
            question = getattr(self._flow.part(answers), "id", "")
            typed = self._half.get(question, "")
        if not typed and not answers:
            self._forget()
            return
        draft = Draft(
            flow=self._flow.name,
            incident=self._incident,
            answers=answers,
            question=question,
            typed=typed,
            is_parked=is_parked,
        )
        self._drafts.keep(draft)

    def _forget(self) -> None:
        if self._drafts is not None:
            self._drafts.forget(Draft(flow=self._flow.name, incident=self._incident))

    def _end(self, keeps: Answers) -> None:
        """The words are on their way to the log; what the next dialogue begins with stays."""
        self._forget()
        self._is_over = True
        if keeps and self._drafts is not None:
            name, incident = self._flow.name, self._incident
            self._drafts.keep(Draft(flow=name, incident=incident, answers=keeps, is_parked=True, is_kept=True))

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Every key goes to the draft."""
        if self.asking is not None and self.asking.is_typing:
            self._keep(self.field.value, is_parked=False)
            self.asking = self._asking(complaint="")

    async def take_key(self, event: KeyPressed) -> bool:
        """Deal with the key now, if it is the dialogue's; whether it was."""
        asking = self.asking
        if asking is None:
            return False
        if not asking.is_typing:
            return self._chosen_by(asking, event)
        if event.key not in {"enter", "escape", "tab"} and not self._may_choose(asking, event.character):
            return False
        await settled(self.field)
        match event.key:
            case "enter":
                self._submit(self.field.value)
            case "escape":
                self.action_leave()
            case "tab":
                self._turn(asking)
            case _:
                return self._chosen_first(asking, event.character or "")
        return True

    def _may_choose(self, asking: Asking, pressed: str | None) -> bool:
        """Whether the key is a digit beside an open field."""
        part = asking.part
        return isinstance(part, Question) and part.takes_words_first and bool(answers_of(asking, pressed or ""))

    def _chosen_first(self, asking: Asking, pressed: str) -> bool:
        """A digit takes one of the usual words while nothing is typed; after that it is a digit."""
        if self.field.value:
            return False
        self._answer(answers_of(asking, pressed)[0])
        return True

    def _turn(self, asking: Asking) -> None:
        """Tab: what goes with the words changes; the words stay."""
        part, words = asking.part, self.field.value
        if isinstance(part, Question) and part.tab is not None:
            self._answers[part.tab[0]] = part.tab[1]
            self._show()
            self._type(words)
            self._keep(words, is_parked=False)

    def _chosen_by(self, asking: Asking, event: KeyPressed) -> bool:
        """Digits choose an answer, a card's own keys confirm it, `t` begins to type; all else does nothing, aloud."""
        pressed, part = event.character or "", asking.part
        found = answers_of(asking, pressed)
        if found:
            self._answer(found[0])
        elif pressed == "t" and isinstance(part, Question) and part.is_typed:
            self._type(self._words_for(part.id))
        elif event.is_printable and event.key not in self.active_bindings:
            self._refuse_key(asking, _("Space") if pressed == " " else pressed)
        else:
            return False
        return True

    def _refuse_key(self, asking: Asking, pressed: str) -> None:
        """Say that the key does nothing; a brief confirmation ends with it."""
        if isinstance(asking.part, Card) and asking.part.is_brief:
            self._finish(Ready(said=_("Nothing happened.")))
            self.action_leave()
            return
        self._complain(does_nothing(asking, pressed))

    def _submit(self, words: str) -> None:
        """Take the words; a phrase has to be the one that is asked for."""
        part = self._part
        if isinstance(part, Card) and values_of(words) != values_of(part.phrase):
            self._complain(_("That is not the phrase. Nothing happened."))
            return
        self._answer(words)

    def action_take(self) -> None:
        """Take the choice under the cursor, where there is one; a card does not know Enter."""
        asking = self.asking
        if asking is None or asking.is_typing:
            return
        if asking.choices and asking.chosen is not None:
            self._answer(asking.choices[asking.chosen].value)
        else:
            self._refuse_key(asking, _("Enter"))

    def action_move(self, rows: int) -> None:
        """Move the cursor over the choices, or scroll the text of a card."""
        asking = self.asking
        if asking is None or asking.is_typing:
            return
        if asking.choices:
            place = (-1 if rows > 0 else len(asking.choices)) if asking.chosen is None else asking.chosen
            self.asking = replace(asking, chosen=max(0, min(len(asking.choices) - 1, place + rows)), complaint="")
        else:
            self.asking = replace(asking, scrolled=max(0, asking.scrolled + rows))

    def action_leave(self) -> None:
        """From the field to its choices, else one question back, else out; words that were typed stay."""
        asking, part = self.asking, self._part
        typed = self.field.value if asking and asking.is_typing else ""
        if asking is not None and asking.is_typing and asking.choices and not _has_open_field(part):
            self._keep(typed, is_parked=True)
            self._choose()
            return
        if self._offer is None and self._went_back(part, typed):
            return
        if isinstance(part, Question) and part.id in self._earlier and typed.strip() and not part.complaint(typed):
            self._earlier[part.id] = typed
        self._keep(typed, is_parked=True)
        self._is_over = True
        self.dismiss(None)

    def _went_back(self, part: Part, typed: str) -> bool:
        """Ask the question before again, with what was answered; whether there is one."""
        last = answered_last(self._flow, self._answers)
        if last is None:
            return False
        if typed and not isinstance(part, Ready):
            self._half[part.id] = typed
        self._earlier[last] = self._answers.pop(last)
        self._show()
        self._keep("", is_parked=True)
        return True


def _has_open_field(part: Part) -> bool:
    return isinstance(part, Question) and part.takes_words_first
