"""What is kept of shipped definitions and bank holidays saves time and never changes an answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from readiness.base import user_cache
from readiness.definitions import files, loading, public_holidays, reading
from readiness.definitions.files import shipped_frameworks
from readiness.definitions.loading import load_framework
from readiness.model.definition.calendar import Calendar
from readiness.model.definition.framework import Framework

NAME = "local-area-send-2016"


@pytest.fixture(autouse=True)
def nothing_kept(private_home: Path) -> None:
    """The program has not run in this home before."""
    for one in private_home.iterdir():
        shutil.rmtree(one)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The definitions whose YAML was read, in order."""
    seen: list[Path] = []
    real = reading.read_framework

    def counted(path: Path) -> object:
        seen.append(path)
        return real(path)

    monkeypatch.setattr(reading, "read_framework", counted)
    return seen


@pytest.fixture
def definition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shipped definition in a folder of its own, where it may be altered."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    copied = shutil.copyfile(shipped_frameworks()[NAME], folder / f"{NAME}.yaml")
    monkeypatch.setattr(files, "shipped_folder", lambda _: folder)
    return Path(copied)


def cached(name: str = f"definition-{NAME}") -> Path:
    """The file a value is kept in."""
    return user_cache.cache_file(name)


def loaded(path: Path) -> Framework:
    """A framework without faults."""
    framework, problems = load_framework(path)
    assert framework is not None
    assert problems == []
    return framework


@pytest.mark.parametrize("name", sorted(shipped_frameworks()))
def test_a_kept_definition_is_the_same_in_every_value(name: str, reads: list[Path]) -> None:
    """Read once from YAML, then never again; nothing is lost or turned into another type on the way."""
    path = shipped_frameworks()[name]
    first, second = loaded(path), loaded(path)

    assert reads == [path]
    assert second == first
    assert second.model_dump() == first.model_dump()
    assert repr(second) == repr(first)


def test_what_is_kept_is_private_to_the_user(definition: Path, private_home: Path) -> None:
    """One file in the user's own cache folder, which nobody else can read."""
    loaded(definition)

    assert cached().is_relative_to(private_home)
    assert list(cached().parent.iterdir()) == [cached()]
    if sys.platform != "win32":
        assert cached().stat().st_mode & 0o077 == 0


def test_a_changed_definition_is_read_anew(definition: Path, reads: list[Path]) -> None:
    """One other byte in the YAML, and the YAML is what counts."""
    before = loaded(definition)
    text = definition.read_text("utf-8")
    definition.write_text(text.replace(before.short_title, before.short_title + "!"), "utf-8")

    assert loaded(definition).short_title == before.short_title + "!"
    assert len(reads) == 2


