"""Start-up: answer `--version` at once, hand everything else to the command line."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the program; the one entry point of the `readiness` command."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from readiness import __version__

        sys.stdout.write(f"readiness {__version__}\n")
        return
    # Plugins of pydantic that happen to be installed have no business with these data, and looking for them
    # reads the description of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
    from readiness.cli.start import run

    run()


if __name__ == "__main__":
    main()
