"""Keys as this person wants them: a file with every verb and its key, of which any may be changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.own_settings import settings_file
from readiness.tui.base.actions import COMMANDS
from readiness.tui.base.command import EVERYWHERE, KEY_WORDS, Command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LARGEST = 1024 * 1024
"""Bytes of the largest file looked at."""

_NAMES = {words: name for name, words in KEY_WORDS.items()}
"""Textual's names by the signs people write."""


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The verbs that were given another key, and what of the file could not be done."""

    moved: Mapping[str, str]
    """Textual's key names by the id of the verb; only those that differ from the usual ones."""
    problems: tuple[str, ...] = ()
    """In words, one for each line that was passed over."""


def keys_file() -> Path:
    """Where they rest: beside the settings, on this computer alone."""
    return settings_file().with_name("keys.json")


def write_keys() -> Path:
    """Write every verb with its usual key, unless the file is there already; says where.

    Raises:
        OSError: The disk refuses.
    """
    path = keys_file()
    if not path.exists():
        usual = {one.id: one.key_words for one in _with_keys()}
        disk.make_folder(path.parent)
        disk.write_atomically(path, json.dumps(usual, indent=2, ensure_ascii=False).encode())
    return path


def own_keys() -> OwnKeys:
    """The keys that were changed in the file; none where there is no file or it cannot be understood."""
    path = keys_file()
    try:
        if not path.is_file():
            return OwnKeys({})
        if path.stat().st_size > _LARGEST:
            return OwnKeys({}, (f"{path.name} is too large to be a list of keys.",))
        wanted = json.loads(whole_file(path))
    except (OSError, ValueError):
        return OwnKeys({}, (f"{path.name} is not readable as JSON; the usual keys hold.",))
    if not isinstance(wanted, dict):
        return OwnKeys({}, (f"{path.name} is not a list of verbs with their keys; the usual keys hold.",))
    return moved_keys(wanted)


def moved_keys(wanted: Mapping[str, object]) -> OwnKeys:
    """Which verbs get another key; one that would share it with another verb of its place keeps its own."""
    known = {one.id: one for one in _with_keys()}
    moved: dict[str, str] = {}
    problems: list[str] = []
    for verb_id, words in wanted.items():
        verb = known.get(verb_id)
        if verb is None or not isinstance(words, str) or not words.strip():
            problems.append(f"{verb_id}: no verb has this name, or it has no key.")
        elif (key := _key_of(words)) != verb.key:
            moved[verb_id] = key
    while shared := next(_shared(known, moved), None):
        verb_id, other = shared
        problems.append(f"{verb_id}: '{other.palette_title}' has that key in the same place.")
        del moved[verb_id]
    return OwnKeys(moved, tuple(problems))


def _with_keys() -> list[Command]:
    return [one for one in COMMANDS if one.key]


def _key_of(words: str) -> str:
    return ",".join(_NAMES.get(one.strip(), one.strip()) for one in words.split(" or "))


def _shared(known: Mapping[str, Command], moved: Mapping[str, str]) -> Iterator[tuple[str, Command]]:
    """Verbs whose new key another verb of their place has, with that other."""
    for verb_id in moved:
        if (other := _sharing(known[verb_id], known, moved)) is not None:
            yield verb_id, other


def _sharing(verb: Command, known: Mapping[str, Command], moved: Mapping[str, str]) -> Command | None:
    """Another verb that one of the verb's new keys reaches where the verb applies, too."""
    keys = set(moved[verb.id].split(","))
    for other in known.values():
        if other.id == verb.id or not keys & set(moved.get(other.id, other.key).split(",")):
            continue
        places = set(verb.screens) & set(other.screens)
        if places or EVERYWHERE in verb.screens or EVERYWHERE in other.screens:
            return other
    return None
