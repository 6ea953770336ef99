"""LibreOffice as a second engine: workbooks recalculated from scratch, and pages as they would be printed.

    @needs_office
    def test_x(tmp_path):
        fresh = recalculate(write(tmp_path / "a.xlsx"))        # every formula computed anew, whatever the file stored
        words = pdf_words(to_pdf(tmp_path / "a.xlsx"))         # under vi_VN

One start of LibreOffice takes seconds: give it several files at once (`recalculate_all`, `to_pdfs`).
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed: no second engine, no printed pages; see .ci/run"
)


def _has_fonts() -> bool:
    """Times New Roman, or a font of its measures, with the Vietnamese letters. Where fonts are not asked for by
    fontconfig (macOS, Windows) they come with the system."""
    lister = shutil.which("fc-list")
    if lister is None:
        return True
    fonts = (f"{name}:lang=vi" for name in ("Times New Roman", "Liberation Serif"))
    return any(subprocess.run([lister, font], capture_output=True, check=False).stdout for font in fonts)


needs_fonts = pytest.mark.skipif(
    SOFFICE is not None and not _has_fonts(),
    reason="no Times New Roman and no Liberation Serif with Vietnamese letters (fonts-liberation2); see .ci/run",
)
"""For tests of where words stand on a printed page."""

_SECONDS = 180
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
"""0 is "always recalculate on load": by default LibreOffice trusts the stored values."""


class Word(NamedTuple):
    """A word on a printed page: its place in points from the upper left corner of the sheet of paper."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str
    size: float


class Rule(NamedTuple):
    """A straight line on a printed page: one of its two lengths is 0."""

    left: float
    top: float
    right: float
    bottom: float


class PdfPage(NamedTuple):
    """A printed page, in points (A4 landscape: 842 × 595), with its words in reading order and its borders."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]

    def crossed(self) -> list[str]:
        """Words that run over a border: their cell is too low or too narrow, and on paper they are cut."""
        return [word.text for word in self.words if any(_crosses(word, rule) for rule in self.rules)]


def _crosses(word: Word, rule: Rule) -> bool:
    """A little of a word is only the room above and below its letters."""
    if rule.top == rule.bottom:
        return rule.left < word.left < rule.right and word.top + 2 < rule.top < word.bottom - 2
    return rule.top < (word.top + word.bottom) / 2 < rule.bottom and word.left + 1 < rule.left < word.right - 1


def recalculate(xlsx: Path) -> Path:
    """The workbook as LibreOffice computes it, all stored values of formulas forgotten: `recalculated/<name>`."""
    return recalculate_all([xlsx])[0]


def recalculate_all(files: Sequence[Path]) -> list[Path]:
    return _convert(files, "xlsx:Calc MS Excel 2007 XML", "recalculated", "en-US")


def to_pdf(xlsx: Path, lang: str = "vi-VN") -> Path:
    """All sheets as printed, numbers and dates in the manner of `lang`."""
    return to_pdfs([xlsx], lang)[0]


def to_pdfs(files: Sequence[Path], lang: str = "vi-VN") -> list[Path]:
    return _convert(files, "pdf:calc_pdf_Export", f"pdf-{lang}", lang)


def pdf_pages(pdf: Path) -> list[PdfPage]:
    import pdfplumber

    with pdfplumber.open(pdf) as opened:
        return [
            PdfPage(
                page.width,
                page.height,
                tuple(
                    Word(number, w["text"], w["x0"], w["top"], w["x1"], w["bottom"], w["fontname"], w["size"])
                    for w in page.extract_words(extra_attrs=["fontname", "size"], use_text_flow=True)
                ),
                tuple(Rule(edge["x0"], edge["top"], edge["x1"], edge["bottom"]) for edge in page.edges),
            )
            for number, page in enumerate(opened.pages)
        ]


def pdf_words(pdf: Path) -> list[Word]:
    """The words of all pages, in reading order."""
    return [word for page in pdf_pages(pdf) for word in page.words]


def _convert(files: Sequence[Path], form: str, folder: str, locale: str) -> list[Path]:
    """Each file in `folder` beside it; files of the same name must lie in different folders."""
    assert SOFFICE is not None, "mark the test with @needs_office"
    suffix = form.partition(":")[0]
    made = []
    for parent in dict.fromkeys(file.parent for file in files):
        here = [file for file in files if file.parent == parent]
        target = parent / folder
        results = [target / f"{file.stem}.{suffix}" for file in here]
        for result in results:
            result.unlink(missing_ok=True)
        command = [SOFFICE, f"-env:UserInstallation={_profile(locale).as_uri()}", "--headless", "--norestore"]
        said = _run([*command, "--convert-to", form, "--outdir", str(target), *map(str, here)])
        missing = [result.name for result in results if not result.exists()]
        assert not missing, f"LibreOffice made no {', '.join(missing)}: {said}"
        made += results
    by_source = {(result.parent.parent, result.stem): result for result in made}
    return [by_source[file.parent, file.stem] for file in files]


def _run(command: Sequence[str]) -> str:
    """soffice is a script that starts others: all of them end with it."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=_SECONDS)[0]
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise


@cache
def _profile(locale: str) -> Path:
    """A profile of this process alone (two LibreOffices cannot share one), gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="kttt-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(locale=locale), encoding="utf-8")
    return folder
