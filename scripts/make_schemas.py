"""Write the JSON Schemas and Table Schemas into schemas/: `python scripts/make_schemas.py`."""

from __future__ import annotations

from pathlib import Path

from kttt_cli.schemas import files

FOLDER = Path(__file__).parents[1] / "schemas"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    current = files()
    for old in FOLDER.glob("*.json"):
        if old.name not in current:
            old.unlink()
    for name, text in current.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
