"""Everything that is known of one delivery, and the text that it carries."""

from __future__ import annotations

from collections.abc import Sequence

from incident.application.ports import Delivery
from incident.i18n import _
from incident.tui.screens.sheet import Sheet
from incident.tui.views.deliveries import delivery_detail
from incident.tui.views.lines import Line, beside, line, rule, shortened
from incident.tui.views.mode import tier_and_mode
from incident.walk.moment import Walk

__all__ = ["DeliveryDetails"]


class DeliveryDetails(Sheet[None]):
    """One delivery in full."""

    def __init__(self, walk: Walk, delivery: Delivery) -> None:
        super().__init__()
        self._walk = walk
        self._delivery = delivery
        self._rows: Sequence[Line] = ()

    def on_resize(self) -> None:
        """Wrap the words to the window."""
        incident = self._walk.incident
        self._rows = delivery_detail(
            self._delivery,
            incident.messages,
            self._walk.speech,
            self._walk.now,
            self.size.width,
            is_copy=self._walk.is_copy,
        )
        self.listing.rows_changed(len(self._rows))

    def head(self, width: int) -> list[Line]:
        """Which delivery."""
        incident = self._walk.incident
        title = line(" ", (_("MESSAGE {message}").format(message=self._delivery.message), ".bright"))
        return [beside(title, tier_and_mode(incident.tier, incident.mode), width), rule(width)]

    def row(self, number: int, width: int) -> Line:
        """One row."""
        return shortened(self._rows[number], width) if number < len(self._rows) else line("")

    def foot(self, width: int) -> list[Line]:
        """The keys."""
        return [rule(width), line((" " + _("Esc back   j k scroll"), ".muted"))]
