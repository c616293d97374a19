"""Names in a pack: legal everywhere, unique, short, whatever people call their files."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.pack.build import pack_name, placed_files, slug
from readiness.pack.plan import PackFile, PackItem, PackPlan
from readiness.pack.reading import name_fault

words = st.text(max_size=300)
nasty = st.sampled_from(
    ["", ".", "..", "CON", "con.txt", "a" * 400, "x\u202egnp.exe", "\u0641\u0631\u064a\u0642.pdf",
     "a/b\\c", "=1+1", "~$lock.docx", "name.", " name ", "e\u0301.PDF", "\u00e9.pdf", "a%0Ab", "plan.tar.gz",
     "\ud800", "a\x00b", "_vti_"]
)  # fmt: skip


@given(st.lists(st.tuples(words | nasty, words | nasty, words | nasty), max_size=8))
@settings(max_examples=300, deadline=None)
def test_every_name_is_legal_short_and_unique(entries: list[tuple[str, str, str]]) -> None:
    """On Windows, SharePoint and in checksum files, ignoring case and Unicode form."""
    items = tuple(
        PackItem(section, title, section, (PackFile("E1", title, Path("x") / original.replace("\0", "")),))
        for section, title, original in entries
    )
    names = [one.name for one in placed_files(PackPlan("A", "F", "O", date(2025, 1, 1), items))]
    keys = {unicodedata.normalize("NFC", name).casefold() for name in names}
    assert len(keys) == len(names)
    for number, name in enumerate(names, start=1):
        assert re.fullmatch(r"data/\d{3}[A-Za-z0-9_-]*(\.[a-z0-9]+)?", name)
        assert name.startswith(f"data/{number:03d}")
        assert len(name) <= 130
        assert name_fault(name) == ""


@given(words)
@settings(max_examples=200, deadline=None)
def test_a_slug_is_its_own_slug(text: str) -> None:
    """Making a slug twice changes nothing more, and it is never too long."""
    once = slug(text, 40)
    assert slug(once, 40) == once
    assert len(once) <= 40


def test_names_keep_what_can_be_read() -> None:
    """Letters lose their accents, words stay whole, the suffix is lower case and not repeated."""
    item = PackItem("EHC03", "Plans", "EHC")
    name = pack_name(7, 3, item, "Ynys M\u00f4n \u2013 children\u2019s plans, 2024/25.PDF", "x.PDF")
    assert name == "007_EHC_EHC03_Ynys-Mon-childrens-plans-2024-25.pdf"
    assert pack_name(1, 3, item, "\u0641\u0631\u064a\u0642", "a.docx") == "001_EHC_EHC03.docx"


def test_more_than_999_files_get_four_digits() -> None:
    """Names sort in the order of the pack however many there are."""
    files = tuple(PackFile("E1", "t", Path("a.txt")) for _ in range(1000))
    plan = PackPlan("A", "F", "O", date(2025, 1, 1), (PackItem("X", "x", "S", files),))
    names = [one.name for one in placed_files(plan)]
    assert names == sorted(names)
    assert names[0].startswith("data/0001_")
