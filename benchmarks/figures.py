"""The budgets, and how each benchmark's figures are read out of what it prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """A figure that is to be kept to."""

    what: str
    words: str
    limit: float
    is_floor: bool = False
    """Whether the figure is to be at least the limit, not at most."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured for one budget."""

    budget: Budget
    value: float
    words: str

    @property
    def is_met(self) -> bool:
        """Whether the budget was kept to."""
        return self.value >= self.budget.limit if self.budget.is_floor else self.value <= self.budget.limit


VERSION = Budget("`readiness --version`", "<= 2.5 x a bare interpreter", 2.5)
PAINT = Budget("first paint of the UI, at any data size", "<= 1.6 x a hello-world Textual app", 1.6)
PEERS = Budget("first paint of the UI, at any data size", "<= 1 x well-known Textual apps", 1)
STALL = Budget("longest stall of the event loop, walking through every area", "<= 150 ms", 150)
IDLE = Budget("processor use while nothing is pressed", "< 0.5 %", 0.5)
CHANGE = Budget("one durable change", "<= 3 x an SQLite synchronous=FULL commit of the same record", 3)
STOCK = Budget("one durable change", ">= 20 x faster than stock TinyDB JSONStorage", 20, is_floor=True)
PAST = Budget("newest hundred of the history after an import of 100,000 records", "<= 50 ms", 50)
TAKEN_BACK = Budget("undo of a small change after an import of 100,000 records", "<= 50 ms", 50)
COLD = Budget("all checks over 10,000 evidence items and 50,000 links", "<= 1 s cold", 1000)
EDIT = Budget("all checks after one edit", "<= 50 ms", 50)
TYPED = Budget("find-as-you-type", "<= 50 ms", 50)
MATCHED = Budget("any keystroke in a picker of 20,000 choices of 600 characters", "<= 50 ms", 50)
SEF = Budget("SEF of 300 statements and 400 references", "<= 2 s, linear in statements", 2)
PACK = Budget("data pack", "<= 1.5 x copying and hashing the same bytes once", 1.5)
SERVED = Budget("memory of each person's screens in a browser", "<= 80 MB", 80)
LISTS = Budget("checking a person-level list of 50,000 rows", "<= 10 s", 10)
_LIST_ROWS = 50_000


def startup(text: str) -> Iterator[Figure]:
    """`--version` beside a bare interpreter."""
    found = _need(r"--version\s+([\d.]+) ms\s+([\d.]+) x", text)
    yield Figure(VERSION, float(found[2]), f"{found[1]} ms, {found[2]} x")


def paint(text: str) -> Iterator[Figure]:
    """First paint at every size, beside hello-world and the slowest beside peers that could be installed."""
    found = re.findall(r"readiness,\s+([\d,]+) items\s+(\d+) ms\s+([\d.]+) x", text)
    size, milliseconds, times = max(found, key=lambda one: float(one[2]))
    yield Figure(PAINT, float(times), f"{milliseconds} ms, {times} x (at {size} items, the slowest)")
    peers = re.findall(r"^ours to (\w+)\s+([\d.]+) x", text, re.MULTILINE)
    if peers:
        words = ", ".join(f"{ratio} x {name}" for name, ratio in peers)
        yield Figure(PEERS, max(float(ratio) for _, ratio in peers), words)


def responsive(text: str) -> Iterator[Figure]:
    """Longest stall and idle use; the worst size counts."""
    found = re.findall(r"([\d,]+) items: longest stall\s+([\d.]+) ms .*?idle ([\d.]+) %", text)
    for budget, place, unit in ((STALL, 1, "ms"), (IDLE, 2, "%")):
        worst = max(found, key=lambda one: float(one[place]))
        yield Figure(budget, float(worst[place]), f"{worst[place]} {unit} (at {worst[0]} items)")


def served(text: str) -> Iterator[Figure]:
    """Memory of each person's screens with the most people measured."""
    people, memory = re.findall(r"(\d+) people: .*?; each (\d+) MB", text)[-1]
    yield Figure(SERVED, float(memory), f"{memory} MB (of {people} at the same time)")


def store(text: str) -> Iterator[Figure]:
    """One durable change at the largest size measured."""
    size, ours, _, _, _, sqlite, stock = _last_row(text)
    yield Figure(CHANGE, float(sqlite), f"{ours} ms, {sqlite} x (at {size} records)")
    yield Figure(STOCK, float(stock), f"{stock} x faster (at {size} records)")


