"""Frozen, slotted, keyword-only values: dataclasses that cost nothing to define.

`dataclasses.dataclass` writes and compiles up to seven functions for every class:
0.65 ms each, 70 ms for the words of this program, paid by every command that only
appends a note. A `Frozen` class shares its functions and is a dataclass all the same:
`replace`, `fields` and msgspec find what they look for, when they look for it. Of
`field()` it knows `default`, `default_factory` and `compare`; what is made by the hundred
thousand writes its own `__init__`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, ClassVar, Self, dataclass_transform

__all__ = ["Frozen"]


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
class _FrozenType(type):
    """Turns the annotations of a class into slots, and its assignments into defaults."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _FrozenType:
        names = tuple(body.get("__annotations__", ())) if bases else ()
        defaults = {each: body.pop(each) for each in names if each in body}
        beside = {each for each, given in defaults.items() if isinstance(given, Field) and not given.compare}
        compared = tuple(each for each in names if each not in beside) if beside else names
        body |= {"__slots__": names, "__names__": names, "__compared__": compared, "__defaults__": defaults}
        return super().__new__(cls, name, bases, body)


@dataclass(repr=False, eq=False)
class _Pattern:
    like: Any


class _Fields:
    """What `dataclasses` knows of a class, made when somebody asks."""

    def __init__(self) -> None:
        self._known: dict[type, dict[str, Field[Any]]] = {}
        self._pattern: Field[Any] = fields(_Pattern)[0]

    def __get__(self, _: object, owner: type[Frozen]) -> dict[str, Field[Any]]:
        if owner not in self._known:
            self._known[owner] = {name: self._field(owner, name) for name in owner.__names__}
        return self._known[owner]

    def _field(self, owner: type[Frozen], name: str) -> Field[Any]:
        """A copy of a field that `dataclass` made, filled in: making one class for each took 0.2 ms."""
        made: Field[Any] = Field.__new__(Field)
        for slot in Field.__slots__:
            setattr(made, slot, getattr(self._pattern, slot))
        made.name, made.type = name, owner.__annotations__[name]
        default = owner.__defaults__.get(name, MISSING)
        if isinstance(default, Field):
            made.default, made.default_factory, made.compare = default.default, default.default_factory, default.compare
        else:
            made.default = default
        return made


class Frozen(metaclass=_FrozenType):
    """Equal when type and fields are, hashable when the fields are; never changes."""

    __names__: ClassVar[tuple[str, ...]]
    __compared__: ClassVar[tuple[str, ...]]
    """Those that make two values different."""
    __defaults__: ClassVar[Mapping[str, Any]]
    __dataclass_fields__ = _Fields()

    def __init__(self, **given: Any) -> None:  # noqa: ANN401  (checked by the transform, class by class)
        put, names = object.__setattr__, self.__names__
        try:
            for name, value in given.items():
                put(self, name, value)
        except AttributeError:
            unknown = next(name for name in given if name not in names)
            raise TypeError(f"{type(self).__name__} has no field {unknown!r}") from None
        if len(given) != len(names):
            for name in names:
                if name not in given:
                    put(self, name, self._default(name))

    def _default(self, name: str) -> object:
        try:
            default = self.__defaults__[name]
        except KeyError:
            raise TypeError(f"{type(self).__name__} needs the field {name!r}") from None
        if not isinstance(default, Field):
            return default
        make: Any = default.default_factory
        return default.default if make is MISSING else make()

    def changed(self, **changes: object) -> Self:
        """The same value with some fields replaced; what `dataclasses.replace` does, at a third of its time."""
        other = object.__new__(type(self))
        put = object.__setattr__
        for name in self.__names__:
            put(other, name, getattr(self, name))
        for name, value in changes.items():
            put(other, name, value)  # a name without a slot is an AttributeError
        return other

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__compared__)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__compared__)
        return f"{type(self).__name__}({said})"

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (type(self), tuple(getattr(self, name) for name in self.__names__))


def _restored(kind: type[Frozen], values: tuple[object, ...]) -> Frozen:
    """The value that was pickled or copied."""
    return kind(**dict(zip(kind.__names__, values, strict=True)))
