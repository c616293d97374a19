"""The runner reads the figures out of what each benchmark prints, and judges them by the budget."""

from __future__ import annotations

import pytest

from benchmarks.figures import Budget, Figure, Reader, paint
from benchmarks.run import BENCHMARKS, ROOT, page

PRINTED = {
    "bench_startup": "bare interpreter    43.8 ms  1.00 x\n--version    91.5 ms     2.09 x   (median of 5)\n",
    "bench_paint": (
        "hello-world Textual     216 ms   1.00 x   (median of 9)\n"
        "readiness,    200 items     310 ms   1.44 x   within budget; rows at 470 ms, 2.18 x\n"
        "readiness, 20,000 items     350 ms   1.62 x   OVER BUDGET; rows at 900 ms, 4.17 x\n"
        "Harlequin 2.17.0       1432 ms   6.63 x   rows at 1711 ms, 7.92 x\n"
        "Toolong 1.5.0           320 ms   1.48 x   rows at 320 ms, 1.48 x\n"
        "ours to Harlequin            0.24 x   first paint, our slowest\n"
        "ours to Toolong              1.09 x   first paint, our slowest\n"
    ),
    "bench_responsive": (
        "   200 items: longest stall   80.5 ms (budget 150), idle 0.30 % of a processor (budget 0.5)\n"
        "10,000 items: longest stall  120.0 ms (budget 150), idle 0.20 % of a processor (budget 0.5)\n"
    ),
    "bench_serve": (
        "the worked example, 28 November 2026, load 0.3\n"
        "  1 people: first screen 1.94 s, slowest 1.94 s; key 7 ms, 95 of 100 within 61 ms; each 82 MB, "
        "the server 42 MB\n"
        " 20 people: first screen 2.0 s, slowest 9.2 s; key 4 ms, 95 of 100 within 64 ms; each 67 MB, "
        "the server 37 MB\n"
    ),
    "bench_store": (
        "| records | ours | SQLite WAL | SQLite DELETE | stock TinyDB | ours / SQLite WAL | stock / ours |\n"
        "|---:|---:|---:|---:|---:|---:|---:|\n| 1,000 | 4.21 | 3.90 | 16.01 | 43.98 | 1.08 | 10 |\n"
        "| 10,000 | 4.50 | 3.90 | 16.01 | 440.0 | 1.15 | 98 |\n"
    ),
    "bench_history": (
        "1,000 records imported in one change; times in ms\n  import in the journal\n"
        "    newest hundred changes     90.0 best     95.0 median\n"
        "100,000 records imported in one change; times in ms\n  import in the journal\n"
        "    newest hundred changes     11.7 best     18.5 median\n"
        "    undo                       18.7 best     34.7 median\n"
        "    redo                       22.5 best     32.2 median\n  import in the history folder\n"
        "    newest hundred changes      2.5 best      7.5 median\n"
        "    undo                       53.9 best     64.4 median\n"
    ),
    "bench_checks": (
        "10,000 evidence, 50,000 links, 22,732 gaps; times in ms\n"
        "  both ends of every link          10.3 best     13.4 median     10.2 processor\n"
        "  index and every check           707.5 best    939.0 median    640.9 processor   94 x\n"
        "  re-date an item of evidence      60.5 best     71.6 median     66.0 processor\n"
        "  add a link                       14.7 best     15.3 median     15.3 processor\n"
        "100,000 evidence, 500,000 links, 222,732 gaps; times in ms\n"
        "  index and every check          8707.5 best   9939.0 median   9640.9 processor   94 x\n"
        "  add a link                       94.7 best     95.3 median     95.3 processor\n"
    ),
    "bench_search": "documents | build s\n    1,000 |  11.8 |  13.0 |   10.9 |  43.1 | 's'  |  12.8 | 0.85\n",
    "bench_matching": (
        "1,000 choices: slowest keystroke 2.1 ms (budget 50; 2.0 of processor)\n"
        "20,000 choices x 600 characters, made ready in 1.21 s (best of 3 rounds)\n"
        "  typed 'zzzz'                       4.1 ms,   4.0 of processor       0 fit\n"
        "20,000 choices: slowest keystroke 38.5 ms (budget 50; 36.0 of processor)\n"
    ),
    "bench_sef": (
        "statements  export s  python-docx s  ratio\n"
        "       300     0.806          1.298   0.62\n       600     1.540          2.122   0.73\n"
    ),
    "bench_pack": (
        "535 files, 100 MB, best of 5 rounds\ncopy and hash once      2.91 s    1.00 x       34 MB/s\n"
        "pack as folder          3.74 s    1.29 x       27 MB/s\npack as zip    1.87 s  0.64 x   54 MB/s\n"
    ),
    "bench_lists": (
        "xlsx  5,000 rows x 21: check 2.67 s, read only 0.78 s, ratio 3.4, peak 52 MB\n"
        "csv   5,000 rows x 21: check 0.43 s, read only 0.02 s, ratio 61.9, peak 50 MB\n"
    ),
}
EXPECTED = {
    "bench_startup": [(2.09, True)],
    "bench_paint": [(1.62, False), (1.09, False)],
    "bench_responsive": [(120.0, True), (0.3, True)],
    "bench_serve": [(67, True)],
    "bench_store": [(1.15, True), (98.0, True)],
    "bench_history": [(11.7, True), (53.9, False)],
    "bench_checks": [(707.5, True), (60.5, False)],
    "bench_search": [(10.9, True)],
    "bench_matching": [(38.5, True)],
    "bench_sef": [(0.806, True)],
    "bench_pack": [(1.29, True)],
    "bench_lists": [(26.7, False)],
}


