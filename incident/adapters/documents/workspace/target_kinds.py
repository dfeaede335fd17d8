"""What each kind of target needs to be told, and what it has no use for.

Apart from the compiler of the workspace, because a kind more is a line here and nothing there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from incident.adapters.delivery.telephone import international
from incident.adapters.documents.reading.findings import did_you_mean, problem
from incident.domain.frozen import Frozen
from incident.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from incident.adapters.documents.reading.nodes import Place
    from incident.adapters.documents.workspace.model import TargetFile
    from incident.application.errors import Problem

__all__ = ["address_problem", "target_problems"]

_RULE: Final = "WS002"
_VALUE: Final = "WS006"


class _Kind(Frozen):
    needs: tuple[str, ...]
    """Options without which nothing can be sent; `secret` is the reference."""
    takes: tuple[str, ...] = ()
    """Options that it can do without."""
    calls: bool = False
    """Whether a recipient is a telephone number."""


_ALIYUN: Final = ("secret", "user", "template", "variables")
_TENCENT: Final = (*_ALIYUN, "app")
_KINDS: Final[Mapping[str, _Kind]] = {
    "apprise": _Kind(needs=("secret",)),
    "smtp": _Kind(needs=("host", "sender"), takes=("port", "security", "user")),
    "feishu": _Kind(needs=("secret",)),
    "dingtalk": _Kind(needs=("secret",)),
    "aliyun-sms": _Kind(needs=(*_ALIYUN, "sign"), takes=("host", "longest"), calls=True),
    "aliyun-call": _Kind(needs=_ALIYUN, takes=("caller", "host", "longest"), calls=True),
    "tencent-sms": _Kind(needs=(*_TENCENT, "sign"), takes=("host", "longest", "region"), calls=True),
    "tencent-call": _Kind(needs=_TENCENT, takes=("host", "longest"), calls=True),
}


def target_problems(name: str, file: TargetFile, place: Place) -> Iterator[Problem]:
    """What the target lacks, and what it says in vain."""
    kind, written = _KINDS[file.kind], file.options.model_fields_set
    known = {*kind.needs, *kind.takes} - {"secret"}
    for key in kind.needs:
        if not (file.secret if key == "secret" else getattr(file.options, key)):
            said = _("The target '{name}' lacks '{key}'.").format(name=name, key=key)
            yield problem(place, _RULE, said, _hint(key))
    for key in sorted(written - known):
        said = _("'{key}' is no option of targets of the kind '{kind}'.").format(key=key, kind=file.kind)
        here = place / "options" / key
        yield problem(here, _RULE, said, did_you_mean(key, known - written), at=here.key)
    if file.exercise and file.options.variables and not {"title", "text"} & set(file.options.variables.values()):
        said = _("The target '{name}' is for exercises, and none of its variables can carry the mark.").format(
            name=name
        )
        yield problem(place / "options" / "variables", _VALUE, said, _("Give one of them title or text."))


def address_problem(name: str, file: TargetFile, address: str, place: Place) -> Iterator[Problem]:
    """What keeps the target from reaching that address."""
    if file.kind == "smtp" and not _is_mail(address):
        said = _("The target '{name}' sends mail and needs an address.").format(name=name)
        yield problem(place / "address", _VALUE, said, _("Write address: name@example.org."))
    if _KINDS[file.kind].calls and international(address) is None:
        said = _("The target '{name}' reaches telephones and needs a number with its country.").format(name=name)
        yield problem(place / "address", _VALUE, said, _("Write address: +86 138 0013 8000."))


def _hint(key: str) -> str:
    match key:
        case "variables":
            return _("Write what stands in each variable of the template, such as what: title, number: incident.")
        case "sign":
            return _("It is the name that the service approved to stand before your messages.")
        case "template":
            return _("It is the code of the template that the service approved, such as SMS_154950909.")
        case "user":
            return _("It is the id of the key that the secret belongs to.")
        case _:
            return ""


def _is_mail(address: str) -> bool:
    local, _at, domain = address.rpartition("@")
    return bool(local and domain) and not any(character.isspace() or character in "<>,;" for character in address)
