"""Places are counted, taken up again, and ended when nobody uses them."""

from __future__ import annotations

import pytest

from readiness.web.sessions import EACH, Bounds, NoPlaceError, Place, Places

BOUNDS = Bounds(places=4, idle=100, away=10)


def test_a_lost_connection_keeps_its_place() -> None:
    """The browser that comes back has the place it asks for, else the one its person left last."""
    places = Places(BOUNDS)
    first, is_new = places.take("a", "", 0)
    assert is_new
    first.left = 1
    assert places.take("a", first.id, 2) == (first, False)
    second, _ = places.take("a", "", 3)
    assert second is not first
    first.left, second.left = 4, 5
    assert places.take("a", "gone", 6) == (second, False)
    assert first.left == 4


def test_a_place_is_its_persons_alone() -> None:
    """Somebody else who knows its id has another one."""
    places = Places(BOUNDS)
    first, _ = places.take("a", "", 0)
    first.left = 1
    other, is_new = places.take("b", first.id, 2)
    assert is_new
    assert other is not first
    assert places.of("b", first.id) is None
    assert places.of("a", first.id) is first


def test_there_are_so_many_places_and_no_more() -> None:
    """Counted when they are taken, for all and for each; one given back is free."""
    places = Places(BOUNDS)
    held = [places.take("a", "", 0)[0] for _ in range(EACH)]
    with pytest.raises(NoPlaceError) as own:
        places.take("a", "", 0)
    assert own.value.is_own
    places.take("b", "", 0)
    with pytest.raises(NoPlaceError) as every:
        places.take("c", "", 0)
    assert not every.value.is_own
    assert len(places) == BOUNDS.places
    places.give_back(held[0])
    assert places.take("c", "", 0)[1]


def test_what_nobody_uses_is_overdue() -> None:
    """Without a browser soon, with one that is idle later."""
    places = Places(BOUNDS)
    shown, _ = places.take("a", "", 0)
    lost, _ = places.take("b", "", 0)
    lost.left = 0
    assert places.overdue(9.9) == []
    assert places.overdue(10) == [(lost, "away")]
    shown.used = 50
    assert places.overdue(149.9) == [(lost, "away")]
    assert places.overdue(150) == [(shown, "idle"), (lost, "away")]


def test_ids_cannot_be_guessed() -> None:
    """Each is new and long."""
    ids = {Place("a", 0).id for _ in range(50)}
    assert len(ids) == 50
    assert all(len(one) >= 43 for one in ids)
