"""Refusals that are more than a sentence with values in it: a count that bends words, a fault with words of its own.

Apart from the sentences, which are a table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from incident.domain.refusals import Refusal, RefusalCode, Refused
from incident.i18n import _, ngettext
from incident.wording.case_refusals import CASE_SENTENCES
from incident.wording.fields import say_fields
from incident.wording.speech import Speech

__all__ = ["COMPOSED"]


def _steps_open(refused: Refused, speech: Speech) -> str:
    said = say_fields(refused, speech)
    count = refused.fields.get("count")
    sentence = ngettext(
        "{count} step is open: {steps}. Finish it or rule it out, then close.",
        "{count} steps are open: {steps}. Finish them or rule them out, then close.",
        count if isinstance(count, int) else 0,
    )
    return sentence.format(**said)


def _deadlines_open(refused: Refused, speech: Speech) -> str:
    said = say_fields(refused, speech)
    count = refused.fields.get("count")
    sentence = ngettext(
        "{count} legal deadline is open: {obligations}. Report it or rule it out; or close with a reason and with the "
        "deadline open, and the incident stays on the list until it is met.",
        "{count} legal deadlines are open: {obligations}. Report them or rule them out; or close with a reason and "
        "with the deadlines open, and the incident stays on the list until they are met.",
        count if isinstance(count, int) else 0,
    )
    return sentence.format(**said)


def _case_wrong(refused: Refused, _speech: Speech) -> str:
    from incident.domain.cases.checking import CaseFault, CaseFaultKind  # here, as below: few commands enter a case
    from incident.wording.cases import fault_words

    kind, field, value = (str(refused.fields[name]) for name in ("fault", "element", "value"))
    known = kind in list(CaseFaultKind) and field
    said = fault_words(CaseFault(kind=CaseFaultKind(kind), field=field, value=value)) if known else kind
    return _(CASE_SENTENCES[refused.code]).format(fault=said)


def _cases_untold(refused: Refused, speech: Speech) -> str:
    said = say_fields(refused, speech)
    count = refused.fields.get("count")
    sentence = ngettext(
        "{count} customer was not told what came of it: {cases}. Tell them, enter it, then close.",
        "{count} customers were not told what came of it: {cases}. Tell them, enter it, then close.",
        count if isinstance(count, int) else 0,
    )
    return sentence.format(**said)


COMPOSED: Final[Mapping[RefusalCode, Callable[[Refused, Speech], str]]] = {
    Refusal.CLOSE_STEPS_OPEN: _steps_open,
    Refusal.CLOSE_DEADLINES_OPEN: _deadlines_open,
    Refusal.CLOSE_CASES_UNTOLD: _cases_untold,
    Refusal.CASE_WRONG: _case_wrong,
}
