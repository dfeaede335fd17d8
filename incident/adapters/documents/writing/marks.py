"""What stands behind words of a person in the file of the other language, until somebody has translated them.

A remark, which nobody takes for words of the runbook; apart from who writes it, because the check looks for it.
"""

from __future__ import annotations

from typing import Final

__all__ = ["TO_TRANSLATE"]

TO_TRANSLATE: Final = {"en": "TRANSLATE", "zh-CN": "待译"}