@pytest.mark.parametrize(("name", "read"), [(one.name, one.read) for one in BENCHMARKS])
def test_the_worst_figure_is_read_and_judged(name: str, read: Reader) -> None:
    """Of several sizes or forms the slowest counts."""
    assert [(one.value, one.is_met) for one in read(PRINTED[name])] == EXPECTED[name]


def test_a_peer_that_could_not_be_installed_is_no_figure() -> None:
    """The reason stands among what was printed; no ratio is made up."""
    lines = [one for one in PRINTED["bench_paint"].splitlines() if not one.startswith("ours to")]
    figures = list(paint("\n".join([*lines, "Toolong 1.5.0 is left out: pip could not install it"])))

    assert [one.value for one in figures] == [1.62]


def test_every_benchmark_is_run_by_the_one_command() -> None:
    """No script is forgotten, and each has its reader."""
    scripts = {one.stem for one in (ROOT / "benchmarks").glob("bench_*.py")}

    assert {one.name for one in BENCHMARKS} == scripts == set(PRINTED)


def test_other_words_are_told_not_guessed() -> None:
    """A benchmark that prints something else stops the run with what it printed."""
    with pytest.raises(SystemExit, match="nothing of the kind"):
        list(BENCHMARKS[0].read("nothing of the kind"))


def test_the_page_shows_every_figure_with_its_command() -> None:
    """One row a figure, met or not, and all that was printed below."""
    found = {one: list(one.read(PRINTED[one.name])) for one in BENCHMARKS}
    text = page(found, {one: PRINTED[one.name] for one in BENCHMARKS}, 5.0)

    assert text.count("| **no** |") == 5
    assert text.count("| yes |") == 12
    assert "`python -m benchmarks.bench_store 1000 10000`" in text
    assert all(printed in text for printed in PRINTED.values())


def test_a_floor_is_met_from_above() -> None:
    """Some budgets are to be reached, not kept under."""
    floor = Budget("x", ">= 20", 20, is_floor=True)

    assert Figure(floor, 20, "").is_met
    assert not Figure(floor, 19, "").is_met
