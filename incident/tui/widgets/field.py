"""The field that words are typed into: a paste is one line of text, and no phrase.

Textual's own keeps the first line of a paste and drops the rest without a word.
"""

from __future__ import annotations

from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from incident.wording.safe import clean_line

__all__ = ["Field"]


class Field(Input):
    """One line of words."""

    cursor_blink = False
    """Nothing blinks."""
    wants_typing = False
    """Whether the words are a phrase that has to be typed: a paste could come from anywhere."""

    class PasteRefused(Message):
        """Somebody pasted where a phrase has to be typed."""

    def action_delete_left_all(self) -> None:
        """Empty it, wherever the cursor stands: what was left behind the cursor would stand behind the new words."""
        self.clear()

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.wants_typing:
            self.post_message(self.PasteRefused())
        else:
            gap = " " if event.text[:1].isspace() and self.cursor_position else ""  # else two words become one
            self.insert_text_at_cursor(gap + clean_line(event.text))
