"""Patterns that give a person away: found with their check digits, not found where they only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.base.personal_data import (
    PatternKind,
    count_patterns,
    find_patterns,
    is_learner_number,
    is_nhs_number,
    is_upn,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NHS 943 476 5919 seen", "nhs_number"),
        ("9434765919", "nhs_number"),
        ("943-476-5919", "nhs_number"),
        ("UPN H801200001001.", "upn"),
        ("h801200001001", "upn"),
        ("NI AB 12 34 56 C", "national_insurance"),
        ("ab123456c", "national_insurance"),
        ("DOB: 03/05/2014", "date_of_birth"),
        ("Date of birth (DD/MM/YYYY) 3.5.14", "date_of_birth"),
        ("born on 3rd May 2014", "date_of_birth"),
        ("d.o.b. 2014-05-03", "date_of_birth"),
        ("write to a.parent+1@mail.example.org now", "email"),
        ("lives at SW1A 1AA", "postcode"),
        ("M1 1AE", "postcode"),
        ("GIR 0AA", "postcode"),
    ],
)
def test_a_pattern_is_found_once(text: str, kind: PatternKind) -> None:
    """Each usual writing is found, as that kind only, at its place."""
    assert count_patterns(text) == {kind: 1}
    hit = next(find_patterns(text))
    assert 0 <= hit.start < len(text)


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918", "0000000000", "12345678901", "020 7946 0018", "A801200001001", "GB123456A",
        "AB123456E",
        "03/05/2014", "The service was born of need.", "at 12@", "@handle", "A1.2", "B4:D9", "EHC03",
        "sw1a 1aa",
        "2023-24", "p.4", "50.3%", "Area SEND 2025", "",
    ],
)  # fmt: skip
def test_what_only_looks_alike_is_left(text: str) -> None:
    """Wrong check digits, other numbers and everyday words are not patterns."""
    assert count_patterns(text) == {}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1234567890", False),
        ("1000000019", True),
        (" 1000000019 ", True),
        ("0000000019", False),
        ("100000001", False),
        ("10000000x9", False),
        ("1000000060", False),
    ],
)
def test_a_learner_number_has_its_check_digit(text: str, is_one: bool) -> None:
    """Ten digits, the first not nought, the last by the guide's rule; a remainder of nought fits none."""
    assert is_learner_number(text) == is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("H801200001001", True),
        (" h801200001001 ", True),
        ("A801200001001", False),
        ("H80120000100", False),
        ("H80120000100I", False),
        ("I801200001001", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_a_pupil_number_has_its_check_letter(text: str, is_one: bool) -> None:
    """A letter, eleven digits and a digit or letter; letters that look like digits are never used."""
    assert is_upn(text) == is_one


@pytest.mark.parametrize("text", ["", "943476591", "94347659190", "943476591x"])
def test_what_has_not_ten_digits_is_no_nhs_number(text: str) -> None:
    """One digit too few or too many is another number."""
    assert not is_nhs_number(text)


@given(st.integers(0, 999_999_999))
def test_every_nine_digits_have_at_most_one_check_digit(number: int) -> None:
    """Of ten endings at most one is an NHS number, and at most one a learner number."""
    assert sum(is_nhs_number(f"{number:09d}{last}") for last in range(10)) <= 1
    assert sum(is_learner_number(f"{number:09d}{last}") for last in range(10)) <= 1


@given(st.integers(0, 10**12 - 1), st.integers(0, 11), st.integers(1, 9))
def test_a_wrong_digit_in_a_upn_is_noticed(number: int, place: int, by: int) -> None:
    """One letter of 23 fits twelve digits, and one wrong digit makes it wrong."""
    digits = f"{number:012d}"
    letters = [letter for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if is_upn(letter + digits)]
    assert len(letters) == 1
    other = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert not is_upn(letters[0] + other)


@given(st.text(max_size=200))
def test_no_text_breaks_the_search(text: str) -> None:
    """Hits lie inside the text."""
    assert all(0 <= hit.start < len(text) for hit in find_patterns(text))
