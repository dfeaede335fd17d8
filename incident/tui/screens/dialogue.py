"""Runs any flow: asks its questions one by one, keeps a draft of every key, and answers with its commands.

Letters are words while the field has the focus, and choices while it has not.
Enter takes a harmless answer; it never confirms a card.
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
from incident.tui.drafts import Draft, Drafts
from incident.tui.flows.asking import Card, Flow, Question, Ready
from incident.tui.keys import settled
from incident.tui.screens.page import Asks, Page
from incident.tui.views.asking import Asking, answers_of, asking_lines, key_lines
from incident.tui.views.lines import STYLES
from incident.tui.widgets.pane import Pane

__all__ = ["Dialogue"]


class Dialogue(Asks, ModalScreen[None]):
    """Asks until the flow is ready, or until Esc."""

    CSS_PATH = "dialogue.tcss"
    COMPONENT_CLASSES = set(STYLES)
    VERTICAL_BREAKPOINTS = Page.VERTICAL_BREAKPOINTS
    AUTO_FOCUS = ""  # the field has the focus when words are asked for, and only then
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("back"), id="dialogue.leave", tooltip=N_("One step back; typed words are kept")),
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
    ) -> None:
        super().__init__()
        self._flow = flow
        self._drafts = drafts
        self._incident = incident
        self._finish = finish
        self._perform = perform
        self._is_over = False
        found = drafts.find(flow.name, incident) if drafts else None
        self._answers = dict(found.answers) if found else {}
        self._draft = found
        if isinstance(flow.part(self._answers), Ready):
            self._answers.clear()

    def compose(self) -> ComposeResult:
        """The lines of the dialogue, and the field to type into."""
        with Vertical(id="dialogue"):
            yield Pane(asking_lines, id="asking")
            yield Input(id="field", compact=True, select_on_focus=False)
            yield Pane(key_lines, id="keys")

    def on_mount(self) -> None:
        """Begin where the draft was left."""
        self._show()
        draft, part = self._draft, self._part
        if draft is not None and draft.typed and not isinstance(part, Ready) and draft.question == part.id:
            self._type(draft.typed)

    def watch_asking(self) -> None:
        """Draw the moment."""
        self.pane.view = self.keys.view = self.asking

    @property
    def _part(self) -> Question | Card | Ready:
        return self._flow.part(self._answers)

    def _show(self) -> None:
        """Ask what comes next, or answer."""
        part = self._part
        if isinstance(part, Ready):
            self._forget()
            self._finish(part)  # before the next key, which dismissing would not promise
            self.dismiss(None)
            return
        self.asking = Asking(title=self._flow.title, part=part)
        self.set_class(isinstance(part, Card) and not part.phrase, "-card")
        wants_words = isinstance(part, Question) and part.is_typed and not part.choices
        if wants_words or (isinstance(part, Card) and part.phrase):
            self._type(part.suggestion if isinstance(part, Question) else "")
        else:
            self._choose()

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
        if isinstance(part, Ready):
            return
        complaint = part.complaint(words) if isinstance(part, Question) else ""
        if isinstance(part, Question) and not words.strip() and not part.may_be_empty:
            complaint = _("Type a word or two, or press Esc.")
        if complaint:
            self.asking = self._asking(complaint=complaint)
            return
        if isinstance(part, Question) and part.command is not None and self._perform is not None:
            self._perform(part.command(words))
        self._answers[part.id] = words
        self._keep("", is_parked=False)
        self._show()

    def _keep(self, typed: str, *, is_parked: bool) -> None:
        part = self._part
        if self._is_over:
            return
        if self._drafts is not None and not isinstance(part, Ready) and (typed or self._answers):
            self._drafts.keep(
                Draft(
                    flow=self._flow.name,
                    incident=self._incident,
                    answers=dict(self._answers),
                    question=part.id,
                    typed=typed,
                    is_parked=is_parked,
                )
            )

    def _forget(self) -> None:
        self._is_over = True
        if self._drafts is not None:
            self._drafts.forget(Draft(flow=self._flow.name, incident=self._incident))

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
            return self._chosen_by(asking, event.character or "")
        if event.key not in {"enter", "escape"}:
            return False
        await settled(self.field)
        if event.key == "enter":
            self._submit(self.field.value)
        else:
            self.action_leave()
        return True

    def _chosen_by(self, asking: Asking, pressed: str) -> bool:
        """Digits choose an answer, a card's own keys confirm it, `t` begins to type."""
        found = answers_of(asking, pressed)
        if found:
            self._answer(found[0])
        elif pressed == "t" and isinstance(asking.part, Question) and asking.part.is_typed:
            self._type("")
        else:
            return False
        return True

    def _submit(self, words: str) -> None:
        """Take the words; a phrase has to be the one that is asked for."""
        part = self._part
        if isinstance(part, Card) and " ".join(words.split()).casefold() != part.phrase.casefold():
            self.asking = self._asking(complaint=_("That is not the phrase. Nothing happened."))
            return
        self._answer(words)

    def action_take(self) -> None:
        """Take the choice under the cursor; a card does not know Enter."""
        asking = self.asking
        if asking is not None and not asking.is_typing and asking.choices:
            self._answer(asking.choices[asking.chosen].value)

    def action_move(self, rows: int) -> None:
        """Move the cursor over the choices, or scroll the text of a card."""
        asking = self.asking
        if asking is None or asking.is_typing:
            return
        if asking.choices:
            self.asking = replace(asking, chosen=max(0, min(len(asking.choices) - 1, asking.chosen + rows)))
        else:
            self.asking = replace(asking, scrolled=max(0, asking.scrolled + rows))

    def action_leave(self) -> None:
        """From the field back to the choices, else out; the draft stays where there is one."""
        asking = self.asking
        if asking is not None and asking.is_typing and asking.choices:
            self._keep(self.field.value, is_parked=True)
            self._choose()
            return
        if asking is not None and isinstance(asking.part, Card) and not self._answers:
            self._forget()
        else:
            self._keep(self.field.value if asking and asking.is_typing else "", is_parked=True)
        self._is_over = True
        self.dismiss(None)
