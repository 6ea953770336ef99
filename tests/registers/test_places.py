"""Places with dates: what is unknown on the day is said, what is right is silent, and years stay comparable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kttt_cli.findings import Finding
from kttt_cli.registers.dataset import read_dataset
from kttt_cli.registers.places import (
    DISTRICTS_ENDED,
    Unit,
    commune_spelling,
    district_key,
    old_districts,
    place_level,
    successor,
    units,
)

LAST_OF_2024, LAST_OF_DISTRICTS = date(2024, 12, 31), date(2025, 6, 30)


def found(tmp_path: Path, year: int, *places: tuple[str, str]) -> list[Finding]:
    rows = "\n".join(f'HTX {number},HTX,"{district}","{commune}"' for number, (district, commune) in enumerate(places))
    (tmp_path / f"htx-{year}.csv").write_text(f"Tên HTX,Loại hình,Huyện,Xã\n{rows}\n", encoding="utf-8")
    return [each for each in read_dataset([tmp_path / f"htx-{year}.csv"]).findings if each.rule.startswith("DD")]


def rules(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(each.rule, each.place.cell) for each in findings]


RIGHT = [("Huyện Yên Thế", "Xã Đồng Kỳ"), ("H. Tân Yên", "Xã Hợp Đức"), ("TP. Bắc Giang", "P. Thọ Xương"),
         ("Lục Ngạn", "Biển Động"), ("Huyện Hiệp Hoà", "TT Thắng"), ("Huyện Yên Dũng", "Xã Tư Mại")]  # fmt: skip


@pytest.mark.parametrize("year", [2020, 2021, 2024])
def test_places_as_they_were_are_silent(tmp_path, year):
    assert found(tmp_path, year, *RIGHT) == []


@pytest.mark.parametrize(
    ("district", "commune"),
    [("H.Tân Yên", "X.Hợp Đức"), ("H Tân Yên", "X Hợp Đức"), ("T.P Bắc Giang", "P.Thọ Xương"), ("T. Phố Bắc Giang", "P Thọ Xương"),
     ("TP.Bắc Giang", "P. Thọ Xương"), ("Hiệp Hòa", "T.T Thắng"), ("Hiệp Hòa", "T.T. Thắng"), ("HUYỆN HIỆP HÒA", "TT.Thắng")],
)  # fmt: skip
def test_what_a_place_is_may_be_written_short(tmp_path, district, commune):
    assert found(tmp_path, 2023, *RIGHT, (district, commune)) == []


def test_short_and_long_is_one_place_in_any_province():
    assert district_key("H.Vân Đồn") == district_key("H Vân Đồn") == district_key("Huyện Vân Đồn")
    assert commune_spelling("X.Hạ Long") == commune_spelling("X Hạ Long") == commune_spelling("Xã Hạ Long")
    assert commune_spelling("T.T Cái Rồng") == commune_spelling("Thị trấn Cái Rồng") != commune_spelling("Xã Cái Rồng")
    assert [place_level(text) for text in ("Q 1", "Q1", "P 2", "H", "X", "Hợp Đức", "Phù Lãng")] == [None] * 7


def test_an_unknown_place_is_said_with_the_nearest(tmp_path):
    findings = found(tmp_path, 2023, *RIGHT, ("Huyện Yên Thê", "Xã Đồng Kỳ"), ("Huyện Tân Yên", "Xã Hợp Đúc"))
    assert rules(findings) == [("DD101", "C8"), ("DD102", "D9")]
    assert [each.severity for each in findings] == ["warning", "warning"]
    assert findings[0].suggestion is not None
    assert findings[1].suggestion is not None
    assert "Huyện Yên Thế" in findings[0].suggestion.vi
    assert "Xã Hợp Đức" in findings[1].suggestion.vi


def test_the_table_is_silent_about_other_provinces(tmp_path):
    others = [("Huyện Vân Đồn", "Xã Hạ Long"), ("Huyện Ba Chẽ", "Xã Đồn Đạc"), ("Huyện Cô Tô", "Xã Thanh Lân")]
    assert found(tmp_path, 2023, *others) == []
    assert found(tmp_path, 2023, *others, RIGHT[0]) == []
    assert found(tmp_path, 2023, ("Huyện Yên Thế", "Xã A"), ("Huyện Tân Yên", "Xã B")) == []


def test_a_commune_of_another_district(tmp_path):
    (finding,) = found(tmp_path, 2023, *RIGHT, ("Huyện Yên Thế", "Xã Hợp Đức"), ("Huyện Yên Thế", "Xã Hợp Đức"))
    assert (finding.rule, finding.severity, finding.place.cell) == ("DD103", "warning", "D8")
    assert finding.message.vi == "“Xã Hợp Đức” thuộc Huyện Tân Yên, không thuộc Huyện Yên Thế (2 dòng)"


def test_two_communes_of_one_name(tmp_path):
    both = [("Huyện Tân Yên", "Xã Phúc Sơn"), ("Huyện Sơn Động", "Xã Phúc Sơn")]
    assert found(tmp_path, 2023, *both) == []
    (finding,) = found(tmp_path, 2023, *RIGHT, ("", "Xã Phúc Sơn"))
    assert (finding.rule, finding.severity, finding.place.cell) == ("DD104", "note", "D8")
    assert "Huyện Sơn Động và Huyện Tân Yên" in finding.message.vi


def test_a_district_that_is_gone_or_not_yet_there(tmp_path):
    (gone,) = found(tmp_path, 2025, *RIGHT[:4], ("Huyện Yên Dũng", "Xã Tư Mại"))
    assert (gone.rule, gone.place.cell) == ("DD101", "C6")
    assert gone.message.vi == "“Huyện Yên Dũng” không còn sau 31/12/2024"
    assert gone.suggestion is not None
    assert gone.suggestion.vi == "nay thuộc Thành phố Bắc Giang"
    (early,) = found(tmp_path, 2023, *RIGHT, ("Thị xã Chũ", "Xã Kiên Lao"))
    assert (early.rule, early.message.vi) == ("DD101", "“Thị xã Chũ” chỉ có từ 01/01/2025")


@pytest.mark.parametrize("name", ["Huyện Việt Yên", "Thị xã Việt Yên", "TX. Việt Yên"])
@pytest.mark.parametrize("commune", ["Xã Tự Lạn", "Phường Tự Lạn"])
def test_both_names_of_a_district_that_became_a_town_in_2024(tmp_path, name, commune):
    assert found(tmp_path, 2024, *RIGHT, (name, commune)) == []


def test_two_spellings_of_one_commune(tmp_path):
    for name in ("Xã Xa Lý", "Xã Sa Lý"):
        assert found(tmp_path, 2023, *RIGHT, ("Huyện Lục Ngạn", name)) == []
        assert found(tmp_path, 2026, ("", name), ("", "Xã Đồng Kỳ")) == []


def test_without_districts_after_they_ended(tmp_path):
    new = [unit.name for unit in units() if unit.valid_from == DISTRICTS_ENDED]
    assert len(new) == 99
    for year in (2025, 2026):
        assert found(tmp_path, year, *(("", name) for name in new)) == []
    (old,) = found(tmp_path, 2026, *(("", name) for name in new), ("", "Xã Hợp Đức"))
    assert (old.rule, old.message.vi) == ("DD102", "“Xã Hợp Đức” không còn sau 30/06/2025")
    assert old.suggestion is not None
    assert old.suggestion.vi == "nay thuộc Xã Phúc Hòa"
    (district,) = found(tmp_path, 2026, *(("", name) for name in new), ("Huyện Yên Thế", "Xã Đồng Kỳ"))
    assert (district.rule, "không còn cấp huyện" in district.message.vi) == ("DD101", True)


def test_a_list_with_its_old_districts_and_new_communes(tmp_path):
    """Nam Dương was made of communes of Chũ and of Lục Ngạn."""
    old = [("Huyện Yên Thế", "Xã Đồng Kỳ"), ("Thị xã Chũ", "Xã Nam Dương"), ("Huyện Lục Ngạn", "Xã Nam Dương")]
    assert found(tmp_path, 2025, *old) == []


# --- years made comparable ---------------------------------------------------------------------------


def named(unit: Unit | None) -> str | None:
    return None if unit is None else f"{unit.code} {unit.name}"


@pytest.mark.parametrize(
    ("name", "district", "now"),
    [
        ("Xã Xa Lý", "Huyện Lục Ngạn", "07534 Xã Sa Lý"),
        ("Xã Hợp Đức", None, "07330 Xã Phúc Hòa"),
        ("Xã Tuấn Đạo", None, "07663 Xã Tuấn Đạo"),  # the one that stayed as it was
        ("Phường Kinh Bắc", None, "09187 Phường Kinh Bắc"),
        ("Xã Hoàng Lương", "Huyện Hiệp Hòa", None),  # merged in 2025; the table does not know into which
        ("Xã Không Có", None, None),
    ],
)
def test_the_successor_of_a_commune(name, district, now):
    assert named(successor(name, district, DISTRICTS_ENDED)) == now


def test_the_successor_depends_on_the_day_and_the_district():
    assert named(successor("Xã Hợp Đức", None, LAST_OF_2024)) == "07330 Xã Hợp Đức"
    assert successor("Xã Đồng Tiến", None, DISTRICTS_ENDED) is None
    both = {named(successor("Xã Đồng Tiến", district, DISTRICTS_ENDED)) for district in ("Yên Thế", "Hiệp Hòa")}
    assert both == {"07246 Xã Xuân Lương", "07822 Xã Hoàng Vân"}


def test_every_commune_of_the_last_districts_has_a_successor():
    of_districts = [unit for unit in units() if unit.level == "commune" and unit.exists(LAST_OF_DISTRICTS)]
    names = {unit.code: unit.name for unit in units() if unit.level == "district" and unit.exists(LAST_OF_DISTRICTS)}
    assert len(of_districts) == 192
    found = [successor(unit.name, names[unit.parent], DISTRICTS_ENDED) for unit in of_districts]
    assert None not in found
    assert len(set(found)) == 58


def test_two_communes_of_today_cross_a_border_of_old_districts():
    today = [unit.name for unit in units() if unit.valid_from == DISTRICTS_ENDED]
    crossing = {
        name: [unit.name for unit in old] for name in today if len(old := old_districts(name, LAST_OF_DISTRICTS)) > 1
    }
    assert crossing == {
        "Phường Đa Mai": ["Thành phố Bắc Giang", "Huyện Tân Yên"],
        "Xã Nam Dương": ["Huyện Lục Ngạn", "Thị xã Chũ"],
    }
    for name, day, districts in (
        ("Xã Nam Dương", LAST_OF_2024, ["219 Huyện Lục Ngạn"]),
        ("Phường Yên Dũng", LAST_OF_2024, ["221 Huyện Yên Dũng"]),
        ("Phường Yên Dũng", LAST_OF_DISTRICTS, ["213 Thành phố Bắc Giang"]),
        ("Phường Kinh Bắc", LAST_OF_2024, []),
    ):
        assert [*map(named, old_districts(name, day))] == districts
