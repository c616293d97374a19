"""A pytest plug-in for `mutation_sample`: collects once, then tries each mutant in a fork of the process.

What is read from `READINESS_MUTANTS`: a JSON list of {path, mutated, tests, seconds}: the file, its mutated
text, ids of tests in the order to run them, and seconds of a processor the mutant may take. What is written
to `READINESS_OUTCOMES`: a word a line, in that order: `killed`, `lived`, or `timeout`: killed, since it never
ended.

A mutant inside functions is put into the functions that are already loaded; one outside them (a constant, a
default, a field) needs everything imported anew, so pytest is started for it. The file is changed on the disk
too, for processes that read documents. Needs fork, so Linux or macOS.
"""

from __future__ import annotations

import functools
import gc
import json
import math
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import hypothesis
import pytest

_Cached = type(functools.cache(len))

_MEMORY = 6 * 1024**3
"""Bytes of address space a mutant may take: one that never stops collecting must not take all there is."""


_PATIENCE = 10
"""Seconds by the clock for one of a processor: the computer may be busy with other things."""


def pytest_configure() -> None:
    """A random test that fails has done its work: it need not look for a smaller example, nor remember it."""
    hypothesis.settings.register_profile(
        "mutants",
        phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        deadline=None,
    )
    hypothesis.settings.load_profile("mutants")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try the mutants instead of running the tests."""
    items = {item.nodeid: item for item in session.items}
    mutants = json.loads(Path(os.environ["READINESS_MUTANTS"]).read_text(encoding="utf-8"))
    _warm(session.items)
    for mutant in mutants[:: max(len(mutants) // 4, 1)]:
        chosen = [items[test] for test in mutant["tests"] if test in items]
        if chosen and _try_in_fork({}, chosen, mutant["seconds"]) != "lived":
            pytest.exit(
                f"The program unchanged is not passed by the tests of {mutant['path']}.", returncode=1
            )
    with Path(os.environ["READINESS_OUTCOMES"]).open("w", encoding="utf-8") as outcomes:
        for mutant in mutants:
            outcome = _try(mutant, items)
            outcomes.write(f"{outcome}\n")
            outcomes.flush()
    return True


def _warm(items: list[pytest.Item]) -> None:
    """Run the first test, so that what is made once for a session is there before the forks."""
    if len(items) > 1:
        items[0].ihook.pytest_runtest_protocol(item=items[0], nextitem=items[1])


def _try(mutant: dict[str, Any], items: dict[str, pytest.Item]) -> str:
    path = Path(mutant["path"])
    text = path.read_text(encoding="utf-8")
    swapped = swapped_code(text, mutant["mutated"], str(path.resolve()))
    chosen = [items[test] for test in mutant["tests"] if test in items]
    if not chosen:
        return "lived"
    with _changed(path, mutant["mutated"]):
        if swapped is None:
            return _try_anew([item.nodeid for item in chosen], mutant["seconds"])
        return _try_in_fork(swapped, chosen, mutant["seconds"])


@contextmanager
def _changed(path: Path, mutated: str) -> Iterator[None]:
    """The mutant on the disk; afterwards text and times as they were, so that what is compiled counts."""
    text, times = path.read_bytes(), path.stat()
    path.write_text(mutated, encoding="utf-8")
    try:
        yield
    finally:
        path.write_bytes(text)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def swapped_code(text: str, mutated: str, path: str) -> dict[CodeType, CodeType] | None:
    """Code of functions and what it becomes; None when something outside functions differs, too."""
    swapped: dict[CodeType, CodeType] = {}
    try:
        old, new = compile(text, path, "exec"), compile(mutated, path, "exec")
    except SyntaxError:
        return None
    return swapped if _same_but_functions(old, new, swapped) else None


def _same_but_functions(old: CodeType, new: CodeType, swapped: dict[CodeType, CodeType]) -> bool:
    """Compare a module or a class with its mutant, and note the functions in it that differ."""
    if (old.co_code, old.co_names, len(old.co_consts)) != (new.co_code, new.co_names, len(new.co_consts)):
        return False
    for was, is_now in zip(old.co_consts, new.co_consts, strict=True):
        if not isinstance(was, CodeType) or not isinstance(is_now, CodeType):
            if type(was) is not type(is_now) or was != is_now:
                return False
        elif was.co_flags & 0x2:  # a function; a class's body is none
            if was != is_now:
                if was.co_freevars != is_now.co_freevars:
                    return False
                swapped[was] = is_now
        elif not _same_but_functions(was, is_now, swapped):
            return False
    return True


def _try_in_fork(swapped: dict[CodeType, CodeType], chosen: list[pytest.Item], seconds: float) -> str:
    folder = tempfile.mkdtemp(prefix="mutant")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            _settle(folder, chosen[0].config, seconds)
            _swap(swapped)
            status = _run(chosen)
        finally:
            os._exit(status)
    outcome = _wait(child, seconds)
    _end_group(child)
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _settle(folder: str, config: pytest.Config, seconds: float) -> None:
    """A group, memory, silence and a place for files of its own."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 5))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    config._tmp_path_factory._basetemp = Path(folder)  # type: ignore[attr-defined] # noqa: SLF001 - pytest has no way to set it later
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def _swap(swapped: dict[CodeType, CodeType]) -> None:
    """Give every function that has the code the mutant's, and let the program forget what it worked out."""
    for thing in gc.get_objects():
        if type(thing) is FunctionType and thing.__code__ in swapped:
            thing.__code__ = swapped[thing.__code__]
        elif type(thing) is _Cached and str(getattr(thing, "__module__", "")).startswith("readiness"):
            thing.cache_clear()


class _Verdict:
    """Hears of each report, and remembers whether a test failed."""

    failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        self.failed = self.failed or report.failed


def _run(chosen: list[pytest.Item]) -> int:
    """1 when a test fails, as soon as it does; 0 when none does."""
    verdict = _Verdict()
    chosen[0].config.pluginmanager.register(verdict)
    # What the first test of all left set up for its next is cleared away, or the chosen one fails for it
    chosen[0].session._setupstate.teardown_exact(chosen[0])  # noqa: SLF001 - pytest has no public way
    for item, following in zip(chosen, [*chosen[1:], None], strict=True):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        if verdict.failed:
            return 1
    return 0


def _wait(child: int, seconds: float) -> str:
    ends = time.monotonic() + _PATIENCE * seconds
    pause = 0.005
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            is_endless = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
            return "timeout" if is_endless else "lived" if status == 0 else "killed"
        time.sleep(pause)
        pause = min(pause * 1.2, 0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timeout"


def _end_group(leader: int) -> None:
    """End what a test of the mutant left running."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _try_anew(tests: list[str], seconds: float) -> str:
    wanted = Path(tempfile.mkdtemp(prefix="mutant")) / "wanted.txt"
    wanted.write_text("\n".join(tests), encoding="utf-8")
    command = (
        sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=16",
        f"--basetemp={wanted.parent / 'tmp'}", f"@{wanted}",
    )  # fmt: skip
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    running = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return "lived" if running.wait(_PATIENCE * (seconds + 20)) == 0 else "killed"
    except subprocess.TimeoutExpired:
        return "timeout"
    finally:
        _end_group(running.pid)
        running.wait()
        shutil.rmtree(wanted.parent, ignore_errors=True)
