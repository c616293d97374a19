"""Settings of one person on one computer: kept, changed one at a time, and never in the way."""

from __future__ import annotations

import stat
import sys
from datetime import date
from pathlib import Path

import pytest

from readiness.base.own_settings import (
    OwnSettings,
    erase_from_settings,
    forget_area,
    own_settings,
    remember_area,
    set_own,
    settings_file,
)
from readiness.base.redaction import Words


@pytest.fixture(autouse=True)
def _own_home(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))


def test_what_is_set_is_kept_and_the_rest_stays() -> None:
    """One setting changed leaves the others, those of a newer version too."""
    assert own_settings() == OwnSettings()
    assert set_own(my_name="R. Shah", later="kept")
    assert set_own(theme="light")
    assert own_settings().model_dump() == OwnSettings(my_name="R. Shah", theme="light").model_dump() | {
        "later": "kept"
    }


@pytest.mark.parametrize("damaged", [b"", b"{", b'{"my_name": 3}', b"\xff\xfe", b"[]"])
def test_a_damaged_file_is_as_none(damaged: bytes) -> None:
    """Settings that cannot be understood never stop the program; setting one mends the file."""
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_bytes(damaged)
    assert own_settings() == OwnSettings()
    assert set_own(my_name="R. Shah")
    assert own_settings().my_name == "R. Shah"


def test_a_disk_that_refuses_is_said() -> None:
    """A folder where the file should be: False, and no error."""
    settings_file().mkdir(parents=True)
    assert not set_own(my_name="R. Shah")
    assert own_settings() == OwnSettings()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a profile private by its own means")
def test_the_file_is_private() -> None:
    """Only the user can read it."""
    set_own(my_name="R. Shah")
    assert stat.S_IMODE(settings_file().stat().st_mode) == 0o600


def test_areas_are_remembered_newest_first_and_forgotten(tmp_path: Path) -> None:
    """Opened again, an area goes to the front; at most eight; forgotten, it is no longer listed."""
    for number in range(10):
        assert remember_area(tmp_path / str(number), f"Area {number}", date(2026, 11, 21))
    assert remember_area(tmp_path / "5", "Penmarsh", date(2026, 11, 22))

    kept = own_settings().recent_areas
    assert [Path(one.folder).name for one in kept] == ["5", "9", "8", "7", "6", "4", "3", "2"]
    assert (kept[0].name, kept[0].opened) == ("Penmarsh", date(2026, 11, 22))
    assert forget_area(kept[0].folder)
    assert Path(own_settings().recent_areas[0].folder).name == "9"


def test_an_area_whose_name_or_folder_is_erased_is_forgotten(tmp_path: Path) -> None:
    """No path with holes in it stays, and no name."""
    remember_area(tmp_path / "Jo Bloggs", "Penmarsh", date(2026, 11, 21))
    remember_area(tmp_path / "b", "Area of Jo Bloggs", date(2026, 11, 21))
    remember_area(tmp_path / "c", "Saltings", date(2026, 11, 21))

    assert erase_from_settings(Words("Jo Bloggs")) == (True, False)
    assert [one.name for one in own_settings().recent_areas] == ["Saltings"]
