"""Start-up: answer `--version` at once, hand everything else to the command line."""

import sys


def main() -> None:
    """Run the program; the one entry point of the `readiness` command."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from readiness import __version__

        sys.stdout.write(f"readiness {__version__}\n")
        return
    from readiness.cli.app import run

    run()


if __name__ == "__main__":
    main()
