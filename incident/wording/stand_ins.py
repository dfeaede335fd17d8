"""Why whoever stands in could not do what they stand in for: the same when it is entered and when it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incident.i18n import _
from incident.wording.duty import rota_name
from incident.wording.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from incident.application.ports import Person
    from incident.domain.duties.rota import Rota

__all__ = ["unfit_words"]


def unfit_words(person: Person, rota: Rota, mute: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each reason with what to do; none where all is well. `mute`: the people whom no way reaches."""
    name, duty = clean_line(person.name), rota_name(rota)
    for role in rota.roles:
        if role not in person.roles:
            said = _("{person} stands in as '{duty}' and may not fill the role '{role}'.")
            yield said.format(person=name, duty=duty, role=clean_line(role)), _("Add it to their roles.")
    if person.id in mute:
        said = _("{person} stands in as '{duty}' and cannot be reached: people.yaml gives no way.")
        yield said.format(person=name, duty=duty), _("Give them 'reach' or 'phone' there, or name somebody else.")
