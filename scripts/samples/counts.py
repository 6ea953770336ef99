"""The sample counted by hand, without kttt: what the fourteen targets should come to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from samples import facts
from samples.records import Province, Record


def _day(record: Record, name: str) -> date:
    day = record[name]
    assert isinstance(day, date)
    return day


def _number(record: Record, name: str) -> Decimal:
    value = record.get(name)
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.2f}".replace(".", ",")


def targets(province: Province) -> list[tuple[str, str, list[str]]]:
    """(target, what is counted, a value for each year), as printed in the README of the sample."""
    rows: dict[str, tuple[str, list[str]]] = {}

    def put(name: str, label: str, value: str | int) -> None:
        rows.setdefault(name, (label, []))[1].append(str(value))

    before = 0
    unions_founded = 0
    capital = Decimal(0)
    for year in facts.YEARS:
        listed = province.organisations[year]
        living = [each for each in listed if not each["ended_on"]]
        both = [each for each in living if each["kind"] != "LH HTX"]
        htx = [each for each in both if each["kind"] == "HTX"]
        unions = [each for each in living if each["kind"] == "LH HTX"]
        agri = [each for each in htx if each["sector"] == facts.SECTOR["agri"].name]
        effective = sum(each["grade"] in ("Tốt", "Khá") for each in htx)
        weak = sum(each["grade"] == "Yếu" for each in htx)
        founded = [each for each in listed
                   if each["kind"] != "LH HTX" and _day(each, "registered_on").year == year
                   and each["origin"] in (None, "Thành lập mới")]  # fmt: skip
        ended = [each for each in listed if each["ended_on"]]
        unions_founded += sum(_day(each, "registered_on").year == year > facts.FIRST for each in unions)
        met = {(each["district"], each["commune"]) for each in province.communes[year]
               if each["new_rural"] == "có"}  # fmt: skip
        chained = {(each["district"], each["commune"]) for each in htx if each["in_value_chain"] == "có"}
        promoted = {each["organisation_code"] for each in province.support
                    if _day(each, "date").year == year
                    and str(each["measure"]).startswith("Xúc tiến")}  # fmt: skip
        capital += sum(_number(each, "amount") for each in province.fund
                       if _day(each, "date").year == year and each["source"])  # fmt: skip
        managers = sum(_number(each, "managers") for each in both)
        degrees = sum(_number(each, "managers_college") for each in both)

        put("", "HTX + QTDND", len(both))
        put(" ", "HTX", len(htx))
        put("  ", "HTX, QTDND đã giải thể trong năm / ended", len(ended))
        put("T1", "HTX thành lập mới / new", len(founded))
        put("T2a", "LH HTX nông nghiệp mới, cộng dồn / new unions, running", unions_founded)
        put("T2b", "LH HTX tốt, khá / effective unions",
            sum(each["grade"] in ("Tốt", "Khá") for each in unions))  # fmt: skip
        put("   ", "HTX tốt, khá / effective", effective)
        put("T3a", "tăng so với năm trước, % / growth", _share(effective - before, before) if before else "")
        put("T3b", "tỷ lệ tốt, khá, % / effective share", _share(effective, len(htx)))
        put("T3c", "tỷ lệ yếu, % / weak share", _share(weak, len(htx)))
        put("T3d", "HTX không còn hoạt động bình thường / not operating",
            sum(each["status"] != "Đang hoạt động" for each in htx))  # fmt: skip
        put("T4a", "mô hình HTX kiểu mới / new-type models",
            sum(each["model_built_on"] == str(year) for each in htx))  # fmt: skip
        put("T4b", "HTX NN liên kết doanh nghiệp, % / linked",
            _share(sum(each["linked_enterprise"] == "x" for each in agri), len(agri)))  # fmt: skip
        put("T4c", "xã NTM có HTX trong chuỗi, % / NTM communes covered",
            f"{_share(len(met & chained), len(met))} ({len(met & chained)}/{len(met)})")  # fmt: skip
        put("T5a", "cán bộ chủ chốt đã tập huấn / trained", "–")
        put("T5b", "CBQL cao đẳng, đại học, % / with a degree",
            _share(float(degrees), float(managers)))  # fmt: skip
        put("T6", "HTX được xúc tiến thương mại / trade promotion", len(promoted))
        put("T7", "vốn Quỹ, tỷ đồng / fund capital", f"{capital / 1000:.3f}".replace(".", ","))
        before = effective
    return [(name.strip(), label, values) for name, (label, values) in rows.items()]
