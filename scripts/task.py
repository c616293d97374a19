r"""One command for each thing done with this folder; it makes its own environment and says what it does.

    python3 scripts/task.py demo     the main job on the worked example, from evidence to a data pack
    python3 scripts/task.py test     the tests
    python3 scripts/task.py          all it can do

On Windows ``py scripts\task.py demo``. Needs Python and nothing else: the libraries go into ``.venv`` in this
folder, once, and again when ``pyproject.toml`` changes. Written so that a Python that is too old can still
read it and say so: hence the annotations in quotation marks, and nothing newer than Python 3.6.
"""

import glob
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = os.name == "nt"
CALL = r"py scripts\task.py" if WINDOWS else "python3 scripts/task.py"
NO_NETWORK = re.compile(
    "NewConnectionError|NameResolutionError|Name or service not known|getaddrinfo|Temporary failure in name"
    "|timed out|ProxyError|SSLError|No matching distribution|Connection refused|Max retries"
)


class Where(NamedTuple):
    """The two folders a task may write to."""

    venv: "Path"
    out: "Path"


class TaskError(Exception):
    """What went wrong and what to do, in words for whoever typed the command."""


def say(text: "str") -> "None":
    """Tell what is being done, apart from what the program itself prints."""
    print("-- " + text, flush=True)


def run(command: "list[str]", venv: "Path") -> "int":
    """Run a command in this folder as the environment's own programs would; its exit code."""
    binaries = python_of(venv).parent
    environment = dict(os.environ, PATH=str(binaries) + os.pathsep + os.environ.get("PATH", ""))
    environment["PYTHONPATH"] = str(ROOT)  # this folder's sources, wherever the folder has been moved to
    program = shutil.which(command[0], path=environment["PATH"]) or command[0]
    return subprocess.call([program, *command[1:]], cwd=str(ROOT), env=environment)


# Which Python


def named_pythons() -> "list[tuple[int, int]]":
    """The versions `pyproject.toml` says the program runs on, oldest first."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return sorted((3, int(minor)) for minor in re.findall(r"Python :: 3\.(\d+)\"", project))


def version_of(python: "str") -> "tuple[int, int] | None":
    """The version of an interpreter that can make environments; None for one that cannot or does not run."""
    ask = "import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1])"
    try:
        told = subprocess.check_output([python, "-I", "-c", ask], stderr=subprocess.DEVNULL, timeout=30)
        major, minor = told.split()
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return int(major), int(minor)


def found_pythons() -> "list[str]":
    """An interpreter for each named version that is on this computer, oldest first."""
    found = {}
    for major, minor in named_pythons():
        name = "python%d.%d" % (major, minor)  # noqa: UP031 - read by Pythons of any age
        pyenv = os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
        places = [str(sys.executable), shutil.which(name) or ""]
        places += sorted(glob.glob(os.path.join(pyenv, "versions", "*", "bin", name)))  # noqa: PTH118, PTH207 - the same
        for python in filter(None, places):
            if (major, minor) not in found and version_of(python) == (major, minor):
                found[major, minor] = python
    return [found[version] for version in sorted(found)]


def hand_over() -> "int | None":
    """When this Python is too old, start again with one that is not; None when this one will do.

    Raises:
        TaskError: There is none.
    """
    oldest = named_pythons()[0]
    here = (sys.version_info[0], sys.version_info[1])
    if here >= oldest:
        return None
    better = found_pythons()
    if not better:
        raise TaskError(
            f"This is Python {here[0]}.{here[1]}, and the program needs {oldest[0]}.{oldest[1]} or later.\n"
            "Install one from https://www.python.org/downloads/ and give the same command again."
        )
    say(f"This is Python {here[0]}.{here[1]}, which is too old; going on with {better[-1]}")
    return subprocess.call([better[-1], *sys.argv])


# The environment


def python_of(venv: "Path") -> "Path":
    """The interpreter of an environment."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def make_environment(venv: "Path") -> "None":
    """Make the environment, or make it anew when its Python does not run any more.

    Raises:
        TaskError: This Python cannot make one, or something else stands in its place.
    """
    version = version_of(str(python_of(venv)))
    if version is not None and version >= named_pythons()[0]:
        return
    if venv.exists():
        if any(venv.iterdir()) and not (venv / "pyvenv.cfg").is_file():
            raise TaskError(f"{venv} is no Python environment.\nMove it away, and try again.")
        say(f"The environment in {venv} does not run here any more: making it anew")
        shutil.rmtree(str(venv))
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise TaskError(
            "This Python cannot make environments: its module `venv` or `ensurepip` is missing.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv. Elsewhere install Python from "
            "https://www.python.org/downloads/. Then give the same command again."
        )
    say(f"Making a Python environment in {venv}")
    if subprocess.call([sys.executable, "-m", "venv", str(venv)]) != 0:
        raise TaskError(
            f"The environment could not be made in {venv}; what Python said stands above.\n"
            "Is there room on the disk, and may you write to this folder?"
        )


