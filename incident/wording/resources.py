"""What the shipped runbooks ask for, by name; what a team writes of its own is read from its id.

Apart, because a runbook names a resource by its type alone, and paper, screen and comparison must call it the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.i18n import N_, _, current
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from incident.domain.resources.resource import Inventory, Resource
    from incident.wording.speech import Speech

__all__ = ["given_types", "own_names", "resource_kind", "resource_name", "use_words"]

_KINDS: Final = {
    "staff": N_("staff"),
    "equipment": N_("equipment"),
    "information": N_("information"),
    "materials": N_("materials"),
    "money": N_("money"),
}
_TYPES: Final = {
    "access-rights-list": N_("list of access rights"),
    "agent": N_("agents"),
    "agent-script": N_("agents' script"),
    "alternate-site": N_("alternate site"),
    "answer-list": N_("list of answers"),
    "approved-statement": N_("approved statement"),
    "architecture-map": N_("architecture map"),
    "authority-contact-list": N_("contacts of authorities"),
    "backup-list": N_("list of backups"),
    "backup-payment-channel": N_("backup payment channel"),
    "backup-power": N_("backup power"),
    "backup-trunk": N_("backup trunks"),
    "barrier-tape": N_("barrier tape"),
    "building-plan": N_("building plan"),
    "caller": N_("callers"),
    "care-companion": N_("companions for those affected"),
    "case-record": N_("case records"),
    "change-record": N_("change records"),
    "clean-laptop": N_("clean laptops"),
    "compensation-fund": N_("compensation fund"),
    "complaint-list": N_("list of complaints"),
    "complaint-specialist": N_("complaint specialists"),
    "contact-list": N_("list of contacts"),
    "contract-and-recording": N_("contracts and recordings"),
    "custody-form-set": N_("custody forms"),
    "customer-list": N_("list of customers"),
    "data-map": N_("data map"),
    "defibrillator": N_("defibrillators"),
    "deletion-form": N_("deletion forms"),
    "emergency-budget": N_("emergency budget"),
    "expert-on-call": N_("experts on-call"),
    "fact-finder": N_("fact finders"),
    "finance-on-call": N_("finance on-call"),
    "first-aid-kit": N_("first-aid kits"),
    "first-aider": N_("first-aiders"),
    "floor-plan": N_("floor plan"),
    "forensic-and-notice-budget": N_("budget for forensics and notices"),
    "forensic-specialist": N_("forensic specialists"),
    "hall-guide": N_("guides in the hall"),
    "hotline-agent": N_("hotline agents"),
    "hotline-script": N_("hotline script"),
    "inspection-reception-set": N_("reception set for inspections"),
    "internal-security": N_("internal security"),
    "law-card": N_("law card"),
    "legal-counsel": N_("legal counsel"),
    "log-source-list": N_("list of log sources"),
    "manual-form-set": N_("manual forms"),
    "meals-and-transport": N_("meals and transport"),
    "media-contact-list": N_("contacts of the media"),
    "media-line": N_("line for the media"),
    "media-monitor": N_("media monitor"),
    "medical-advance": N_("advance for medical care"),
    "meeting-room-and-line": N_("meeting room and line"),
    "megaphone": N_("megaphones"),
    "mobile-phone": N_("mobile phones"),
    "mobile-service-unit": N_("mobile service unit"),
    "monitoring-account": N_("monitoring accounts"),
    "notice-budget": N_("budget for notices"),
    "offline-storage": N_("offline storage"),
    "overflow-queue": N_("overflow queue"),
    "overtime-budget": N_("budget for overtime"),
    "payment-ledger-export": N_("export of the payment ledger"),
    "policy-expert": N_("policy experts"),
    "policy-text": N_("text of the policy"),
    "press-room-set": N_("press-room set"),
    "printed-contact-list": N_("printed contacts"),
    "printed-leaflet": N_("printed leaflets"),
    "printed-roster": N_("printed roster"),
    "processing-register": N_("register of processing"),
    "product-expert": N_("product experts"),
    "read-only-storage": N_("read-only storage"),
    "reception-room": N_("reception room"),
    "refund-fund": N_("refund fund"),
    "regulator-contact-list": N_("contacts of regulators"),
    "sealed-evidence-bag": N_("sealed evidence bags"),
    "seat-and-line": N_("seats and lines"),
    "second-shift": N_("second shift"),
    "site-security": N_("site security"),
    "spare-headset": N_("spare headsets"),
    "spare-laptop": N_("spare laptops"),
    "staff-and-visitor-list": N_("list of staff and visitors"),
    "staff-rules": N_("rules for staff"),
    "standby-system": N_("standby system"),
    "team-budget": N_("team budget"),
    "technical-on-call": N_("technical on-call"),
    "traffic-scrubbing": N_("traffic scrubbing"),
    "two-way-radio": N_("two-way radios"),
    "vendor-access-list": N_("list of vendors' access"),
    "vendor-contact-tree": N_("contacts of vendors"),
    "vendor-contract": N_("vendor contract"),
    "vendor-on-call": N_("vendor on-call"),
    "visitor-reception-set": N_("reception set for visitors"),
    "water-and-blankets": N_("water and blankets"),
    "write-blocker": N_("write blockers"),
}


def resource_kind(kind: str) -> str:
    """Staff, equipment, information, materials, money; another one by its id."""
    return _(_KINDS[kind]) if kind in _KINDS else clean_line(kind)


def resource_name(resource_type: str, own: Mapping[str, str] | None = None) -> str:
    """What the shipped runbooks call it; another one as the team does, or by its id."""
    if resource_type in _TYPES:
        return _(_TYPES[resource_type])
    return clean_line((own or {}).get(resource_type) or resource_type)


def own_names(inventory: Inventory) -> Mapping[str, str]:
    """What the team calls its own types in the language in use: the name that all lines of a type have; no person's."""
    called: dict[str, set[str]] = {}
    for each in inventory.resources.values():
        if each.type not in _TYPES and not each.person:
            called.setdefault(each.type, set()).add(each.names.get(current(), ""))
    return {of: name for of, names in called.items() if len(names) == 1 and (name := next(iter(names)))}


def given_types(inventory: Inventory) -> Mapping[str, str]:
    """Of which type each line of the inventory is: what was given may be a substitute of what was asked for."""
    return {each.id: each.type for each in inventory.resources.values()}


def use_words(resource: Resource, speech: Speech) -> str:
    """The rules for its use, and who is responsible for it; '' where nobody wrote either."""
    rules = clean_line(resource.rules.get(current(), "") or next(iter(resource.rules.values()), ""))
    if not resource.responsible:
        return rules
    person = speech.person(resource.responsible)
    said = _("{rules}; {person} is responsible") if rules else _("{person} is responsible")
    return said.format(rules=rules, person=person)
