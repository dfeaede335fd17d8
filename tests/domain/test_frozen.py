"""Values that cost nothing to define and behave like frozen dataclasses."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Sequence
from dataclasses import FrozenInstanceError, field, fields, is_dataclass, replace

import pytest

from incident.domain.frozen import Frozen


class Point(Frozen):
    """A place."""

    x: int
    y: int = 0
    tags: Sequence[str] = field(default_factory=tuple)


class Place(Frozen):
    x: int
    y: int = 0


class Seen(Frozen):
    x: int
    by: str = field(default="", compare=False)


def test_values_are_equal_and_hash_alike_when_type_and_fields_do() -> None:
    assert Point(x=1) == Point(x=1, y=0)
    assert hash(Point(x=1)) == hash(Point(x=1))
    assert Point(x=1) != Point(x=2)
    assert Point(x=1) != Place(x=1)
    assert Place(x=1) != (1, 0)


def test_what_is_not_compared_makes_no_difference_and_is_copied_all_the_same() -> None:
    seen, other = Seen(x=1, by="ana"), Seen(x=1, by="bo")
    assert seen == other
    assert hash(seen) == hash(other)
    assert repr(seen) == "Seen(x=1)"
    assert [copy.copy(seen).by, pickle.loads(pickle.dumps(seen)).by, Seen(x=1).by] == ["ana", "ana", ""]  # noqa: S301
    assert replace(other, x=2).by == "bo"


def test_nothing_of_a_value_changes() -> None:
    point = Point(x=1)
    with pytest.raises(FrozenInstanceError, match="assign to field 'x'"):
        point.x = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(FrozenInstanceError, match="delete field 'x'"):
        del point.x
    with pytest.raises(AttributeError):
        object.__setattr__(point, "z", 1)


def test_a_field_that_is_missing_or_unknown_is_named() -> None:
    with pytest.raises(TypeError, match="Point needs the field 'x'"):
        Point()  # type: ignore[call-arg]  # that is the point
    with pytest.raises(TypeError, match="Point has no field 'z'"):
        Point(x=1, z=2)  # type: ignore[call-arg]  # "


def test_a_default_is_made_anew_for_each_value() -> None:
    assert (Point(x=1).tags, Point(x=1).y) == ((), 0)


def test_a_copy_differs_only_in_what_was_changed() -> None:
    assert Point(x=1).changed(y=2) == Point(x=1, y=2)
    assert replace(Point(x=1), y=2) == Point(x=1, y=2)
    with pytest.raises(AttributeError):
        Point(x=1).changed(z=2)


def test_dataclass_tools_find_what_they_look_for() -> None:
    point = Point(x=1)
    assert [each.name for each in fields(point)] == ["x", "y", "tags"]
    assert is_dataclass(point)


def test_a_value_is_printed_pickled_and_copied_as_itself() -> None:
    point = Point(x=1, tags=("a",))
    assert repr(Place(x=1)) == "Place(x=1, y=0)"
    assert pickle.loads(pickle.dumps(point)) == point  # noqa: S301  (our own bytes)
    assert copy.deepcopy(point) == point