def history(text: str) -> Iterator[Figure]:
    """The slower place of the import, at the largest size: best of several turns."""
    size, _, rest = text.rpartition(" records imported")
    size = size.splitlines()[-1]
    for budget, words in ((PAST, "newest hundred changes"), (TAKEN_BACK, "undo")):
        times = [float(best) for best in re.findall(rf"^\s+{words}\s+([\d.]+) best", rest, re.MULTILINE)]
        yield Figure(budget, max(times), f"{max(times)} ms (at {size} records, the slower place)")


def checks(text: str) -> Iterator[Figure]:
    """All checks cold and how that grows, and the slowest of the edits: the best of several runs."""
    cold = r"  index and every check\s+([\d.]+)"
    sizes = {
        one[1]: one[0] for one in re.finditer(r"^([\d,]+) evidence(?:.*\n)(?:  .*\n?)+", text, re.MULTILINE)
    }
    found = {size: float(_need(cold, block)[1]) for size, block in sizes.items()}
    growth = ", ".join(f"{size}: {milliseconds:.0f} ms" for size, milliseconds in found.items())
    yield Figure(COLD, found["10,000"], f"{found['10,000']} ms (by items {growth})")
    edit_line = r"^  ((?:re-date|review|add|reword)[\w -]+?)\s{2,}([\d.]+)"
    edits = re.findall(edit_line, sizes["10,000"], re.MULTILINE)
    edit, milliseconds = max(edits, key=lambda one: float(one[1]))
    yield Figure(EDIT, float(milliseconds), f"{milliseconds} ms ({edit}, the slowest)")


def search(text: str) -> Iterator[Figure]:
    """A keystroke at the largest number of documents measured."""
    documents, _, _, median, worst, *_ = _last_row(text)
    yield Figure(TYPED, float(median), f"median {median} ms, worst {worst} ms ({documents} documents)")


def matching(text: str) -> Iterator[Figure]:
    """The slowest keystroke at the largest number of choices."""
    found = re.findall(r"([\d,]+) choices: slowest keystroke ([\d.]+) ms .*?([\d.]+) of processor", text)
    size, milliseconds, processor = max(found, key=lambda one: int(one[0].replace(",", "")))
    words = f"{milliseconds} ms, of which {processor} ms of processor (at {size} choices, the slowest query)"
    yield Figure(MATCHED, float(milliseconds), words)


def sef(text: str) -> Iterator[Figure]:
    """The export of 300 statements, and how it grows."""
    times = {one[1]: one[2] for one in re.finditer(r"^\s*(\d+)\s+([\d.]+)", text, re.MULTILINE)}
    growth = ", ".join(f"{count}: {seconds} s" for count, seconds in times.items())
    yield Figure(SEF, float(times["300"]), f"{times['300']} s (by statements {growth})")


def pack(text: str) -> Iterator[Figure]:
    """The slower of folder and zip."""
    found = re.findall(r"^(pack as \w+)\s+[\d.]+ s\s+([\d.]+) x", text, re.MULTILINE)
    form, times = max(found, key=lambda one: float(one[1]))
    yield Figure(PACK, float(times), f"{times} x ({form}, the slower)")


def lists(text: str) -> Iterator[Figure]:
    """The slower format, scaled to the rows of the budget."""
    found = re.findall(r"^(\w+)\s+([\d,]+) rows.*?check ([\d.]+) s", text, re.MULTILINE)
    kind, rows, seconds = max(found, key=lambda one: float(one[2]))
    scaled = float(seconds) * _LIST_ROWS / int(rows.replace(",", ""))
    yield Figure(LISTS, scaled, f"{scaled:.1f} s ({rows} rows of {kind}, the slower format: {seconds} s)")


Reader = Callable[[str], Iterator[Figure]]


def _need(pattern: str, text: str) -> re.Match[str]:
    found = re.search(pattern, text)
    if found is None:
        raise SystemExit(f"{pattern!r} is not in:\n{text}")
    return found


def _last_row(text: str) -> list[str]:
    """The cells of the last line of a table whose first cell is a number."""
    lines = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines()]
    return next(one for one in reversed(lines) if one[0][:1].isdigit())
