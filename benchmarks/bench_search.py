"""Find-as-you-type over many documents: how long one keystroke takes, beside a plain scan of the same words.

Run: python -m benchmarks.bench_search [documents ...]   (default 1000 10000)
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from readiness.definitions.loading import load_framework
from readiness.library.asking import terms_of
from readiness.library.search import SearchIndex, _entry
from readiness.model.records.evidence import Evidence, Pinpoint
from readiness.model.records.passages import Extracted, Passage
from readiness.model.records.tables import Records

ROOT = Path(__file__).resolve().parent.parent
WORDS_PER_PASSAGE = 120
PASSAGES = 12
VOCABULARY = 8_000
TYPED = ("neurodevelopmental waiting times", "annual review", '"short breaks" health', "s", "parent carer")


def documents(count: int) -> list[Extracted]:
    """Documents of about 1,400 words whose words are as uneven as those of real text (Zipf)."""
    draw = random.Random(2026)  # noqa: S311 - the same documents at every run
    real = re.findall(r"\w+", " ".join(TYPED))
    vocabulary = real + [f"{draw.choice('spcmtaerbd')}w{number:04x}" for number in range(VOCABULARY)]
    draw.shuffle(vocabulary)
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    made = []
    for number in range(count):
        words = draw.choices(vocabulary, weights, k=WORDS_PER_PASSAGE * PASSAGES)
        passages = tuple(
            Passage(Pinpoint(page=str(page + 1)), " ".join(words[page::PASSAGES])) for page in range(PASSAGES)
        )
        made.append(Extracted(passages, f"Document {number}", (), "pdf"))
    return made


def _no_framework() -> NoReturn:
    raise SystemExit("The shipped framework cannot be read.")


def main(counts: list[int]) -> None:
    """Print milliseconds per keystroke (median and worst) and of a scan of all words in memory."""
    terms = terms_of(load_framework(ROOT / "frameworks" / "area-send-2023")[0] or _no_framework())
    print(
        "documents | build s | cache MB | keystroke median ms | worst ms | worst query | scan ms | ratio"
        " | of processor: median | worst"
    )
    for count in counts:
        made = documents(count)
        records = Records(evidence={
            f"E{number:04d}": Evidence(
                id=f"E{number:04d}", title=one.title, location_kind="library", location=f"{number}.pdf",
                sha256=f"{number:064x}", size=1,
            )
            for number, one in enumerate(made)
        })  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "words.sqlite"
            index = SearchIndex(Path(folder), file=file)
            start = time.perf_counter()
            index._cache.put([_entry(f"{number:064x}", one) for number, one in enumerate(made)])  # noqa: SLF001 - the bulk path of update, without files
            built = time.perf_counter() - start
            index.search("warm", records)
            spent, worked = [], []
            for typed in TYPED:
                for end in range(1, len(typed) + 1):
                    start, at = time.perf_counter(), time.process_time()
                    index.search(typed[:end], records, terms=terms)
                    spent.append((1000 * (time.perf_counter() - start), typed[:end]))
                    worked.append(1000 * (time.process_time() - at))
            texts = [one.text.casefold() for one in made]
            start = time.perf_counter()
            sum("neurodevelopmental" in text and "waiting" in text for text in texts)
            scan = 1000 * (time.perf_counter() - start)
            worst = max(spent)
            median = statistics.median(one for one, _ in spent)
            size = file.stat().st_size / 1e6
            index.close()
        print(
            f"{count:9,} | {built:7.1f} | {size:8.1f} | {median:19.1f} | {worst[0]:8.1f} | {worst[1]!r:11} |"
            f" {scan:13.1f} | {median / scan:.2f} | {statistics.median(worked):21.1f} | {max(worked):5.1f}"
        )


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1_000, 10_000])
