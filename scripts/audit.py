"""Look up known weaknesses of every library installed, and write down what is installed (an SBOM).

    python scripts/audit.py                                what this Python has installed
    python scripts/audit.py OTHER/bin/python --sbom FILE   what another one has; the list as CycloneDX JSON

pip-audit passes over what its source does not know, and ends well when it has seen nothing. So a release with
a known weakness is looked up first: when that is not found, nobody looked, and this says so.
Exits 0 when all were looked up and none is known to be weak, 1 when one is, 3 when they were not looked up.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

CONTROL = "requests==2.19.0"
"""Sends passwords to other hosts after a redirect: CVE-2018-18074, in every list of weaknesses since 2018."""
PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
OURS = "area-send-readiness"
CLEAN, WEAK, NOT_LOOKED = 0, 1, 3
_SECONDS = 240


def installed(python: Path) -> list[str]:
    """Every library an interpreter has, pinned; without the program itself."""
    command = [str(python), "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [f"{one['name']}=={one['version']}" for one in json.loads(told) if one["name"] != OURS]


def look_up(pins: Iterable[str]) -> Mapping[str, Any] | str:
    """What pip-audit reports of some releases, or why it did not."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "pins.txt"
        asked.write_text("\n".join(pins), encoding="utf-8")
        options = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
        command = [sys.executable, "-m", "pip_audit", "-r", str(asked), *options]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
            found: Mapping[str, Any] = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            return f"no answer within {_SECONDS} s"
        except ValueError:
            return (done.stderr.strip().splitlines() or ["no answer"])[-1]
    return found


def weaknesses(report: Mapping[str, Any]) -> dict[str, list[str]]:
    """The known weaknesses by release."""
    return {
        f"{one['name']}=={one['version']}": [weakness["id"] for weakness in one["vulns"]]
        for one in report["dependencies"]
        if one.get("vulns")
    }


def passed_over(report: Mapping[str, Any]) -> list[str]:
    """What was not looked up, with the reason pip-audit gives."""
    return [f"{one['name']}: {one['skip_reason']}" for one in report["dependencies"] if "skip_reason" in one]


def verdict(control: Mapping[str, Any] | str, report: Mapping[str, Any] | str) -> tuple[int, list[str]]:
    """The exit code, and what to say."""
    if isinstance(control, str) or isinstance(report, str):
        return NOT_LOOKED, [f"NOT LOOKED: {control if isinstance(control, str) else report}"]
    if CONTROL not in weaknesses(control):
        return NOT_LOOKED, [
            f"NOT LOOKED: the source does not know the weakness of {CONTROL}, which everybody knows.",
            *passed_over(control),
        ]
    said = [f"WEAK: {release}: {', '.join(ids)}" for release, ids in weaknesses(report).items()]
    left = [f"NOT LOOKED: {one}" for one in passed_over(report)]
    return (WEAK if said else NOT_LOOKED if left else CLEAN), [*said, *left]


def write_sbom(python: Path, file: Path) -> int:
    """Write the list of what is installed, as CycloneDX JSON; returns how many components it has."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--of", "JSON"]
    subprocess.run([*command, "--pyproject", str(PROJECT), "-o", str(file), str(python)], check=True)
    return len(json.loads(file.read_text(encoding="utf-8"))["components"])


def main(arguments: list[str]) -> int:
    """Read what was asked for, look, and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("python", type=Path, nargs="?", default=Path(sys.executable))
    parser.add_argument("--sbom", type=Path, metavar="FILE", help="write what is installed to this file")
    asked = parser.parse_args(arguments)
    if asked.sbom is not None:
        print(f"{write_sbom(asked.python, asked.sbom)} components are listed in {asked.sbom}")
    pins = installed(asked.python)
    control = look_up([CONTROL])
    is_known = not isinstance(control, str) and CONTROL in weaknesses(control)
    code, said = verdict(control, look_up(pins) if is_known else control)
    print("\n".join(said or [f"{len(pins)} libraries looked up: no known weakness."]))
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
