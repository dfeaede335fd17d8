"""What libyaml complains about, as sentences that a responder can act on.

Apart from reading, because libyaml's words are its own affair and may change.
"""

from __future__ import annotations

from typing import Final

from incident.i18n import N_, _

__all__ = ["sentence_about"]

_QUOTE: Final = N_("Put the text in double quotes.")
_INDENT: Final = N_("Line it up with the lines that it belongs to.")

_SENTENCES: Final = {
    "mapping values are not allowed": (N_("A ':' stands where no key can be."), _QUOTE),
    "found unexpected end of stream": (N_("A text in quotes is never closed."), N_("Add the closing quote.")),
    "found unexpected document indicator": (N_("A text in quotes is never closed."), N_("Add the closing quote.")),
    "expected ',' or ']'": (N_("A list in brackets lacks a comma or is never closed."), ""),
    "expected ',' or '}'": (N_("A mapping in braces lacks a comma or is never closed."), ""),
    "did not find expected key": (N_("This line does not fit the indentation above it."), _INDENT),
    "expected <block end>": (N_("This line does not fit the indentation above it."), _INDENT),
    "did not find expected '-'": (N_("This line is no item of the list above it."), _INDENT),
    "could not find expected ':'": (N_("A key lacks its ':'."), ""),
    "did not find expected node content": (N_("A value is missing here."), ""),
    "block sequence entries are not allowed": (N_("A '-' stands where no list can begin."), _INDENT),
    "found unknown escape character": (N_("A '\\' in double quotes starts no known escape."), N_("Use single quotes.")),
    "found invalid": (N_("A '\\' in double quotes starts no known escape."), N_("Use single quotes.")),
    "did not find expected <document start>": (N_("Something follows the end of the document."), _INDENT),
    "found duplicate": (N_("A line that begins with '%' is not allowed."), ""),
    "found unknown directive": (N_("A line that begins with '%' is not allowed."), ""),
}


def sentence_about(complaint: str, character: str) -> tuple[str, str]:
    """The sentence and the hint for libyaml's complaint about that character."""
    if "cannot start any token" in complaint:
        return _("A text cannot begin with '{character}'.").format(character=character), _(_QUOTE)
    for part, (sentence, hint) in _SENTENCES.items():
        if part in complaint:
            return _(sentence), _(hint)
    return _("The file is not YAML: {complaint}.").format(complaint=complaint), ""
