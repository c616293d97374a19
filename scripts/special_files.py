"""Every command against files, places and values that are none: what is not told in three lines is printed.

    python scripts/special_files.py
    python scripts/special_files.py --part paths --command "sef import" --all

Run by hand on Linux, as root for the part about rights. The commands and their parameters come from the
command line itself, so that a new one is tried without being named. Each line runs in a process of its own
with 90 s and 3 GB on a copy of the worked example. It must end by itself with code 0 to 4, without a
traceback, and a refusal must be at most three lines, the first beginning with Error. Parts:

- paths: a pipe, socket, folder, device, endless file, link to itself, unreadable file and more for every path
- outputs: standard output full or closed
- homes: no home, a home that is a file or may not be written, a working folder that is gone
- workspaces: each file and folder of a workspace replaced by something else
- values: absurd dates, numbers and words for every other parameter

Exits 1 when anything is printed.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib
import os
import pkgutil
import resource
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import typer

import readiness
from readiness.cli.app import app, main
from readiness.workspace.example import copy_example

SECONDS = 90
LINES_OF_AN_ERROR = 3
MOST_TOLD, MOST_PRINTED = 20_000, 5_000_000
"""Characters of messages and of output."""
WORD_SHOWN = 60
LEFT_OUT = {"serve": "it waits for browsers, which tests/web tries"}

PATHS = {"FILE", "DIR", "FOLDER", "PATH", "FILE_OR_URL", "FILE_OR_NUMBER", "FILE..."}
"""What a parameter is called in the help when it names a path."""
PATH_OPTIONS = {"--output", "--template", "--write-map", "--map", "--internal", "--cover"}

WORDS = {
    "ID": "E0001", "CRITERION": "A1", "KIND": "strength", "TEXT": "Words.", "WORDS": "Words.",
    "TARGET": "A1", "TARGET...": "A1", "DATE": "2026-11-01", "NAME": "before", "EVENT": "on-site",
    "TITLE": "A title", "OLD": "R. Shah", "NEW": "K. Ali", "[ID]... AGENCY": "LA", "AGENCY": "LA",
    "A": "before", "ID...": "E0001", "WORDS...": "waits", "FIELD=VALUE": "title=x", "[VERB]": "list",
}  # fmt: skip
"""What a parameter that must be given is given, by what the help calls it."""
IDS = {
    "statement": "S0001", "plan": "P0001", "recommendations": "R0001", "measures": "M0001",
    "strategy": "ST0001", "priority": "PR0001", "workstream": "WS0001", "handover": "H0001",
    "requests": "1.1", "frameworks": "area-send-2023",
}  # fmt: skip
"""An id of the right kind, by the group a command is in."""

VALUES = (
    "", " ", "0001-01-01", "9999-12-31", "2026-02-30", "31 December 99999999999", "-1", "0", "9" * 5000,
    "1e400", "nan", "\uff12\uff10\uff12\uff16-01-01", "\u0660", "0x10", "1" + "0" * 40, "-0", "inf",
    "today - 99999999 days", "9999-12-31 23:59", "\u202eabc", "\x1b[31mred", "x" * 100_000, "\udcff",
    "[bold]", "=1+1",
)  # fmt: skip


@dataclass(slots=True)
class Command:
    """A command of the program: its words, its parameters."""

    words: tuple[str, ...]
    parameters: tuple[Any, ...]

    @property
    def name(self) -> str:
        """As it is typed."""
        return " ".join(self.words)


@dataclass(slots=True)
class Found:
    """What came of all lines."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def commands() -> list[Command]:
    """Every command but those left out."""

    def below(command: Any, words: tuple[str, ...]) -> Iterator[Command]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield Command(words, tuple(one for one in command.params if one.name != "help"))
            return
        for name, one in inner.items():
            yield from below(one, (*words, name))

    every = below(typer.main.get_command(app), ())
    return [command for command in every if command.name not in LEFT_OUT]


def is_path(parameter: Any) -> bool:
    """Whether a parameter names a file or a folder."""
    return (parameter.metavar or "") in PATHS or bool(PATH_OPTIONS & set(parameter.opts))


def is_flag(parameter: Any) -> bool:
    """Whether it stands alone."""
    return bool(getattr(parameter, "is_flag", False))


