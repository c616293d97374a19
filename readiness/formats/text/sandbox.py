"""The words of evidence files, each read in the limited process and given as words or as problems."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.formats.limited import CostError, LimitedProcess, Limits
from readiness.formats.text.readers import extract_here
from readiness.model.records.passages import Extracted, Passage
from readiness.model.vocabulary import Reading

__all__ = ["Extracted", "Limits", "Passage", "TextReader", "extract"]


class TextReader:
    """Reads one file after another in one worker process. A context manager; one thread at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.process = LimitedProcess(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path) -> Extracted:
        """The words of a file. A file that costs more than the limits, or ends the worker, is a Problem."""
        try:
            return self.process.call(extract_here, path.absolute())
        except CostError as error:
            return _unread(path, error, "too_large")
        except RefusedError as error:
            return _unread(path, error, "failed")

    def close(self) -> None:
        """End the worker."""
        self.process.close()


def _unread(path: Path, error: RefusedError, state: Reading) -> Extracted:
    hint = "Register it without its words, or save it again from its own program."
    return Extracted(problems=(Problem("error", Where(file=path.name), error.title, hint),), state=state)


def extract(path: Path, limits: Limits | None = None) -> Extracted:
    """The words of one file with their pinpoints; never raises for bad data, which becomes Problems.

    For many files use one `TextReader`, which keeps its process from file to file.
    """
    with TextReader(limits) as reader:
        return reader.read(path)
