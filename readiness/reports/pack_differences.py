"""What became of the files of a pack: changed, missing, added, renamed, swapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

FindingKind = Literal[
    "changed", "missing", "added", "renamed", "swapped", "damaged", "unsafe", "unfinished", "structure"
]
Digests = Mapping[str, Mapping[str, str]]
"""By name of a file, its digests by algorithm."""


@dataclass(frozen=True, slots=True, order=True)
class PackFinding:
    """One thing wrong with a pack."""

    name: str
    """The file, as named in the pack; empty when it is about the whole pack."""
    kind: FindingKind
    what: str


def differences(
    wanted: Digests, found: Digests, missing: Iterable[str], added: Iterable[str]
) -> Iterator[PackFinding]:
    """Findings in words, every file in one of them at most.

    Args:
        wanted: What the manifests say.
        found: What the files are; a file that could not be read has no digests.
        missing: Files listed that are not there.
        added: Files there that are not listed.
    """
    comparison = _Comparison(wanted, found)
    gone, new = set(missing), set(added)
    changed = {name for name in wanted.keys() & found.keys() if comparison.differs(name)}
    for old, name in comparison.renamed(gone, new):
        yield PackFinding(old, "renamed", f"It is now called {name}.")
        gone.discard(old)
        new.discard(name)
    for one, other in comparison.swapped(changed):
        yield PackFinding(one, "swapped", f"It and {other} have changed places.")
        changed -= {one, other}
    yield from (PackFinding(one, "missing", "The manifest lists it, but it is not there.") for one in gone)
    yield from (PackFinding(one, "added", "It is there, but no manifest lists it.") for one in new)
    yield from (PackFinding(one, "changed", "Its content is not what the manifest says.") for one in changed)


@dataclass(frozen=True, slots=True)
class _Comparison:
    wanted: Digests
    found: Digests

    def differs(self, name: str) -> bool:
        found = self.found[name]
        return bool(found) and any(found[one] != digest for one, digest in self.wanted[name].items())

    def fits(self, content_of: str, wanted_for: str) -> bool:
        """Whether one file's content is what the manifest wants of another."""
        found, wanted = self.found.get(content_of, {}), self.wanted.get(wanted_for, {})
        shared = found.keys() & wanted.keys()
        return bool(shared) and all(found[one] == wanted[one] for one in shared)

    def renamed(self, missing: set[str], added: set[str]) -> list[tuple[str, str]]:
        pairs, free = [], sorted(added)
        for old in sorted(missing):
            new = next((name for name in free if self.fits(name, old)), None)
            if new is not None:
                free.remove(new)
                pairs.append((old, new))
        return pairs

    def swapped(self, changed: set[str]) -> list[tuple[str, str]]:
        pairs, rest = [], sorted(changed)
        while rest:
            one = rest.pop(0)
            other = next((name for name in rest if self.fits(one, name) and self.fits(name, one)), None)
            if other is not None:
                rest.remove(other)
                pairs.append((one, other))
        return pairs
