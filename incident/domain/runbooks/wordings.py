"""The words of messages: templates filled with the facts of the moment, in every language.

A message is a record, so it is rendered once, here, from the pinned templates;
the few words that a value needs stand beside it in both languages. The zones of
`zoneinfo` are read from files, but they are constant data, like the alphabet: the
same instant and zone give the same words, and a zone that is not known is UTC.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from incident.domain.content import FreeText
from incident.domain.events import Wording
from incident.domain.incident import CUSTOMERS, Incident
from incident.domain.messages.message import Message, next_message_id
from incident.domain.runbooks.conditions import Value
from incident.domain.runbooks.runbook import Fact, FactType
from incident.domain.timing.clocks import update_clock
from incident.domain.titles import title_in

_TO_THE_MINUTE = timedelta(minutes=1, microseconds=-1)
"""Added to a time that is said without its seconds, so that it is the next minute that is said."""

__all__ = ["corrected", "known_values", "render", "say_value", "told_facts", "unstated"]

_WORDS = {
    "en": {
        "unknown": "not known yet",
        "yes": "yes",
        "no": "no",
        "1": "tier 1, major",
        "2": "tier 2, serious",
        "3": "tier 3, general",
    },
    "zh-CN": {
        "unknown": "尚未确定",
        "yes": "是",
        "no": "否",
        "1": "一级（重大）",
        "2": "二级（较大）",
        "3": "三级（一般）",
    },
}


def render(incident: Incident, template: str, now: datetime, audience: str) -> Mapping[str, Wording]:
    """The message to the audience in every language of the runbook that has the template; empty if none has.

    Placeholders that nothing fills stay visible, so that a reader sees what is missing.
    """
    if incident.bundle is None:
        return {}
    from string import Template  # here: 2 ms, and only a message needs it

    wordings, next_update = {}, _next_update(incident, now, audience)
    for language, words in incident.bundle.words.items():
        title, body = words.get(f"template.{template}.title"), words.get(f"template.{template}.body")
        if title is None or body is None:
            continue
        values = {"message": next_message_id(incident.messages), **_values(incident, language, next_update)}
        wordings[language] = Wording(
            title=FreeText(" ".join(Template(title).safe_substitute(values).split())),
            body=FreeText(Template(_with_contact(body, values)).safe_substitute(values).strip()),
        )
    return wordings


def unstated(incident: Incident, template: str) -> tuple[Fact, ...]:
    """The facts that the text says as not known yet, because nobody has stated them."""
    return tuple(fact for fact in told_facts(incident, template) if fact.id not in incident.facts)


def told_facts(incident: Incident, template: str) -> tuple[Fact, ...]:
    """The facts that the text says, in any language."""
    from string import Template  # here, as above

    every = incident.bundle.words.values() if incident.bundle else ()
    texts = (words.get(f"template.{template}.{part}", "") for words in every for part in ("title", "body"))
    matches = (match for text in texts for match in Template.pattern.finditer(text))
    used = {match["named"] or match["braced"] for match in matches}
    return tuple(fact for fact in incident.runbook.facts if fact.id in used)


_CORRECTION = {
    "en": {
        "title": "Correction: ",
        "one": 'This corrects our message of {time}, "{subject}". What it said is wrong: do not go by it.',
        "bare": "This corrects our message of {time}. What it said is wrong: do not go by it.",
        "right": "This is right:",
    },
    "zh-CN": {
        "title": "更正：",
        "one": "本消息更正我们于{time}发出的消息“{subject}”。其内容有误，请勿采信。",
        "bare": "本消息更正我们于{time}发出的消息。其内容有误，请勿采信。",
        "right": "正确内容如下：",
    },
}


def corrected(right: Wording, wrongs: Sequence[Message], language: str, zone: str) -> Wording:
    """What is right, after the words that say which messages were wrong: when they were sent, under which subject."""
    words = _CORRECTION.get(language, _CORRECTION["en"])
    named = "\n".join(_wrong_one(each, words, language, zone) for each in wrongs)
    title = str(right.title).removeprefix(words["title"])
    return Wording(
        title=FreeText(f"{words['title']}{title}"), body=FreeText(f"{named}\n{words['right']}\n\n{right.body}")
    )


def _wrong_one(message: Message, words: Mapping[str, str], language: str, zone: str) -> str:
    wording = message.wordings.get(language) or next(iter(message.wordings.values()))
    time = say_time(message.delivered_at or message.released_at or message.drafted_at, zone)
    if wording.title.words is None:
        return words["bare"].format(time=time)
    return words["one"].replace("{time}", time).replace("{subject}", " ".join(wording.title.words.split()))


def known_values(incident: Incident, language: str) -> Mapping[str, str]:
    """What fills the placeholders of a text that is read now; what nobody knows is not among them."""
    clock = update_clock(incident)
    values = _values(incident, language, clock.due_at if clock else incident.declared_at)
    unknown = {fact.id for fact in incident.runbook.facts if _value_of(incident, fact.id) is None}
    unknown |= {"next_update"} if clock is None else set()
    return {name: words for name, words in values.items() if words and name not in unknown}


def say_value(value: Value, kind: FactType, language: str, zone: str) -> str:
    """A fact's value as a sentence would say it, in local time where it is a time."""
    words = _WORDS.get(language, _WORDS["en"])
    if value is None:
        return words["unknown"]
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if kind is FactType.TIME:
        return say_time(datetime.fromisoformat(str(value)), zone)
    if isinstance(value, float):
        return f"{value:,.15g}%" if kind is FactType.PERCENT else f"{value:,.15g}"
    return str(value)


