"""The audience that is one person, whom no file names as an audience: somebody who is asked to stand in, say.

Apart from the messages, because whoever finds addresses, and whoever says names, has to know one when they see it.
"""

from __future__ import annotations

from typing import Final

__all__ = ["alone", "person_alone"]

_PREFIX: Final = "person:"


def alone(person: str) -> str:
    """The audience that is that person."""
    return f"{_PREFIX}{person}"


def person_alone(audience: str) -> str:
    """The person that the audience is; '' where it is another kind of audience."""
    return audience[len(_PREFIX) :] if audience.startswith(_PREFIX) else ""