def stamp_for(extras: "list[str]") -> "dict[str, object]":
    """What an installation depends on: when it is the same, there is nothing to install."""
    project = (ROOT / "pyproject.toml").read_bytes()
    return {"pyproject": hashlib.sha256(project).hexdigest(), "folder": str(ROOT), "extras": sorted(extras)}


def install(venv: "Path", extras: "list[str]") -> "None":
    """Install the program and its libraries, unless that has been done for this `pyproject.toml`.

    Raises:
        TaskError: pip failed.
    """
    stamp = venv / "installed.json"
    try:
        before = json.loads(stamp.read_text(encoding="utf-8"))
        known = set(before["extras"])
    except (OSError, ValueError, KeyError, TypeError):
        before, known = {}, set()
    wanted = stamp_for(sorted(known | set(extras)))
    if before == wanted:
        return
    say(f"Installing the libraries into {venv} (once; a minute or two)")
    target = ".[{}]".format(",".join(sorted(known | set(extras)))) if known | set(extras) else "."
    pip = subprocess.Popen(  # its words are kept to be shown when it fails
        [str(python_of(venv)), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", target],
        cwd=str(ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    told = pip.communicate()[0]
    if pip.returncode != 0:
        raise TaskError(what_pip_said(told))
    stamp.write_text(json.dumps(wanted), encoding="utf-8")


def what_pip_said(told: "str") -> "str":
    """The end of what pip printed, and what to do about it."""
    remedy = "What pip said stands above; give the same command again when it is put right."
    if NO_NETWORK.search(told):
        remedy = (
            "The package registry could not be reached. Behind a proxy, set HTTPS_PROXY and try again;\n"
            "without any network, docs/installing.md says how to install from a folder of files."
        )
    return "{}\nThe libraries could not be installed.\n{}".format("\n".join(told.splitlines()[-12:]), remedy)


# What can be asked for


def demo(where: "Where", arguments: "list[str]") -> "int":
    """Do the main job on the worked example in build/demo, from evidence to a data pack; then open it."""
    area = where.out / "demo"
    at = ["readiness", "--workspace", str(area)]
    sef, pack = (str(area / "exports" / name) for name in ("sef-draft.docx", "pack.zip"))
    steps = (
        ("The worked example, and where it stands", ["readiness", "demo", "--no-open", "--dir", str(area)]),
        ("New evidence is taken in", [*at, "evidence", "scan", str(area / "inbox")]),
        ("What it could prove", [*at, "evidence", "suggest", "E0001"]),
        ("The worst gaps, each with its reason and its remedy", [*at, "gaps", "--severity", "critical"]),
        ("The self-evaluation in Word", [*at, "sef", "export", "-o", sef, "--force"]),
        ("The data pack", [*at, "pack", "build", "-o", pack, "--force"]),
        ("The pack, verified", [*at, "pack", "verify", pack]),
    )
    (ROOT / where.out).mkdir(exist_ok=True, parents=True)
    for title, command in steps:
        say("{}: {}".format(title, " ".join(command)))
        code = run(["python", "-m", *command], where.venv)
        if code != 0:
            return code
    say("The self-evaluation and the pack are in {}".format(ROOT / area / "exports"))
    if "--no-open" in arguments or not sys.stdout.isatty():
        say(f"To open the example on the screen: {CALL} demo, in a terminal")
        return 0
    say("Opening it; q leaves")
    return run(["python", "-m", *at], where.venv)


def test(where: "Where", arguments: "list[str]") -> "int":
    """Run all tests that need nothing but Python; what follows is handed to pytest."""
    return run(["python", "-m", "pytest", *(arguments or ["-n", "auto"])], where.venv)


def quick(where: "Where", arguments: "list[str]") -> "int":
    """Run the tests that are done within a minute on two cores."""
    return run(
        ["python", "-m", "pytest", "-n", "auto", "-m", "not slow and not programs and not whole", *arguments],
        where.venv,
    )


def whole(where: "Where", arguments: "list[str]") -> "int":
    """Run what the tests leave out because it takes long, every screen drawn: before a release."""
    os.environ["DRAW_EVERYTHING"] = "1"
    return run(["python", "-m", "pytest", "-n", "auto", "-m", "whole", *arguments], where.venv)


def check(where: "Where", arguments: "list[str]") -> "int":
    """Check style, formatting, types and who may import whom."""
    failed = []
    for command in (
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy", *arguments],
        ["lint-imports", "--no-cache"],
    ):
        say(" ".join(command))
        if run(command, where.venv) != 0:
            failed.append(command[0])
    say("Not right yet: " + ", ".join(failed) if failed else "All of it holds")
    return 1 if failed else 0


def docs(where: "Where", arguments: "list[str]") -> "int":
    """Build the documents as a site in build/site; a broken link is an error."""
    site = where.out / "site"
    strict = ["--fail-on-warning", "--keep-going", "--nitpicky", "--quiet"]
    places = ["--doctree-dir", str(where.out / "doctrees"), "docs", str(site)]
    code = run(["python", "-m", "sphinx", *strict, *arguments, *places], where.venv)
    if code == 0:
        say("The first page is {}".format(ROOT / site / "index.html"))
    return code


def dev(where: "Where", arguments: "list[str]") -> "int":
    """Install everything that work on the program needs, with checks before each commit."""
    if (ROOT / ".git").exists() and run(["pre-commit", "install", *arguments], where.venv) != 0:
        return 1
    say(f"Ready. CONTRIBUTING.md is the next thing to read; `{CALL} quick` is the loop to work in")
    return 0


TASKS = {
    "demo": (demo, []),
    "test": (test, ["test"]),
    "quick": (quick, ["test"]),
    "whole": (whole, ["test"]),
    "check": (check, ["test"]),
    "docs": (docs, ["docs"]),
    "dev": (dev, ["dev", "docs", "test"]),
}
"""What can be asked for, with the extras of `pyproject.toml` it needs."""


def usage() -> "str":
    """All that can be asked for."""
    lines = ["  {:<8} {}".format(name, (task.__doc__ or "").strip()) for name, (task, _) in TASKS.items()]
    lines.append(
        "  {:<8} {}".format("pythons", "List the Pythons here that the program runs on, oldest first.")
    )
    return "{} [--venv FOLDER] [--out FOLDER] TASK\n\n{}".format(CALL, "\n".join(lines))


def main(arguments: "list[str]") -> "int":
    """Make what is asked for possible, and do it."""
    where = Where(ROOT / ".venv", Path("build"))
    while arguments[:1] in (["--venv"], ["--out"]) and len(arguments) > 1:
        where = where._replace(**{arguments[0].lstrip("-"): Path(arguments[1]).absolute()})
        arguments = arguments[2:]
    if arguments[:1] == ["pythons"]:
        print("\n".join(found_pythons()))
        return 0
    if not arguments or arguments[0] not in TASKS:
        print(usage(), file=sys.stdout if arguments[:1] in ([], ["help"], ["--help"], ["-h"]) else sys.stderr)
        return 0 if arguments[:1] in (["help"], ["--help"], ["-h"]) else 2
    code = hand_over()
    if code is not None:
        return code
    task, extras = TASKS[arguments[0]]
    make_environment(where.venv)
    install(where.venv, extras)
    return task(where, arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except TaskError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
