"""What a person has set for themselves on this computer; nothing of it is in a workspace."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.redaction import Words

_LARGEST = 1024 * 1024
"""Bytes of the largest file looked at."""


class RecentArea(BaseModel):
    """An area that was open on this computer."""

    model_config = ConfigDict(frozen=True, extra="allow")

    folder: str
    name: str = ""
    opened: date | None = None
    """The day it was opened last."""


class OwnSettings(BaseModel):
    """One person's settings on one computer. What a newer version wrote beside them is kept as it is."""

    model_config = ConfigDict(frozen=True, extra="allow")

    my_name: str = ""
    """The name under which this person owns records; empty until they said it."""
    base_folders: dict[str, dict[str, str]] = {}
    """By `user_cache.workspace_key`: folders as recorded, and where each lies on this computer."""
    theme: str = ""
    """Name of the screens' theme; empty for the usual one."""
    is_close: bool = False
    """Whether the screens stand close, without frames, for small windows and large type."""
    recent_areas: tuple[RecentArea, ...] = ()
    """The areas opened last, the newest first."""


def settings_file() -> Path:
    """Where they rest."""
    from platformdirs import user_config_path

    return user_config_path("area-send-readiness", appauthor=False) / "settings.json"


def own_settings() -> OwnSettings:
    """The settings kept; the usual ones where there are none or the file cannot be understood."""
    path = settings_file()
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return OwnSettings()
        return OwnSettings.model_validate_json(whole_file(path))
    except (OSError, ValidationError):
        return OwnSettings()


def keep_settings(settings: OwnSettings) -> bool:
    """Keep the settings in place of those before, private to the user; False when the disk refuses."""
    path = settings_file()
    with suppress(OSError):
        disk.make_folder(path.parent)
        disk.write_atomically(path, settings.model_dump_json(indent=2).encode())
        return True
    return False


def erase_from_settings(words: Words, *, is_trial: bool = False) -> tuple[bool, bool]:
    """Take words out of the settings: a name that holds them is no name any more, a folder is forgotten.

    Returns:
        Whether they stood there, and whether they still do: in a file that cannot be understood, or where
        the disk refused. With `is_trial` nothing is changed, and the second says what would be.
    """
    if not _holds(words):
        return False, False
    kept = own_settings()
    folders = {
        key: {words.out_of(recorded): here for recorded, here in pairs.items() if not words.is_in(here)}
        for key, pairs in kept.base_folders.items()
    }
    values: dict[str, object] = words.out_of_value(kept.model_dump())
    name = "" if words.is_in(kept.my_name) else kept.my_name
    recent = [one for one in kept.recent_areas if not words.is_in(one.folder) and not words.is_in(one.name)]
    put_right = {"my_name": name, "base_folders": folders, "recent_areas": recent}
    without = OwnSettings.model_validate(values | put_right)
    if is_trial:
        return True, without == kept
    if without != kept:
        keep_settings(without)
    return True, _holds(words)


def _holds(words: Words) -> bool:
    with suppress(OSError):
        return words.is_in_bytes(whole_file(settings_file()))
    return False


_RECENT = 8
"""Areas remembered."""


def remember_area(folder: Path, name: str, today: date) -> bool:
    """Put an area before the others that were opened; False when the disk refuses."""
    opened = RecentArea(folder=str(folder), name=name, opened=today)
    others = [one for one in own_settings().recent_areas if one.folder != opened.folder]
    return set_own(recent_areas=[one.model_dump() for one in (opened, *others)][:_RECENT])


def forget_area(folder: str) -> bool:
    """Remember an area no longer; its files stay. False when the disk refuses."""
    left = [one for one in own_settings().recent_areas if one.folder != folder]
    return set_own(recent_areas=[one.model_dump() for one in left])


def set_own(**values: object) -> bool:
    """Change the named settings and leave the others; False when the disk refuses.

    Raises:
        ValidationError: A value is none that the setting can hold.
    """
    kept = own_settings().model_dump()
    return keep_settings(OwnSettings.model_validate(kept | values))
