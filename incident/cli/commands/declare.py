"""`incident declare`: an incident begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.application.holding import held_or_why
from incident.cli.acting import deliver
from incident.cli.arguments import because, command_id, json_output
from incident.cli.commands.access import say_who_knows
from incident.cli.facts import known_facts, read_facts
from incident.cli.lawless import say_lawless
from incident.cli.output import print_data, print_json, say
from incident.cli.parameters import FACT, TIER
from incident.cli.session import Session, pass_session
from incident.cli.spoken import argument, command, option
from incident.domain.commands import DeclareIncident
from incident.domain.events import IncidentMode
from incident.domain.grading.tiers import Tier
from incident.domain.grading.triage import grade
from incident.domain.runbooks.conditions import Situation, Value
from incident.i18n import N_, _
from incident.wording.safe import clean_line
from incident.wording.tiers import tier_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from incident.application.errors import IncidentError
    from incident.application.service import Outcome
    from incident.domain.incident import Incident
    from incident.domain.law.holding import HeldTo
    from incident.domain.runbooks.runbook import Bundle

__all__ = ["declare"]

_SHAPE = "{version, id}"


@command("declare", json_shape=_SHAPE)
@argument("RUNBOOK")
@option("--tier", type=TIER, metavar="1|2|3", required=True, help=N_("1 major, 2 serious, 3 general."))
@option("--title", metavar="WORDS", required=True, help=N_("What happens, in a line that others understand."))
@option("--fact", "typed", type=FACT, metavar="NAME=VALUE", multiple=True, help=N_("A fact; may be given often."))
@because
@option("--exercise", is_flag=True, help=N_("An exercise: nothing reaches the outside world."))
@option("--need-to-know", is_flag=True, help=N_("Only you, and whoever you name, may know of it."))
@command_id
@json_output
@pass_session
def declare(
    session: Session,
    *,
    runbook: str,
    tier: Tier,
    title: str,
    typed: tuple[tuple[str, str], ...],
    because: str | None,
    exercise: bool,
    need_to_know: bool,
    command_id: str | None,
    as_json: bool,
) -> None:
    """Open the incident under the next free id and print that."""
    services = session.services
    session.proposed = bundle = services.library.bundle(runbook)
    held_to, lawless, facts = _known(session, bundle, typed, command_id)
    order = DeclareIncident(
        by=session.by,
        title=title,
        tier=tier,
        bundle=bundle,
        mode=IncidentMode.EXERCISE if exercise else IncidentMode.REAL,
        facts=facts,
        because=because or _deciding(session, bundle, facts, tier, command_id),
        zone=services.workspace.zone,
        contact=services.workspace.contact,
        need_to_know=need_to_know,
        held_to=held_to,
    )
    _answer(session, services.service.declare(order, services.actor, command_id), lawless, as_json=as_json)


def _known(
    session: Session, bundle: Bundle, typed: Sequence[tuple[str, str]], command_id: str | None
) -> tuple[HeldTo | None, IncidentError | None, dict[str, Value]]:
    """The rules of law that count or why they cannot be read, and the facts that were typed: some only the law asks."""
    held_to, lawless = held_or_why(session.services)
    known = typed if lawless is None else _without_law(bundle, typed)
    return held_to, lawless, read_facts(session, known_facts(bundle, held_to), known, session.now(command_id))


def _without_law(bundle: Bundle, typed: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """What the runbook knows of what was typed; the rest is said, and has to be stated again."""
    known = {fact.id for fact in bundle.runbook.facts}
    for name in [name for name, _words in typed if name not in known]:
        said = _("'{fact}' is not recorded: only the rules of law may know it. State it after 'incident law'.")
        say(said.format(fact=clean_line(name)))
    return [each for each in typed if each[0] in known]


def _answer(session: Session, outcome: Outcome, lawless: IncidentError | None, *, as_json: bool) -> None:
    incident = outcome.incident
    if as_json:
        print_json({"id": incident.id})
    else:
        print_data(incident.id)
    if outcome.was_repeated:
        say(_("This was done before; nothing is done twice."))
    said = _("Declared at {tier}. You are its commander. Next: incident show {incident}")
    say(said.format(tier=tier_phrase(incident.tier), incident=incident.id))
    if session.services.library.is_draft(incident.runbook.id):
        said = _("The runbook '{id}' is a draft: look at every step before you rely on it.")
        say(said.format(id=incident.runbook.id))
    _say_now(session, incident)
    if lawless is not None:
        say_lawless(incident.id, lawless)
    if incident.readers:
        say_who_knows(session, incident)
    deliver(session, outcome)


def _say_now(session: Session, incident: Incident) -> None:
    """What nobody has answered of what comes before the first step, and how it is answered."""
    from incident.wording.beginning import now_list  # here: most runbooks go straight to their first step

    lines = [each for each in now_list(incident, session.speech(incident.bundle)) if each.answer is None]
    if lines:
        rows = (f"  {each.line}  {each.words}" for each in lines)
        answer = _("Say of each that it is done: {command}")
        command = f"incident now {incident.id} {lines[0].line} done"
        say("\n".join([_("NOW, before everything else:"), *rows, answer.format(command=command)]))


def _deciding(session: Session, bundle: Bundle, facts: dict[str, Value], tier: Tier, command_id: str | None) -> str:
    """The triage lines that make it this tier, as the record keeps them; '' if the tier was chosen by hand."""
    from incident.wording.conditions import condition_phrase  # here: a stated reason needs none of it

    grading = grade(bundle.runbook, Situation(facts=facts, tier=None, now=session.now(command_id)))
    if grading.tier is not tier or grading.is_doubtful:
        return ""
    return _("; ").join(condition_phrase(line.condition, session.speech(bundle)) for line in grading.deciding)