def test_another_program_reads_anew(
    definition: Path, reads: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one version made of a definition is not what the next would; nor is it after a patch in place."""
    loaded(definition)
    monkeypatch.setattr(loading, "__version__", "99")
    loaded(definition)
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "framework.py").write_text("", "utf-8")
    monkeypatch.setattr(loading, "_PROGRAM", (tmp_path / "program",))
    loaded(definition)
    (tmp_path / "program" / "framework.py").write_text("pass", "utf-8")
    loaded(definition)

    assert len(reads) == 4


def flipped(data: bytes) -> bytes:
    """The same with one bit of a title changed, which is still JSON and still a framework."""
    place = data.index(b'"title":"') + 9
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data + b" ",
        lambda data: data.partition(b"\n")[2],
        lambda _: b"\xff\x00 no header",
        lambda data: data + b"0" * 9_000_000,
        flipped,
    ],
    ids=["empty", "cut", "longer", "no head", "garbage", "huge", "one bit"],
)
def test_a_damaged_file_is_never_believed(
    damage: Callable[[bytes], bytes], definition: Path, reads: list[Path]
) -> None:
    """The YAML is read instead, and what is kept is whole again afterwards."""
    whole = loaded(definition)
    kept = cached().read_bytes()
    cached().write_bytes(damage(kept))

    assert loaded(definition) == whole
    assert cached().read_bytes() == kept
    assert loaded(definition) == whole
    assert len(reads) == 2


@pytest.mark.parametrize("values", [b"{}", b"null", b"not JSON", b'{"id":"x","surprise":1}'])
def test_whole_but_wrong_values_are_never_believed(
    values: bytes, definition: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even with the right digests the values pass the same strict model as those of YAML."""
    whole = loaded(definition)
    real = user_cache.recall
    monkeypatch.setattr(user_cache, "recall", lambda name, source: real(name, source) and values)

    assert loaded(definition) == whole
    assert len(reads) == 2


def test_without_a_cache_folder_all_works(definition: Path, private_home: Path, reads: list[Path]) -> None:
    """A file where the folder should be: nothing can be kept, and nobody is told."""
    shutil.rmtree(cached().parent, ignore_errors=True)
    cached().parent.parent.mkdir(parents=True, exist_ok=True)
    cached().parent.write_text("in the way", "utf-8")

    assert loaded(definition) == loaded(definition)
    assert public_holidays.public_holidays([2031])[date(2031, 12, 25)] == "Christmas Day"
    assert len(reads) == 2
    assert cached().parent.read_text("utf-8") == "in the way"
    assert private_home.is_dir()


def test_what_is_not_shipped_or_has_faults_is_not_kept(definition: Path, tmp_path: Path) -> None:
    """An area's own definition, a faulty one and the area's changes are read from their YAML every time."""
    own = Path(shutil.copyfile(definition, tmp_path / definition.name))
    loaded(own)
    assert not cached().exists()

    text = definition.read_text("utf-8")
    definition.write_text(text + "surprise: 1\n", "utf-8")
    framework, problems = load_framework(definition)
    assert framework is not None
    assert problems
    assert not cached().exists()


def test_an_overlay_is_applied_to_what_is_kept_and_is_not_kept(definition: Path, tmp_path: Path) -> None:
    """The area's changes show, with their faults, whether the definition came from YAML or not."""
    changes = tmp_path / "changes.yaml"
    changes.write_text(
        f"framework: {NAME}\nchanges:\n"
        "- {action: retire, part: criterion, id: nowhere, by: R. Shah, on: 2026-11-21}\n",
        "utf-8",
    )
    first, second = load_framework(definition, changes), load_framework(definition, changes)

    assert first == second
    assert len(first[1]) == 1
    assert "nowhere" not in cached().read_text("utf-8")
    assert loaded(definition) == loaded(definition)


_WRITER = """
import sys
from readiness.base import user_cache
for turn in range(60):
    user_cache.keep("crowd", "same", sys.argv[1].encode() * 40_000)
"""


def test_processes_that_keep_at_once_leave_one_whole_value() -> None:
    """Every moment shows one of the values in full, or none; nothing is left lying about."""
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, letter]) for letter in "abc"]
    seen = set()
    while any(one.poll() is None for one in writers):
        seen.add(user_cache.recall("crowd", "same"))
    seen.add(user_cache.recall("crowd", "same"))

    assert [one.returncode for one in writers] == [0, 0, 0]
    assert seen - {None} <= {letter * 40_000 for letter in (b"a", b"b", b"c")}
    assert seen - {None}
    assert [one.name for one in cached("crowd").parent.iterdir()] == ["crowd.cache"]


def test_kept_public_holidays_are_the_library_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the second start on the library is not asked; for other years, or another version of it, it is."""
    asked: list[frozenset[int]] = []
    real = public_holidays._worked_out

    def counted(years: frozenset[int], calendar: Calendar) -> dict[date, str]:
        asked.append(years)
        return real(years, calendar)

    def fresh_start(*years: int) -> dict[date, str]:
        public_holidays._of_country.cache_clear()
        return public_holidays.public_holidays(years)

    monkeypatch.setattr(public_holidays, "_worked_out", counted)
    first, second = fresh_start(2026, 2027), fresh_start(2026, 2027)

    assert len(asked) == 1
    assert second == first == real(frozenset({2026, 2027}))
    assert list(second) == list(first)
    fresh_start(2026)
    assert len(asked) == 2
    monkeypatch.setattr(public_holidays, "version", lambda _: "99")
    fresh_start(2026)
    assert len(asked) == 3


@pytest.mark.parametrize("values", [b"[]", b"{", b'{"no day": "x"}'])
def test_odd_public_holidays_are_worked_out_again(values: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole but wrong: the library is asked."""
    monkeypatch.setattr(user_cache, "recall", lambda _name, _source: values)
    public_holidays._of_country.cache_clear()

    assert public_holidays.public_holidays([2026]) == public_holidays._worked_out(frozenset({2026}))
