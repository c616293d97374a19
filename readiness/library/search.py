"""Finding words in the evidence, and handing out words already read.

The words rest in a cache of the user's own (never in the workspace, never in exports): it can be rebuilt at
any time and holds no document that is flagged as personal data, nor one that looks as if it held records of
people. What was indexed and is flagged later is wiped at the next update.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from readiness.base.stems import is_common, phrase_pattern, stem, words_in
from readiness.base.user_cache import workspace_key
from readiness.formats.text.sandbox import TextReader
from readiness.formats.text.wire import from_wire, to_wire
from readiness.library import digests, files
from readiness.library.guess import personal_reason
from readiness.library.scan import Step
from readiness.library.words import TextCache, discard
from readiness.model.records.evidence import Evidence, Pinpoint
from readiness.model.records.passages import Extracted, Passage
from readiness.model.records.tables import Records

CACHE_NAME = "area-send-readiness"

_BATCH = 20

_SHORTEST_PREFIX = 3
"""Letters from which an unfinished word is looked for as a beginning, else as a whole word (``AP``)."""

_SNIPPET = 160


def snippet(query: Query, text: str, longest: int = _SNIPPET) -> str:
    """About `longest` characters of a text where most of the words stand together, cut between words."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    start = min(max(0, _densest(query, plain.casefold(), longest) - _LEAD), len(plain) - longest)
    if start:
        start = plain.find(" ", start) + 1 or start
    end = start + longest
    shown = plain[start:end]
    if end < len(plain):
        shown = shown.rsplit(" ", 1)[0] + "\u2026"
    return ("\u2026" if start else "") + shown


@dataclass(frozen=True, slots=True)
class Match:
    """An item of evidence that answers a query."""

    evidence_id: str
    title: str
    pinpoint: Pinpoint
    """Where the best passage stands; empty when only the title answers."""
    snippet: str
    """The best passage around the words found, as written in the document (not fit to print unseen)."""

    def to_data(self) -> dict[str, object]:
        """A JSON-ready mapping."""
        place = self.pinpoint.model_dump(exclude_defaults=True)
        return {"id": self.evidence_id, "title": self.title, "pinpoint": place, "snippet": self.snippet}


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
        self._register: _Register | None = None

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

    def search(self, query: str, records: Records, limit: int = 20) -> tuple[Match, ...]:
        """Items whose title or words hold everything asked for, titles first; none for an empty query."""
        asked = parse_query(query)
        if not asked or limit < 1:
            return ()
        register = self._register_of(records)
        by_title = register.titled(asked)
        found: dict[str, Match] = {}
        for sha256, document in self._cache.search(_expression(asked), limit):
            words = from_wire(document)
            found |= {one.id: _match(one, asked, words) for one in register.by_digest.get(sha256, ())}
        titled = [found.get(one.id) or _title_match(one) for one in by_title[:limit]]
        ahead = {one.id for one in by_title}
        return tuple([*titled, *(match for key, match in found.items() if key not in ahead)][:limit])

    def _read(
        self, batch: Iterable[Evidence], reader: TextReader, progress: Callable[[Step], None] | None, at: Step
    ) -> Iterator[tuple[str, dict[str, Any], str, str]]:
        for number, one in enumerate(batch):
            if progress is not None:
                progress(Step(at.done + number, at.total, one.title))
            path = files.path_of(one, self._root)
            try:
                is_same = path is not None and digests.digest_of(path).sha256 == one.sha256
            except OSError:
                continue
            if path is not None and is_same:
                yield _entry(one.sha256, reader.read(path))

    def _register_of(self, records: Records) -> _Register:
        if self._register is None or self._register.of is not records.evidence:
            self._register = _Register(records.evidence)
        return self._register


class _Register:
    """The register of evidence arranged for searching; made again when the records change."""

    def __init__(self, evidence: Mapping[str, Evidence]) -> None:
        self.of = evidence
        self.by_digest: dict[str, list[Evidence]] = {}
        self._titles: list[tuple[str, Evidence]] = []
        for one in evidence.values():
            if not one.is_withdrawn:
                self._titles.append((f"{one.title}\n{one.note}\n{one.id}".casefold(), one))
            if may_read(one):
                self.by_digest.setdefault(one.sha256, []).append(one)

    def titled(self, asked: Query) -> list[Evidence]:
        """Items whose title, note or id hold everything asked for, in the register's order."""
        return [one for text, one in self._titles if asked.is_in(text)]


def may_read(evidence: Evidence) -> bool:
    """Whether the words of an item may be read and held: a file, not flagged as personal, not withdrawn.

    Of one that looks as if it held records of people nothing is kept all the same; see `SearchIndex`.
    """
    return bool(evidence.sha256) and evidence.holds_personal_data is not True and not evidence.is_withdrawn


def _entry(sha256: str, extracted: Extracted) -> tuple[str, dict[str, Any], str, str]:
    """What the cache holds of a document; nothing but its problems when it may hold records of people."""
    if personal_reason(extracted):
        extracted = Extracted(problems=extracted.problems, format=extracted.format)
    document = to_wire(extracted)
    return (sha256, document, *_words_of(document))


