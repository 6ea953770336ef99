"""The entry point of `kttt`, and of `python -m kttt_cli`: the process itself, from its first moment to its end."""

import gc
import os
import sys

from kttt_cli.sheets import ahead


def main() -> None:
    # One command and its end: there is nothing to collect, and looking for it takes a tenth of the time.
    gc.disable()
    # Records are validated by what stands in this package, and not by what else is installed: looking for that takes
    # a while too.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    ahead.foresee(sys.argv[2:])  # of `kttt compute DATA …`, while what understands the line is being imported
    from kttt_cli import app

    try:
        app.main()
    except SystemExit as ended:
        _leave(ended)


def _leave(ended: SystemExit) -> None:
    """At once: to take apart what was read, cell by cell, takes a tenth of the time."""
    ahead.end()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        raise ended from None  # what cannot be written is told in the ordinary way
    if ended.code is None or isinstance(ended.code, int):
        os._exit(ended.code or 0)
    raise ended


if __name__ == "__main__":
    main()
