"""How the program looks for whoever sits here: what holds now, and what is remembered for the next start."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from incident.walk.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.walk.settings import SettingsFile

__all__ = ["Look"]


@dataclass(slots=True, kw_only=True)
class Look:
    """The settings of one start."""

    settings: Settings = field(default_factory=Settings)
    """What holds, with what options and the environment overrule."""
    chosen: Settings = field(default_factory=Settings)
    """What was chosen in the program, now or earlier."""
    file: SettingsFile | None = None
    """Where it is remembered; None where nothing is."""

    keymap: Mapping[str, str] = field(default_factory=dict)
    """Keys of one's own, by the name of what they do; empty for the usual ones."""
    trouble: str = ""
    """Why the usual keys hold although others were asked for, or ''."""

    def choose(self, **changes: Any) -> bool:  # noqa: ANN401  (fields of Settings)
        """Let it hold at once and at the next start; whether it could be written down."""
        self.settings = replace(self.settings, **changes)
        self.chosen = replace(self.chosen, **changes)
        return self.file is None or self.file.keep(self.chosen)
