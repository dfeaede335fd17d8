"""The three files of a workspace, field by field, as people write them.

Apart from the runbook's model, because these files are the team's own and read at every change of them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from incident.adapters.documents.reading.fields import DocumentId, Duration, FactId, Id, Line, PerTier, Phone, Strict
from incident.adapters.documents.workspace.rota_model import Clock, RotaFile

__all__ = [
    "AudienceFile",
    "CasesFile",
    "EntryFile",
    "PeopleFile",
    "PersonFile",
    "SettingsFile",
    "StandingFile",
    "TargetFile",
    "TargetsFile",
]

Language: TypeAlias = Literal["en", "zh-CN"]


def _written(value: object) -> object:
    """Digits without quotes, as they stand."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Digits = WithJsonSchema({"type": ["string", "integer"]})
Address: TypeAlias = Annotated[str, Field(max_length=200), BeforeValidator(_written), _Digits]
Code: TypeAlias = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(_written), _Digits]


class StandingFile(Strict):
    """`obligations` of `incident.yaml`: whose law counts for this team, and what is so of it in every incident."""

    jurisdictions: Annotated[list[Id], Field(min_length=1)]
    sectors: list[Id] | None = None
    facts: dict[FactId, Annotated[str, Field(max_length=40)]] = {}
    enabled: list[DocumentId] = []
    zones: dict[Id, Line] = {}
    targets: dict[DocumentId, Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}[mhd]$")]] = {}


class ServingFile(Strict):
    """`serve` of `incident.yaml`: the program in a browser."""

    login_command: Annotated[str, Field(max_length=400)] = ""


class HeartbeatFile(Strict):
    """`heartbeat` of `incident.yaml`: the watchdog outside."""

    secret: Annotated[str, Field(min_length=1, max_length=400)]
    limit: Duration = timedelta(minutes=5)


class PagerDutyFile(Strict):
    """What PagerDuty tells us of, and the key by which it proves that it does."""

    secret: Annotated[str, Field(min_length=1, max_length=400)]


class LinksFile(Strict):
    """`links` of `incident.yaml`: the page on which messages are acknowledged."""

    public_url: Annotated[str, Field(max_length=200)]
    secret: Annotated[str, Field(min_length=1, max_length=400)]
    pagerduty: PagerDutyFile | None = None


class NightTextFile(Strict):
    """A text that may leave by night, and who says so."""

    runbook: DocumentId
    revision: Annotated[int, Field(ge=1)]
    template: Id
    by: Id


class NightFile(Strict):
    """`night` of `incident.yaml`: which messages need not wait for their approver, and when."""

    begins: Clock
    ends: Clock
    texts: list[NightTextFile] = []


class CasesFile(Strict):
    """`cases` of `incident.yaml`: how long customers' cases may wait, by which rule, and who sees contacts."""

    source: Line
    first_answer: PerTier = timedelta(hours=24)
    done: PerTier = timedelta(hours=48)
    calendar: Id = ""
    contacts: list[Id] | None = None


Kept: TypeAlias = Literal["evidence", "notes", "messages", "facts", "cases"]
Days: TypeAlias = Annotated[Duration, Field(ge=timedelta(days=1))]
"""How long after the closing something is kept; in whole days or more."""


class SettingsFile(Strict):
    """`incident.yaml`."""

    format: Literal["workspace/1"]
    name: Line
    language: Language
    zone: Line
    database: Annotated[str, Field(max_length=400)] = ""
    public_contact: Annotated[str, Field(max_length=200)] = ""
    sandbox: bool = False
    serve: ServingFile = ServingFile()
    heartbeat: HeartbeatFile | None = None
    night: NightFile | None = None
    links: LinksFile | None = None
    retention: dict[Kept, Days] = {}
    cases: CasesFile | None = None
    obligations: StandingFile | None = None


class ReachFile(Strict):
    """One way to reach a person."""

    target: Id
    address: Address = ""


class PersonFile(Strict):
    """Somebody who can act, hold a role or be told."""

    name: Line
    phone: Phone = ""
    language: Language | None = None
    site: Id | None = None
    logins: list[Line] = []
    roles: list[Id] = []
    reach: list[ReachFile] = []


class PeopleFile(Strict):
    """`people.yaml`."""

    format: Literal["people/1"]
    people: dict[Id, PersonFile]
    lists: dict[Id, list[Id]] = {}
    rota: dict[Id, RotaFile] = {}


Variable: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]{0,24}$")]
Part: TypeAlias = Literal["incident", "message", "title", "text", "link"]
"""What can stand in a variable of a template."""


class OptionsFile(Strict):
    """How a service is spoken to; which of it a target wants, its kind says (`target_kinds`)."""

    host: Line | None = None
    port: Annotated[int, Field(gt=0, lt=65536)] | None = None
    sender: Line | None = None
    security: Literal["none", "starttls", "tls"] | None = None
    user: Line | None = None
    sign: Line | None = None
    template: Code | None = None
    app: Code | None = None
    caller: Code | None = None
    region: Line | None = None
    variables: dict[Variable, Part] | None = None
    longest: Annotated[int, Field(ge=20, le=1000)] | None = None


class FallbackFile(Strict):
    """Where a channel's message goes when the target refuses it for good."""

    target: Id
    address: Address = ""


class TargetFile(Strict):
    """A place that messages can be sent to."""

    kind: Literal["apprise", "smtp", "feishu", "dingtalk", "aliyun-sms", "aliyun-call", "tencent-sms", "tencent-call"]
    secret: Annotated[str, Field(max_length=400)] = ""
    exercise: bool = False
    on_unknown: Literal["hold", "repeat"] = "hold"
    fallback: FallbackFile | None = None
    options: OptionsFile = OptionsFile()


class EntryFile(Strict):
    """One line of an audience."""

    target: Id | None = None
    role: Id | None = None
    person: Id | None = None
    on_duty: Id | None = None
    site: Id | None = None
    list: Id | None = None
    address: Address = ""
    language: Language | None = None
    name: Line | None = None


class EscalateFile(Strict):
    """What follows while nobody acknowledges: each person's other ways, then the next people."""

    after: Duration
    then: Annotated[list[EntryFile], Field(max_length=20)] = []


class AudienceFile(Strict):
    """Who is meant when a runbook says `tell: customers`."""

    external: bool = False
    who: list[EntryFile] = []
    escalate: EscalateFile | None = None


class TargetsFile(Strict):
    """`targets.yaml`."""

    format: Literal["targets/1"]
    targets: dict[Id, TargetFile] = {}
    audiences: dict[Id, AudienceFile] = {}