def line_of(command: Command, world: Path, instead: Any = None, value: str = "") -> list[str]:
    """A command line with what must be given, and one parameter as wished."""
    options: list[str] = []
    arguments: list[str] = []
    wished_place = 0
    given = [one for one in command.parameters if one.param_type_name == "argument"]
    if instead is not None and instead in given:
        wished_place = given.index(instead) + 1
    for place, one in enumerate(given, start=1):
        if one is instead:
            arguments.append(value)
        elif one.required or place < wished_place:
            arguments.append(_plain(command, one, world))
    for one in command.parameters:
        if one.param_type_name == "argument":
            continue
        if one is instead:
            options.append(f"{one.opts[-1]}={value}" if one.opts[-1].startswith("--") else value)
        elif one.required:
            options.append(f"{one.opts[-1]}={_plain(command, one, world)}")
    if command.name == "pack build" and not any(word.startswith("--override") for word in options):
        options.append("--override=rehearsal")
    return [*command.words, *options, "--", *arguments] if arguments else [*command.words, *options]


def _plain(command: Command, parameter: Any, world: Path) -> str:
    metavar = parameter.metavar or ""
    if is_path(parameter) or "--output" in parameter.opts:
        if "--output" in parameter.opts:
            return str(world / "out.docx")
        return str(world / ("folder" if metavar in {"DIR", "FOLDER"} else "plain.docx"))
    if metavar == "ID" or (metavar == "[ID]" and parameter.required):
        return IDS.get(command.words[0], "E0001")
    return WORDS.get(metavar, "2026-11-01" if parameter.opts[-1] in {"--from", "--to"} else "x")


def special_paths(world: Path) -> dict[str, str]:
    """Paths that are no ordinary file, by what they are."""
    place = world / "special"
    place.mkdir()
    for suffix in ("docx", "xlsx", "yaml", "zip"):
        os.mkfifo(place / f"pipe.{suffix}")
        (place / f"endless.{suffix}").symlink_to("/dev/zero")
        (place / f"full.{suffix}").symlink_to("/dev/full")
        (place / f"folder.{suffix}").mkdir()
        (place / f"loop.{suffix}").symlink_to(place / f"loop.{suffix}")
        (place / f"dangling.{suffix}").symlink_to(place / "nowhere" / f"a.{suffix}")
        (place / f"empty.{suffix}").touch()
        (place / f"locked.{suffix}").write_bytes(b"PK")
        (place / f"locked.{suffix}").chmod(0)
        with socket.socket(socket.AF_UNIX) as sock:
            sock.bind(str(place / f"sock.{suffix}"))
    (place / "shut").mkdir(mode=0)
    names = ("pipe", "endless", "full", "folder", "loop", "dangling", "empty", "locked", "sock")
    made = {
        f"{name}.{end}": str(place / f"{name}.{end}")
        for name in names
        for end in ("docx", "xlsx", "yaml", "zip")
    }
    return made | {
        "below a file": str(world / "plain.docx" / "a.docx"), "nothing": str(place / "nothing.docx"),
        "in a shut folder": str(place / "shut" / "a.docx"), "too long": str(place / ("x" * 300)),
        "too deep": "/".join(["a" * 200] * 40), "no bytes": str(place / "bad\udcff.docx"),
        "empty name": "", "a dot": ".", "the root": "/proc", "memory": "/proc/self/mem",
        "terminal": "/dev/tty", "standard input": "/dev/stdin", "a dash": "-",
        "the workspace": str(world / "area"), "main file": str(world / "area" / "readiness.json"),
        "home sign": "~nobodyatall/x.docx",
    }  # fmt: skip


def run(
    words: list[str], world: Path, *, before: Callable[[], None] | None = None, output: str = "file"
) -> tuple[int | str, str, str]:
    """Run a line in a process of its own; its exit code (or a word), what it printed and told."""
    printed, told = world / "printed", world / "told"
    child = os.fork()
    if not child:
        _as_child(words, printed, told, before, output)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code: int | str = os.waitstatus_to_exitcode(status)
            break
        time.sleep(0.005)
    else:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        code = "never ended"
    texts = [path.read_text("utf-8", "replace") if path.exists() else "" for path in (printed, told)]
    return code, texts[0], texts[1]


def _as_child(
    words: list[str], printed: Path, told: Path, before: Callable[[], None] | None, output: str
) -> None:
    """Never returns."""
    code = 99
    try:
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))
        os.dup2(os.open("/dev/null", os.O_RDONLY), 0)
        target = "/dev/full" if output == "full" else str(printed)
        os.dup2(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), 1)
        os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), 2)
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", errors=errors)  # noqa: PTH123, SIM115 - descriptors; the process ends
            for number, mode, errors in ((0, "r", "strict"), (1, "w", "strict"), (2, "w", "backslashreplace"))
        )
        os.chdir(told.parent / "folder")
        if before is not None:
            before()
        if output == "closed":
            os.close(1)
        code = main(words)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 98
    except BaseException as error:  # noqa: BLE001 - told to the parent
        os.write(2, f"ESCAPED {type(error).__name__}: {error}\n".encode("utf-8", "replace"))
    finally:
        os._exit(code)


