"""Write the sample province into data/samples: `python scripts/make_samples.py [FOLDER]`.

The same bytes every time: no clock, one seed for each part.
"""

from __future__ import annotations

import sys
from pathlib import Path

from samples import annex, csv_files, datapackage, readme, records, workbooks

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def main(folder: Path = SAMPLES) -> None:
    province = records.make()
    as_csv, as_xlsx = folder / "bac-giang", folder / "bac-giang-xlsx"
    for each in (as_csv, as_xlsx):
        each.mkdir(parents=True, exist_ok=True)
    csv_files.write(province, as_csv)
    workbooks.write(province, as_xlsx)
    (as_csv / "datapackage.json").write_text(datapackage.text(as_csv), encoding="utf-8", newline="\n")
    annex.write(folder / "phu-luc-06.xlsx")
    (as_csv / "README.md").write_text(readme.text(province), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:2]))
