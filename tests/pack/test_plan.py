"""What a plan says of itself: periods, approvals, what is held back or missing, and how faults are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from readiness.model.vocabulary import CANNOT_BE_OPENED, ReadingState
from readiness.pack.plan import (
    FaultKind,
    NotSupplied,
    PackBlockedError,
    PackCancelledError,
    PackFault,
    PackFaultsError,
    PackFile,
    PackItem,
    PackPlan,
    Standing,
    Supplement,
)

DAY = date(2026, 11, 21)


def file_of(
    evidence_id: str = "E0001",
    *,
    periods: tuple[date | None, date | None] = (None, None),
    personal: bool | None = None,
    approved_by: str = "",
    reading: ReadingState = "read",
) -> PackFile:
    """A file that need not be there."""
    return PackFile(
        evidence_id,
        "Strategy",
        Path("strategy.pdf"),
        period_from=periods[0],
        period_to=periods[1],
        holds_personal_data=personal,
        approved_by=approved_by,
        reading=reading,
    )


def item_of(item_id: str, *files: PackFile, addresses: tuple[str, ...] = ()) -> PackItem:
    """An item of the request list with what answers it."""
    return PackItem(item_id, f"Title of {item_id}", "STR", files, addresses)


def plan_of(*items: PackItem, not_supplied: tuple[NotSupplied, ...] = ()) -> PackPlan:
    """A plan of items."""
    return PackPlan("Testshire", "Framework", "OFFICIAL", DAY, items, not_supplied)


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ((None, None), ""),
        ((date(2025, 4, 1), None), "01/04/2025"),
        ((None, date(2026, 3, 31)), "31/03/2026"),
        ((date(2025, 4, 1), date(2026, 3, 31)), "01/04/2025 to 31/03/2026"),
    ],
)
def test_a_period_is_told_as_far_as_it_is_known(periods: tuple[date | None, date | None], words: str) -> None:
    """Days as people here write them, the first day first."""
    assert file_of(periods=periods).period == words


@pytest.mark.parametrize(
    ("personal", "approved_by", "is_needed"),
    [
        (True, "", True),
        (True, "  ", True),
        (True, "D. Shaw", False),
        (False, "", False),
        (None, "", False),
    ],
)
def test_approval_is_needed_of_personal_data_nobody_approved(
    personal: bool | None,
    approved_by: str,
    is_needed: bool,
) -> None:
    """A name of blanks approves nothing; what nobody looked at is another question."""
    file = file_of(personal=personal, approved_by=approved_by)
    assert file.needs_approval is is_needed
    item = item_of("STR01", file)
    assert plan_of(item).unapproved() == (((item, file),) if is_needed else ())


@pytest.mark.parametrize("reading", ["read", "empty", "locked", "damaged", "pictures"])
def test_what_nobody_can_open_is_told_apart(reading: ReadingState) -> None:
    """Locked and damaged files; one of pictures can be looked at."""
    file = file_of(reading=reading)
    assert plan_of(item_of("STR01", file)).unopenable() == ((file,) if reading in CANNOT_BE_OPENED else ())


def test_only_what_is_held_and_not_ready_is_held_back() -> None:
    """Every other reason for staying out is none that somebody could choose away."""
    standings: tuple[Standing, ...] = (
        "not_ready", "after_selection", "nothing_held", "secure_route", "not_applicable", "not_asked",
    )  # fmt: skip
    out = tuple(NotSupplied(name, name, "STR", "Reason.", name) for name in standings)
    assert plan_of(not_supplied=out).held_back == (out[0],)


def test_an_item_left_with_nothing_is_missing_once() -> None:
    """An address is something; an item that was named with its reason is not named again."""
    named = NotSupplied("STR03", "Title of STR03", "STR", "Goes by the secure route.", "secure_route")
    plan = plan_of(
        item_of("STR01"),
        item_of("STR02", addresses=("https://example.org",)),
        item_of("STR03"),
        item_of("STR04", file_of()),
        not_supplied=(named,),
    )
    assert plan.missing == (named, NotSupplied("STR01", "Title of STR01", "STR", "Not yet available."))


def test_files_come_with_their_items_in_order() -> None:
    """Item by item, file by file."""
    first, second, third = file_of("E0001"), file_of("E0002"), file_of("E0003")
    one, other = item_of("STR01", first, second), item_of("STR02", third)
    assert list(plan_of(one, other).files()) == [(one, first), (one, second), (other, third)]


def fault(kind: FaultKind, what: str, where: str = "", remedy: str = "Mend it.") -> PackFault:
    """A thing that stops a pack."""
    return PackFault(kind, what, where, remedy)


def test_one_fault_is_told_as_itself() -> None:
    """What, where and what to do are its own."""
    told = PackFaultsError((fault("missing", "E0001 is gone.", "a.pdf"),))
    assert (told.title, told.detail, told.hint) == ("E0001 is gone.", "a.pdf", "Mend it.")
    assert told.faults == (fault("missing", "E0001 is gone.", "a.pdf"),)


def test_several_faults_are_counted_and_each_is_named_with_each_remedy_once() -> None:
    """A fault without a place is told without brackets."""
    told = PackFaultsError(
        (
            fault("missing", "E0001 is gone.", "a.pdf"),
            fault("empty", "E0002 is empty."),
            fault("room", "No room.", "/x", "Make room."),
        )
    )
    assert told.title == "3 things stop the pack; nothing was copied."
    assert told.detail == "E0001 is gone. (a.pdf); E0002 is empty.; No room. (/x)"
    assert told.hint == "Mend it. Make room."


@pytest.mark.parametrize(
    ("places", "title"),
    [
        (["STR01: E0001 A"], "1 file holds personal data and nobody has approved handing this over."),
        (
            ["STR01: E0001 A", "STR02: E0002 B"],
            "2 files hold personal data and nobody has approved handing this over.",
        ),
    ],
)
def test_what_waits_for_approval_is_named_file_by_file(places: list[str], title: str) -> None:
    """So that whoever may approve it knows what."""
    told = PackBlockedError(tuple(fault("approval", "E", place) for place in places))
    assert told.title == title
    assert told.blocked == tuple(places)
    assert told.detail == "; ".join(places)


def test_a_pack_is_a_whole_and_real_one_unless_somebody_says_otherwise() -> None:
    """No example, no drill, no supplement, nothing sent that cannot be opened; its items are ready."""
    plan = plan_of(item_of("STR01"))
    assert (plan.is_example, plan.is_drill, plan.sends_unopenable) == (False, False, False)
    assert (plan.supplement, plan.override_reason, plan.language) == (None, "", "en-GB")
    assert plan.items[0].is_ready
    before = Supplement(since=DAY, receipt="H0001")
    assert (before.sent, before.last_number, before.out_of_date) == (0, 0, ())


def test_a_pack_that_was_cancelled_is_refused_and_leaves_nothing() -> None:
    """With the code of a refusal."""
    told = PackCancelledError()
    assert (told.exit_code, told.hint) == (3, "Nothing was left behind.")


@pytest.mark.parametrize(
    "make", [lambda: PackFaultsError((fault("room", "No room."),)), lambda: PackBlockedError(())]
)
def test_every_refusal_has_the_code_of_one(make: Callable[[], PackFaultsError]) -> None:
    """3, as everything that is refused."""
    assert make().exit_code == 3