def _words_of(document: dict[str, Any]) -> tuple[str, str]:
    """Title and words as indexed; must give the same for the same document, always."""
    return document["title"], "\n".join(passage[0] for passage in document["passages"])


def _batches(items: list[Evidence]) -> Iterator[list[Evidence]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _expression(asked: Query) -> str:
    """The query as FTS5 reads it: every phrase in quotation marks, so that no word of it is an operator."""
    phrases = ['"' + " ".join(phrase) + '"' for phrase in asked.phrases]
    if asked.is_open and len(asked.phrases[-1][-1]) >= _SHORTEST_PREFIX:
        phrases[-1] += "*"
    return " AND ".join(phrases)


def _match(evidence: Evidence, asked: Query, words: Extracted) -> Match:
    passage = best_passage(asked, words.passages)
    if passage is None:
        return _title_match(evidence)
    return Match(evidence.id, evidence.title, passage.pinpoint, snippet(asked, passage.text))


def _title_match(evidence: Evidence) -> Match:
    return Match(evidence.id, evidence.title, Pinpoint(), evidence.note)


_PHRASE = re.compile(r'"([^"]*)"')

_LEAD = 50

_MOST_TERMS = 12

_ENOUGH = 3

_MOST_HITS = 20


@dataclass(frozen=True)
class Query:
    """Words to find; all of them must stand in a document."""

    phrases: tuple[tuple[str, ...], ...]
    """Each a word or a quoted run of words, lower case, letters and digits only."""
    is_open: bool
    """Whether the last word may be the beginning of a longer one: the user is still typing."""

    def __bool__(self) -> bool:
        return bool(self.phrases)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """One pattern per phrase that finds it, or words of the same stems, in lower-case text."""
        return tuple(phrase_pattern(one) for one in self.phrases)

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        """A piece of text each phrase cannot do without: quick to look for."""
        return tuple(max((stem(word) for word in one), key=len) for one in self.phrases)

    def counts(self, folded: str) -> list[int]:
        """How often each phrase stands in a lower-case text, 3 at most."""
        return [
            min(_ENOUGH, len(pattern.findall(folded))) if mark in folded else 0
            for mark, pattern in zip(self._marks, self.patterns, strict=True)
        ]

    def is_in(self, folded: str) -> bool:
        """Whether every phrase stands in a lower-case text."""
        return all(mark in folded for mark in self._marks) and all(
            one.search(folded) for one in self.patterns
        )


def parse_query(text: str) -> Query:
    """Read what was typed; any text is legal, and nothing in it has a meaning but quotation marks."""
    phrases = [tuple(words_in(found)) for found in _PHRASE.findall(text)]
    rest = _PHRASE.sub(" ", text).replace('"', " ")
    words = words_in(rest)
    kept = [word for number, word in enumerate(words) if not is_common(word) or number == len(words) - 1]
    found = [phrase for phrase in phrases if phrase] + [(word,) for word in kept]
    is_open = bool(words) and not text.rstrip().endswith('"')
    return Query(tuple(found[:_MOST_TERMS]), is_open and len(found) <= _MOST_TERMS)


def best_passage(query: Query, passages: Sequence[Passage]) -> Passage | None:
    """The passage with the most of the words, the earliest of equals; None when none has any."""
    best, best_score = None, (0, 0)
    for passage in passages:
        counts = query.counts(passage.text.casefold())
        score = (sum(1 for count in counts if count), sum(counts))
        if score > best_score:
            best, best_score = passage, score
    return best


def _densest(query: Query, folded: str, longest: int) -> int:
    """Where the stretch with the most different phrases begins; the first of equals; 0 for none."""
    hits = sorted(
        (found.start(), number)
        for number, pattern in enumerate(query.patterns)
        for found in islice(pattern.finditer(folded), _MOST_HITS)
    )
    room = longest - _LEAD

    def worth(hit: tuple[int, int]) -> tuple[int, int]:
        near = {number for place, number in hits if hit[0] <= place <= hit[0] + room}
        return len(near), -hit[0]

    return max(hits, key=worth)[0] if hits else 0


def forget_words(root: Path) -> None:
    """Wipe the words and digests kept of a workspace's evidence; they are made again when asked for."""
    if cache_file(root).exists():
        SearchIndex(root).forget()
    files.digest_cache(root).forget()


def wipe_words(root: Path, digests: Iterable[str]) -> None:
    """Wipe what is kept of documents at once, as when one is flagged as holding personal data."""
    wanted = list(digests)
    if wanted and cache_file(root).exists():
        index = SearchIndex(root)
        index.wipe(wanted)
        index.close()


def find_words(
    root: Path,
    records: Records,
    query: str,
    limit: int = 20,
    *,
    progress: Callable[[Step], None] | None = None,
) -> tuple[Match, ...]:
    """Items whose title or words hold everything asked for; what is new is read first."""
    index = SearchIndex(root)
    try:
        index.update(records, progress=progress)
        return index.search(query, records, limit)
    finally:
        index.close()
