"""Finding words in the evidence, and handing out words already read.

The words rest in a cache of the user's own (never in the workspace, never in exports): it can be rebuilt at
any time and holds no document that is flagged as personal data, nor one that looks as if it held records of
people. What was indexed and is flagged later is wiped at the next update.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from readiness.base.stems import root, words_in
from readiness.base.user_cache import workspace_key
from readiness.formats.text.sandbox import TextReader
from readiness.formats.text.wire import from_wire, to_wire
from readiness.library import digests, files
from readiness.library.asking import Asked, Terms, read_asked, settled
from readiness.library.guess import personal_reason
from readiness.library.query import Query, best_passage, hits_in, snippet
from readiness.library.ranking import Ranked, Ranking, Register, may_read
from readiness.library.scan import Step
from readiness.library.words import TextCache, discard
from readiness.model.records.evidence import Evidence, Pinpoint
from readiness.model.records.passages import Extracted
from readiness.model.records.tables import Records

CACHE_NAME = "area-send-readiness"

_BATCH = 20

_NO_TERMS = Terms(())


@dataclass(frozen=True, slots=True)
class Match:
    """An item of evidence that answers a query."""

    evidence_id: str
    title: str
    pinpoint: Pinpoint
    """Where the best passage stands; empty when only the title answers."""
    snippet: str
    """The best passage around the words found, as written in the document (not fit to print unseen)."""
    missing: tuple[str, ...] = ()
    """Words asked for that neither its title nor its text has."""
    hits: tuple[tuple[int, int], ...] = ()
    """Start and end in the snippet of each piece by which it was found."""
    passage: str = ""
    """The whole of the best passage."""

    def to_data(self) -> dict[str, object]:
        """A JSON-ready mapping."""
        place = self.pinpoint.model_dump(exclude_defaults=True)
        return {
            "id": self.evidence_id,
            "title": self.title,
            "pinpoint": place,
            "snippet": self.snippet,
            "missing": list(self.missing),
            "hits": [list(one) for one in self.hits],
        }


@dataclass(frozen=True, slots=True)
class Found:
    """The answers to a query, best first, and how it was understood."""

    matches: tuple[Match, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    """Words that stand nowhere, each with the word one slip away that was looked for instead."""
    unknown: tuple[str, ...] = ()
    """Words that stand nowhere and were left aside."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update of the index did."""

    added: int
    removed: int
    without_words: int
    """Files that were read but hold no words, or look as if they held records of people."""
    is_complete: bool = True


def cache_file(root: Path) -> Path:
    """Where the index of the workspace at `root` rests: a file of its own in the user's cache folder."""
    import platformdirs

    return (
        Path(platformdirs.user_cache_dir(CACHE_NAME, appauthor=False)) / f"words-{workspace_key(root)}.sqlite"
    )


