"""The words of a telephone call, in the form that Twilio reads out.

Apart from the channels, because a call is heard: it is said twice, in a voice that knows the language, and what
stands in a text can never become an order to the telephone service.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

__all__ = ["spoken"]

_VOICES: Final = {"zh-CN": "zh-CN", "en": "en-US"}
_TIMES: Final = 2


def spoken(text: str, language: str) -> str:
    """The text as TwiML; Apprise passes on untouched what begins with `<`, and would else read Chinese in English."""
    voice = quoteattr(_VOICES.get(language, "en-US"))
    return f"<Response>{f'<Say language={voice}>{escape(text)}</Say>' * _TIMES}</Response>"
