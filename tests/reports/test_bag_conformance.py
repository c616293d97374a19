"""The verifier judges bags as RFC 8493 does: in order, to be warned of, or refused with the reason."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import bagit
import pytest

from readiness.pack.build import build_pack
from readiness.pack.plan import PackFile, PackItem, PackPlan
from readiness.pack.verify import verify_pack
from tests.reports.bag_cases import CASES, SUITE, SUITE_INVALID, Case
from tests.reports.bag_making import write, write_zip

PASSES = {"valid", "warned"}
BEYOND_THE_LIBRARY = {
    "SHA-3": "it knows these only by another name",
    "percent sign written as a code": "it undoes the codes of line breaks alone",
    "0.97/warning/same-filename-listed-twice-with-different-normalization": "it takes them for two files",
}
LAX_LIBRARY = {"0.97/invalid/bagit-with-invalid-whitespace", "1.0/invalid/bagit-with-invalid-whitespace"}
"""Bags of the suite that the suite's own makers let pass."""


@pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_each_bag_is_judged_as_the_standard_says(case: Case, as_zip: bool, tmp_path: Path) -> None:
    """What is valid passes; what is not is refused for the reason it was made for."""
    files = case.make()
    bag = write_zip(files, tmp_path / "bag.zip") if as_zip else write(files, tmp_path / "bag")
    report = verify_pack(bag)
    found = [f"{one.name}: {one.what}" for one in report.findings]
    if case.fate in PASSES:
        assert found == []
        assert bool(report.warnings) is (case.fate == "warned")
        assert any(case.says in one for one in (*report.warnings, ""))
    else:
        assert case.says
        assert any(case.says in one for one in found), found


@pytest.mark.parametrize("case", [one for one in CASES if one.fate in PASSES], ids=lambda one: one.name)
def test_the_library_passes_what_passes_here(case: Case, tmp_path: Path) -> None:
    """The Library of Congress's own program finds them valid: they are not only our reading."""
    assert is_valid_to_the_library(case, tmp_path) is (case.name not in BEYOND_THE_LIBRARY)


@pytest.mark.parametrize("case", SUITE_INVALID, ids=lambda one: one.name)
def test_the_library_refuses_what_the_suite_refuses(case: Case, tmp_path: Path) -> None:
    """The cases named after the suite's are invalid for its makers' program, too."""
    assert is_valid_to_the_library(case, tmp_path) is (case.name in LAX_LIBRARY)


def is_valid_to_the_library(case: Case, folder: Path) -> bool:
    """What the `bagit` library says."""
    bag = write(case.make(), folder / "bag")
    try:
        return bool(bagit.Bag(str(bag)).is_valid())
    except bagit.BagError:
        return False


def test_the_cases_are_as_many_as_is_said() -> None:
    """Every name once."""
    names = [one.name for one in CASES]
    assert len(names) == len(set(names))
    assert (len(SUITE), len(CASES)) == (55, 109)


@pytest.mark.parametrize("as_zip", [False, True], ids=["folder", "zip"])
def test_a_pack_without_files_is_a_bag_too(as_zip: bool, tmp_path: Path) -> None:
    """A pack in which nothing is supplied has the payload folder that the standard asks for."""
    plan = PackPlan("Exampleshire", "A framework", "OFFICIAL", date(2025, 9, 1), ())
    out = tmp_path / ("pack.zip" if as_zip else "pack")
    build_pack(plan, out, as_zip=as_zip)
    assert verify_pack(out).findings == ()
    if as_zip:
        with zipfile.ZipFile(out) as archive:
            archive.extractall(tmp_path)
    assert bagit.Bag(str(tmp_path / "pack")).is_valid()


def test_a_pack_past_32_bits_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the zip writer's limits lowered, a small pack has the form of one past 4 GiB and 65,535 members.

    `scripts/large_packs.py` builds such packs in their true size.
    """
    source = tmp_path / "film.mp4"
    source.write_bytes(b"x" * 5_000)
    files = tuple(
        PackFile(f"E{number:04}", "Film", source, holds_personal_data=False) for number in range(30)
    )
    plan = PackPlan("A", "F", "O", date(2025, 9, 1), (PackItem("X01", "Item", "X", files),))
    with monkeypatch.context() as patched:
        patched.setattr(zipfile, "ZIP64_LIMIT", 1_000)
        patched.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 20)
        build_pack(plan, tmp_path / "pack.zip", as_zip=True)
    assert b"PK\x06\x06" in (tmp_path / "pack.zip").read_bytes()[-200:]
    assert verify_pack(tmp_path / "pack.zip").findings == ()
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.infolist()) == 30 + 9
