"""The entry point of `kttt`, and of `python -m kttt_cli`."""

import sys

from kttt_cli.sheets import ahead


def main() -> None:
    ahead.foresee(sys.argv[2:])  # of `kttt compute DATA …`, while what understands the line is being imported
    from kttt_cli import app

    app.main()


if __name__ == "__main__":
    main()