def fault_in(code: int | str, told: str) -> str:
    """What is not as it must be; empty when all is."""
    if code not in {0, 1, 2, 3, 4}:
        return f"code {code}"
    if "Traceback" in told or "ESCAPED" in told:
        return "a traceback"
    if code in {2, 3, 4}:
        lines = told.strip().splitlines()
        start = next((number for number, line in enumerate(lines) if line.startswith("Error: ")), None)
        if start is None:
            return "no word of error"
        if len(lines) - start > LINES_OF_AN_ERROR:
            return f"{len(lines) - start} lines"
    if len(told) > MOST_TOLD:
        return f"{len(told)} characters told"
    return ""


def as_anybody() -> None:
    """Without the right of root to read and write what it may not (Linux)."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capget(header, held):
        raise OSError(ctypes.get_errno(), "capget")
    for place in (0, 1):
        held[place] &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    if libc.capset(header, held):
        raise OSError(ctypes.get_errno(), "capset")


class Trial:
    """A world with the worked example, and what came of all that was tried in it."""

    def __init__(self, folder: Path, *, shows_all: bool) -> None:
        """Make the world; everybody may write in it, so that the part about rights tells something."""
        self.folder, self.shows_all, self.found = folder, shows_all, Found()
        self.home = folder / "home"
        self.home.mkdir()
        os.environ["HOME"] = str(self.home)
        self.master = copy_example(folder / "master" / "area")
        for line in (("snapshot", "take", "before"), ("notice", "start", "--received", "2026-11-20 09:15")):
            main(["-w", str(self.master), *line])
        _open_to_all(folder)

    def fresh(self) -> Path:
        """A new world: an area, a plain file, a folder."""
        world = self.folder / "world"
        _remove(world)
        world.mkdir()
        shutil.copytree(self.master, world / "area", symlinks=True)
        (world / "plain.docx").write_bytes(b"no document")
        (world / "folder").mkdir()
        _open_to_all(world)
        return world

    def try_line(self, part: str, what: str, words: list[str], world: Path, **more: Any) -> None:
        """Run a line on the world's workspace and judge it."""
        code, printed, told = run(["-w", str(world / "area"), *words], world, **more)
        self.found.counts[part] += 1
        fault = fault_in(code, told)
        if len(printed) > MOST_PRINTED:
            fault = fault or f"{len(printed)} characters printed"
        if fault:
            shown = " ".join(word[:WORD_SHOWN] for word in words)
            self.found.faults.append(f"{part}: {what}: {shown!r}: {fault}")
            print(f"{self.found.faults[-1]}\n    {told.strip()[:600]!r}", flush=True)
        elif self.shows_all:
            print(f"{part}: {what}: {words!r}: {code} {told.strip()[:300]!r}", flush=True)


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o777 if path.is_dir() else 0o666)


def _remove(folder: Path) -> None:
    if folder.exists():
        for path in folder.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o700)
        shutil.rmtree(folder)


def try_paths(trial: Trial, chosen: list[Command]) -> None:
    """Everything that is no ordinary file, for every path."""
    for command in chosen:
        paths = [one for one in command.parameters if is_path(one)]
        if not paths:
            continue
        for parameter in paths:
            world = trial.fresh()
            for what, path in special_paths(world).items():
                trial.try_line(
                    "paths", what, line_of(command, world, parameter, path), world, before=as_anybody
                )
    world = trial.fresh()
    for what, path in special_paths(world).items():
        for words in (
            ["status"], ["gaps"], ["doctor"], ["init", "--area", "x", path], ["backup"], ["take-over"],
        ):  # fmt: skip
            trial.try_line("paths", f"-w {what}", [*words, "-w", path], world, before=as_anybody)


def try_outputs(trial: Trial, chosen: list[Command]) -> None:
    """Nobody takes what is printed."""
    for command in chosen:
        world = trial.fresh()
        for output in ("full", "closed"):
            for more in ([], ["--json"], ["--plain"]):
                trial.try_line("outputs", output, [*more, *line_of(command, world)], world, output=output)


