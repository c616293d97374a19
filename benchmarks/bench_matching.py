"""How long one keystroke in a picker takes, over many long choices and for queries that once took minutes.

    python -m benchmarks.bench_matching [CHOICES ...]   (default 20000)

Each query is typed letter by letter, or pasted at once. What is printed for it is its slowest keystroke, each
being the best of several rounds: what the program needs, without what the neighbours on the machine take.
Then a real picker over the same choices runs without a terminal: how long the event loop was ever deaf while
a query was typed into it, from its opening on, and how soon esc closes it in the middle of looking.
Budget: 50 ms a keystroke.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.effort import rounds
from readiness.base.matching import Found, TextIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT, LENGTH, VOCABULARY = 20_000, 600, 12_000
ROUNDS = rounds(3)
BUDGET = 50.0
BEAT = 0.005
LETTERS = "etaoinshrdlucmfwypvbgkjqxz"
REAL = (
    "inspection evaluation annual review short breaks parent carer forum waiting times plan audit the and of"
)
TYPED = ("start a drill", "zzzz", "inspectoin", "annual reveiw plan", "th e an in", "e0014x", "parent carer")


def texts(count: int) -> list[str]:
    """Choices of 600 characters whose words are as uneven as those of real text (Zipf)."""
    draw = random.Random(2026)  # noqa: S311 - the same choices at every run
    falling = range(len(LETTERS), 0, -1)
    made = ["".join(draw.choices(LETTERS, falling, k=draw.randint(2, 11))) for _ in range(VOCABULARY)]
    vocabulary = [*REAL.split(), *made]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    words = (" ".join(draw.choices(vocabulary, weights, k=LENGTH // 4)) for _ in range(count))
    return [f"E{number:05d} {one}"[:LENGTH] for number, one in enumerate(words)]


def pasted(choices: list[str]) -> Iterator[tuple[str, str]]:
    """Ten thousand characters each: what it is, and the query."""
    for name, piece in (
        ("a page of the choices' own words", choices[0][7:]),
        ("one letter", "z"),
        ("letters apart", " ".join(LETTERS) + " "),
        ("pairs of letters apart", "th he in er an re nd on "),
        ("brackets", "[/(*"),
    ):
        yield name, (piece * (10_000 // len(piece) + 1))[:10_000]


def keystrokes(index: TextIndex, queries: list[str]) -> tuple[float, float, Found]:
    """The slowest of the queries that follow each other, and what the last one found.

    Milliseconds on the clock, and of the processor.
    """
    best, used = [float("inf")] * len(queries), [float("inf")] * len(queries)
    found = Found(())
    for _ in range(ROUNDS):
        index.find("q")  # so that nothing of the round before is used again
        for place, query in enumerate(queries):
            begun, cost = time.perf_counter(), time.process_time()
            found = index.find(query)
            best[place] = min(best[place], (time.perf_counter() - begun) * 1000)
            used[place] = min(used[place], (time.process_time() - cost) * 1000)
    return max(best), max(used), found


async def in_a_picker(choices: list[str]) -> tuple[float, float]:
    """The longest time the event loop was deaf, and the time until esc closed the picker; milliseconds."""
    from textual.app import App
    from textual.widgets import Input

    from readiness.tui.forms.picker import Choice, Picker

    app: App[None] = App()
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(BEAT)
            longest = max(longest, time.perf_counter() - begun - BEAT)

    async with app.run_test(size=(120, 40)) as pilot:
        closed = asyncio.Event()
        watching = asyncio.create_task(watch())
        picker = Picker("Which?", [Choice(one[:6], one[7:]) for one in choices])
        await app.push_screen(picker, lambda _: closed.set())
        await pilot.pause(0.2)
        for letter in TYPED[0]:
            picker.query_one(Input).insert_text_at_cursor(letter)
            await asyncio.sleep(0.15)
        picker.query_one(Input).value = "letters th he"
        await asyncio.sleep(0.002)
        begun = time.perf_counter()
        await pilot.press("escape")
        await closed.wait()
        escaped = time.perf_counter() - begun
        watching.cancel()
    return longest * 1000, escaped * 1000


def main(counts: list[int]) -> None:
    """Print the slowest keystroke of each query, and of all."""
    for count in counts:
        choices = texts(count)
        begun = time.perf_counter()
        index = TextIndex(choices)
        spent = time.perf_counter() - begun
        print(
            f"{count:,} choices x {LENGTH} characters, made ready in {spent:.2f} s; best of {ROUNDS} rounds"
        )
        typed = [(f"typed {one!r}", [one[: end + 1] for end in range(len(one))]) for one in TYPED]
        at_once = [(f"pasted {name}", [query]) for name, query in pasted(choices)]
        slowest = most = 0.0
        for name, queries in (*typed, *at_once):
            milliseconds, processor, found = keystrokes(index, queries)
            slowest, most = max(slowest, milliseconds), max(most, processor)
            fit = f"{len(found.places):>7,} fit"
            print(f"  {name:<42} {milliseconds:6.1f} ms, {processor:5.1f} of processor {fit}")
        parts = f"budget {BUDGET:.0f}; {most:.1f} of processor"
        print(f"{count:,} choices: slowest keystroke {slowest:.1f} ms ({parts})", flush=True)
        longest, escaped = asyncio.run(in_a_picker(choices))
        print(
            f"{count:,} choices: a picker's longest stall {longest:.1f} ms, esc closes it in {escaped:.1f} ms"
        )


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [COUNT])