class SearchIndex:
    """The words of a workspace's evidence. Safe to use from several threads; close it when done."""

    def __init__(self, root: Path, *, file: Path | None = None) -> None:
        self._root = root
        self._file = file or cache_file(root)
        self._cache = TextCache(self._file)
        self._register: Register | None = None

    def close(self) -> None:
        """Close the cache."""
        self._cache.close()

    def forget(self) -> None:
        """Delete everything the cache holds of this workspace, and close it."""
        self._cache.clear()
        self._cache.close()
        discard(self._file)

    def wipe(self, digests: Sequence[str]) -> None:
        """Take documents out, by the digests of their files."""
        self._cache.remove(digests, _words_of)

    def extracted(self, evidence: Evidence) -> Extracted | None:
        """The words of an item as last read, or None when it is not in the index or must not be."""
        if not may_read(evidence):
            return None
        document = self._cache.get(evidence.sha256)
        return None if document is None else from_wire(document)

    def remember(self, sha256: str, extracted: Extracted) -> None:
        """Take words that were just read for another purpose, so that they are not read twice."""
        self._cache.put([_entry(sha256, extracted)])

    def update(
        self,
        records: Records,
        *,
        progress: Callable[[Step], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Updated:
        """Bring the index in line with the records: read what is new, wipe what left or was flagged."""
        wanted = {one.sha256: one for one in records.evidence.values() if may_read(one)}
        flagged = {one.sha256 for one in records.evidence.values() if one.holds_personal_data}
        held = self._cache.digests()
        gone = sorted(held - (wanted.keys() - flagged))
        self._cache.remove(gone, _words_of)
        new = [one for sha256, one in wanted.items() if sha256 not in held and sha256 not in flagged]
        added = without = done = 0
        with TextReader() as reader:
            for batch in _batches(new):
                if cancelled is not None and cancelled():
                    return Updated(added, len(gone), without, is_complete=False)
                entries = list(self._read(batch, reader, progress, Step(done, len(new), "")))
                self._cache.put(entries)
                done += len(batch)
                added += sum(1 for entry in entries if entry[3])
                without += sum(1 for entry in entries if not entry[3])
        return Updated(added, len(gone), without)

    def search(
        self,
        query: str,
        records: Records,
        limit: int = 20,
        *,
        terms: Terms = _NO_TERMS,
        only: Container[str] | None = None,
    ) -> Found:
        """Items that answer best: those with the very words first, then with all of them, then with most.

        `terms` are the framework's, other ways of writing included. `only`, where given, holds the ids of
        the items that may be found.
        """
        register = self._register_of(records)
        asked = settled(
            read_asked(query, terms),
            lambda words: _summed(self._cache.known(words), register.known(words)),
            lambda word: register.begins(word) or self._cache.begins(word),
        )
        if not asked or limit < 1:
            return Found(unknown=asked.unknown)
        ranking = Ranking(self._cache, register, asked)
        matches = self._matches(asked, ranking.best(limit, only), ranking.weights, register)
        return Found(matches, asked.meant, asked.unknown)

    def _matches(
        self, asked: Asked, ranked: Sequence[Ranked], weights: Sequence[float], register: Register
    ) -> tuple[Match, ...]:
        numbers = [one.number for one in ranked if one.number is not None]
        held = self._cache.documents(numbers)
        query = _shown_words(asked)
        matches = []
        for one in ranked:
            evidence = register.evidence[one.evidence_id]
            document = held.get(one.number) if one.number is not None else None
            words = from_wire(document[1]).passages if document else ()
            passage = best_passage(query, words, weights, asked.run)
            shown = snippet(query, passage.text) if passage else evidence.note
            matches.append(
                Match(
                    evidence.id,
                    evidence.title,
                    passage.pinpoint if passage else Pinpoint(),
                    shown,
                    one.missing,
                    hits_in(query, shown),
                    passage.text if passage else evidence.note,
                )
            )
        return tuple(matches)

    def _read(
        self, batch: Iterable[Evidence], reader: TextReader, progress: Callable[[Step], None] | None, at: Step
    ) -> Iterator[tuple[str, dict[str, Any], str, str]]:
        for number, one in enumerate(batch):
            if progress is not None:
                progress(Step(at.done + number, at.total, one.title))
            path = files.path_of(one, self._root)
            try:
                if path is None or digests.is_online_only(path.stat()):
                    continue
                is_same = digests.digest_of(path).sha256 == one.sha256
            except OSError:
                continue
            if is_same:
                yield _entry(one.sha256, reader.read(path))

    def _register_of(self, records: Records) -> Register:
        if self._register is None or self._register.of is not records.evidence:
            self._register = Register(records.evidence)
        return self._register


def _entry(sha256: str, extracted: Extracted) -> tuple[str, dict[str, Any], str, str]:
    """What the cache holds of a document; nothing but its problems when it may hold records of people."""
    if personal_reason(extracted):
        extracted = replace(extracted, passages=(), title="")
    document = to_wire(extracted)
    return (sha256, document, *_words_of(document))


def _words_of(document: dict[str, Any]) -> tuple[str, str]:
    """Roots of title and words as indexed; must give the same for the same document, always."""
    return _roots(document["title"]), _roots("\n".join(passage[0] for passage in document["passages"]))


def _roots(text: str) -> str:
    return " ".join(map(root, words_in(text)))


def _batches(items: list[Evidence]) -> Iterator[list[Evidence]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _summed(first: Mapping[str, int], second: Mapping[str, int]) -> Mapping[str, int]:
    return {word: first.get(word, 0) + second.get(word, 0) for word in {*first, *second}}


def _shown_words(asked: Asked) -> Query:
    """What is looked for, to find it again in a passage."""
    return Query(
        tuple(group.words[0] for group in asked.groups),
        is_open=False,
        others=tuple(group.words[1:] for group in asked.groups),
    )


def forget_words(root: Path) -> None:
    """Wipe the words and digests kept of a workspace's evidence; they are made again when asked for."""
    if cache_file(root).exists():
        SearchIndex(root).forget()
    files.digest_cache(root).forget()


def wipe_words(root: Path, digests: Iterable[str]) -> None:
    """Wipe what is kept of documents at once, as when one is flagged as holding personal data."""
    wanted = list(digests)
    if wanted and cache_file(root).exists():
        with closing(SearchIndex(root)) as index:
            index.wipe(wanted)