def try_homes(trial: Trial, chosen: list[Command]) -> None:
    """No home, one that is a file, one that may not be written, and a working folder that is gone."""

    def without() -> None:
        for name in [name for name in os.environ if name == "HOME" or name.startswith("XDG_")]:
            del os.environ[name]
        as_anybody()

    def as_file() -> None:
        os.environ["HOME"] = str(trial.folder / "world" / "plain.docx")
        as_anybody()

    def shut() -> None:
        place = Path(tempfile.mkdtemp(dir=trial.folder))
        place.chmod(0o500)
        os.environ["HOME"] = str(place / "none")
        as_anybody()

    def gone() -> None:
        place = Path(tempfile.mkdtemp())
        os.chdir(place)
        place.rmdir()

    for command in chosen:
        world = trial.fresh()
        for before in (without, as_file, shut, gone):
            trial.try_line("homes", before.__name__, line_of(command, world), world, before=before)
        code, _, told = run(line_of(command, world), world, before=gone)
        trial.found.counts["homes"] += 1
        if fault := fault_in(code, told):
            trial.found.faults.append(f"homes: gone, no -w: {command.name}: {fault}")
            print(f"{trial.found.faults[-1]}\n    {told.strip()[:600]!r}", flush=True)


def _pipe(path: Path) -> None:
    os.mkfifo(path, 0o666)


def _folder(path: Path) -> None:
    (path / "x").mkdir(parents=True)


def _other_bytes(path: Path) -> None:
    path.write_bytes(b"\xff\x00 no such thing")


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _shut(path: Path) -> None:
    path.mkdir()
    path.chmod(0)


OWN_NAMES = (
    "readiness.json", "readiness.journal", "readiness.lock", "readiness.writer", "history", "evidence",
    "frameworks", "frameworks/pinned", "snapshots", "drafts", "reports", "exports", "backups",
)  # fmt: skip


def try_workspaces(trial: Trial, chosen: list[Command]) -> None:
    """Each file and folder of a workspace as something else."""
    for name in OWN_NAMES:
        for make in (_pipe, _folder, _other_bytes, _endless, _loop, _shut):
            for command in chosen:
                world = trial.fresh()
                path = world / "area" / name
                if path.is_dir():
                    shutil.rmtree(path)
                path.unlink(missing_ok=True)
                path.parent.mkdir(exist_ok=True)
                make(path)
                what, words = f"{name} {make.__name__[1:]}", line_of(command, world)
                trial.try_line("workspaces", what, words, world, before=as_anybody)


def try_values(trial: Trial, chosen: list[Command]) -> None:
    """Absurd values for whatever takes one."""
    for command in chosen:
        takers = [one for one in command.parameters if not is_flag(one)]
        for parameter in takers:
            world = trial.fresh()
            for value in VALUES:
                trial.try_line("values", parameter.opts[-1], line_of(command, world, parameter, value), world)
    world = trial.fresh()
    for value in VALUES:
        for words in (
            ["--as-at", value, "gaps"],
            ["--user", value, "area", "set", "--name", "X"],
            ["-w", value, "status"],
        ):
            trial.try_line("values", words[0], words, world)


PARTS: dict[str, Callable[[Trial, list[Command]], None]] = {
    "paths": try_paths,
    "outputs": try_outputs,
    "homes": try_homes,
    "workspaces": try_workspaces,
    "values": try_values,
}

ONCE = {
    "status", "gaps", "doctor", "backup", "undo", "statement add", "statement list", "evidence list",
    "evidence find", "history", "snapshot take", "sef export", "pack build", "frameworks list", "erase",
    "evidence reread", "evidence check", "report library find",
}  # fmt: skip
"""The commands the part about workspaces is tried with: each way into one."""


def trials() -> int:
    """Try what is asked for, print what is wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=sorted(PARTS), action="append")
    parser.add_argument("--command", action="append", help="only these; may be repeated")
    parser.add_argument("--all", action="store_true", help="print every line with its answer")
    given = parser.parse_args()
    for module in pkgutil.walk_packages(readiness.__path__, "readiness."):
        if not module.name.endswith("__main__") and ".web" not in module.name:
            importlib.import_module(module.name)  # once for all processes
    every = commands()
    chosen = [one for one in every if not given.command or one.name in given.command]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        trial = Trial(Path(folder), shows_all=given.all)
        for part in given.part or PARTS:
            inside = [one for one in chosen if part != "workspaces" or given.command or one.name in ONCE]
            PARTS[part](trial, inside)
            print(f"{part}: {trial.found.counts[part]} lines tried", flush=True)
        _remove(Path(folder) / "world")
    print(
        f"{trial.found.counts.total()} lines of {len(chosen)} commands, "
        f"{len(trial.found.faults)} not told as they must be"
    )
    return 1 if trial.found.faults else 0


if __name__ == "__main__":
    raise SystemExit(trials())
