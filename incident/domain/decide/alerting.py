"""Half of the time for a report is gone and nothing was filed: whoever stands in is asked to see to it.

Apart from what people state of the law: only the program says this, and what it says is a message like any other.
Its words stand here in both languages, as those of corrections do, for a message is rendered once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from incident.domain import commands as c
from incident.domain import events as e
from incident.domain.content import FreeText
from incident.domain.incident import Incident
from incident.domain.law.statutory import register_of
from incident.domain.messages.alone import alone
from incident.domain.messages.message import next_message_id
from incident.domain.runbooks.wordings import say_time
from incident.domain.timing.clocks import Clock, half_gone
from incident.domain.titles import title_in

__all__ = ["alert"]

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "title": "Legal report not filed: half of the time is gone",
        "ask": "Nobody has entered that it was filed. You are asked as the stand-in of the incident commander: "
        "see that it is filed in time, and enter the proof.",
        "line": "- {name}, due {due}",
        "late_title": "Legal report not filed: its time is OVER",
        "late_ask": "Nobody has entered that it was filed. You are asked as the stand-in of the incident commander: "
        "see that it is filed at once, and enter the proof.",
        "late": "- {name}, was due {due}: OVERDUE",
        "enter": "  Entered with: incident obligation {incident} {key} file --reference NUMBER --proof FILE",
        "asks": "What each has to say: incident clocks {incident} --detail",
    },
    "zh-CN": {
        "title": "法定报告尚未报送：时限已过半",
        "ask": "尚无人登记已报送。现请您代替总指挥处理：请确保按时报送，并登记凭证。",
        "line": "- {name}，{due}到期",
        "late_title": "法定报告尚未报送：时限已过",
        "late_ask": "尚无人登记已报送。现请您代替总指挥处理：请立即报送，并登记凭证。",
        "late": "- {name}，{due}已到期：逾期",
        "enter": "  登记方式：incident obligation {incident} {key} file --reference 编号 --proof 文件",
        "asks": "各报告应写的内容：incident clocks {incident} --detail",
    },
}


def alert(incident: Incident, command: c.AlertSubstitute, now: datetime) -> Sequence[e.Event]:
    """One message about all of them, for which nobody was alerted yet; where nobody can be, the record says so."""
    open_ = [each for each in half_gone(incident, now) if each.key in command.clocks]
    if not open_:
        return []
    keys = tuple(each.key for each in open_)
    if not command.person:
        return [e.SubstituteAlerted(clocks=keys)]
    drafted = e.MessageDrafted(
        message=next_message_id(incident.messages),
        audience=alone(command.person),
        template="",
        wordings={language: _wording(incident, open_, language, now) for language in _WORDS},
    )
    alerted = e.SubstituteAlerted(clocks=keys, person=command.person, message=drafted.message)
    return [alerted, drafted, e.MessageReleased(message=drafted.message)]


def _wording(incident: Incident, clocks: Sequence[Clock], language: str, now: datetime) -> e.Wording:
    """What is true at this moment: a worker that was away may find the time over, and not half of it."""
    words, is_late = _WORDS[language], any(each.due_at <= now for each in clocks)
    title, ask = words["late_title" if is_late else "title"], words["late_ask" if is_late else "ask"]
    lines = [f"{incident.id}  {' '.join(str(title_in(incident, language)).split())}", ask]
    for each in clocks:
        due, line = say_time(each.due_at, incident.zone), words["late" if each.due_at <= now else "line"]
        lines.append(line.replace("{due}", due).replace("{name}", _name(incident, each, language)))
        lines.append(words["enter"].format(incident=incident.id, key=each.subject))
    lines.append(words["asks"].format(incident=incident.id))
    return e.Wording(title=FreeText(title), body=FreeText("\n".join(lines)))


def _name(incident: Incident, clock: Clock, language: str) -> str:
    """What is to be reported, under which law, to whom."""
    register, (name, _slash, recipient) = register_of(incident), clock.subject.partition("/")
    obligation = register.obligation(name) if register else None
    if register is None or obligation is None:
        return clock.subject
    parts = (
        register.text(f"{obligation.regime}.short", language),
        register.text(f"{name}.title", language),
        register.text(f"{name}.recipient.{recipient}", language),
    )
    return " / ".join(" ".join(each.split()) for each in parts if each)