def say_time(moment: datetime, zone: str) -> str:
    """An instant as local wall-clock time with its date and offset, unmistakable in any country."""
    local = moment.astimezone(_zone(zone))
    return f"{local:%Y-%m-%d %H:%M} (UTC{local:%z})"


def _zone(name: str) -> tzinfo:
    """The zone of that name; a message must not fail because a machine does not know it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # here, as `Template`: only a message needs it

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return UTC


def _with_contact(body: str, values: Mapping[str, str]) -> str:
    """The template; where nobody can be asked, without the lines that say whom to ask."""
    if values["contact"]:
        return body
    return "\n".join(line for line in body.splitlines() if "${contact}" not in line)


def _values(incident: Incident, language: str, next_update: datetime) -> dict[str, str]:
    words = _WORDS.get(language, _WORDS["en"])
    values = {
        fact.id: say_value(_value_of(incident, fact.id), fact.type, language, incident.zone)
        for fact in incident.runbook.facts
    }
    values |= {
        "title": str(title_in(incident, language)),
        "incident": incident.id,
        "tier": words[str(int(incident.tier))],
        "since": say_time(incident.declared_at, incident.zone),
        "next_update": say_time(next_update, incident.zone),
        "contact": str(incident.contact or ""),
    }
    return {name: " ".join(value.split()) for name, value in values.items()}  # nobody forges a line of a message


def _value_of(incident: Incident, fact: str) -> Value:
    entry = incident.facts.get(fact)
    return entry.value if entry else None


def _next_update(incident: Incident, now: datetime, audience: str) -> datetime:
    """When customers are told again: an interval from now if this tells them, else when their clock is due.

    A time that is past is promised to nobody: whoever reads it then is told within an interval.
    """
    spare = _TO_THE_MINUTE if incident.speed > 1 else timedelta()  # a minute is long there
    clock = None if audience == CUSTOMERS else update_clock(incident, now)
    if clock is not None and clock.due_at + spare >= now + timedelta(minutes=1):
        return clock.due_at + spare
    within = incident.runbook.tiers[incident.tier].update_every
    return incident.put_off(now, now + within, now) + spare
