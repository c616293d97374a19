"""What became of evidence files, with a memory of their digests in the user's own cache folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from readiness.services.workspace_key import workspace_key
from readiness.store import library
from readiness.store.digests import DigestCache

if TYPE_CHECKING:
    from readiness.core.file_states import FileStates
    from readiness.core.records import Records


def digest_cache(root: Path) -> DigestCache:
    """The memory of digests of the workspace at `root`; it may be thrown away at any time."""
    from platformdirs import user_cache_path

    return DigestCache(
        user_cache_path("area-send-readiness", appauthor=False) / f"digests-{workspace_key(root)}.json"
    )


def states_now(records: Records, root: Path) -> FileStates:
    """At a glance: a file not seen before is judged by its size, one that was touched is read again."""
    cache = digest_cache(root)
    states = library.file_states(records, root, cache=cache, reads_new=False)
    cache.save()
    return states


def states_checked(records: Records, root: Path, *, read_data: bool) -> FileStates:
    """Every file read once, or with `read_data` all of them again; remembered for the next glance."""
    cache = digest_cache(root)
    states = library.file_states(records, root, cache=cache, thorough=read_data)
    cache.save()
    return states


def remember(root: Path, held: list[library.Held]) -> None:
    """Remember files that were just taken in, so that a later edit of one is noticed at a glance."""
    from readiness.store.digests import Digest

    cache = digest_cache(root)
    for one in held:
        cache.remember(one.path, Digest(one.sha256, one.size))
    cache.save()
