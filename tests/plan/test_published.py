"""Year-end 2020 of the sample gives back the figures that the plan prints; where the plan contradicts
itself, the sample follows the sectors (docs/contradictions.md)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from tests.conftest import SAMPLE, WORKBOOKS

from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.evaluate import Book
from kttt_cli.plans.model import Plan
from kttt_cli.plans.target import Baseline
from kttt_cli.registers.dataset import read_dataset

SECTORS = ("agri", "industry", "credit", "trade", "transport", "environment", "construction", "electricity")

# What the plan prints (its part one), typed here by hand so that it does not come from the plan file under test.
PRINTED = {
    "htx.count": "743",
    "htx.nonagri": "239",
    "htx.board": "2229",
    "htx.control_board": "750",
    "htx.revenue_mean": "1100",
    "htx.income_mean": "50",
    "managers.intermediate_share": "30",
    "qtdnd.count": "20",
    "qtdnd.workers": "196",
    "qtdnd.members": "21971",
    "qtdnd.charter_capital": "80.319",
    "qtdnd.deposits": "2021.867",
    "qtdnd.loans": "1850",
    "qtdnd.income_mean": "6.8",
    "lh.count": "5",
    "lh.count_agri": "4",
    "lh.member_htx": "28",
    "lh.charter_capital": "1420.2",
    "lh.revenue_mean": "37",
    "lh.profit_mean": "1.7",
    "tht.count": "900",
    "tht.certified": "39",
    "tht.members_certified": "300",
    "tht.revenue_mean": "240",
    "tht.profit_mean": "40",
    "fund.capital": "14.256",
    "fund.capital.province": "13",
    **{
        f"htx.count.{sector}": n
        for sector, n in zip(SECTORS, ["484", "98", "20", "60", "27", "26", "12", "16"], strict=True)
    },
    **{
        f"htx.members.{sector}": n
        for sector, n in zip(SECTORS, ["11937", "1067", "21971", "370", "304", "216", "174", "153"], strict=True)
    },
    **{
        f"htx.charter_capital.{sector}": n
        for sector, n in zip(
            SECTORS, ["568.044", "344.226", "80.319", "277.840", "136.293", "20.230", "193.080", "3.824"], strict=True
        )
    },
}

CONTRADICTED = {
    "htx.members": ("35370", "36192"),
    "htx.charter_capital": ("1570", "1623.856"),
    "htx.share.industry": ("13.90", "13.19"),
}
"""Indicator → (as printed, what the plan's own sectors add up to)."""


@pytest.fixture(scope="module", params=[SAMPLE, WORKBOOKS], ids=["csv", "xlsx"])
def book(request: pytest.FixtureRequest, known: Catalogue, plan: Plan) -> Book:
    return Book(read_dataset([request.param]), known, plan.term, plan.base_year)


def shown(book: Book, code: str, decimals: int | None = None) -> Fraction:
    figure = book.figure(code, 2020)
    assert figure.value is not None, figure.reason
    value = figure.value / book.catalogue.unit_of(code).scale
    return value if decimals is None else round(value * 10**decimals) / Fraction(10**decimals)


@pytest.mark.parametrize("code", PRINTED)
def test_the_sample_gives_back_what_the_plan_prints(book: Book, code: str) -> None:
    assert shown(book, code) == Fraction(PRINTED[code])


@pytest.mark.parametrize("code", CONTRADICTED)
def test_where_the_plan_contradicts_itself_the_sectors_decide(book: Book, plan: Plan, code: str) -> None:
    printed, computed = CONTRADICTED[code]
    baseline = plan.printed(code, 2020)
    assert baseline is not None
    assert baseline.value == Fraction(printed)
    assert baseline.contradicts is not None
    assert shown(book, code, -Decimal(computed).as_tuple().exponent) == Fraction(computed)


def close_enough(baseline: Baseline, value: Fraction, scale: Fraction) -> bool:
    """Equal at the precision printed."""
    if baseline.range is not None:
        low, high = baseline.range
        return low * scale <= value <= high * scale
    assert baseline.value is not None
    decimals = max(0, -Decimal(str(float(baseline.value))).as_tuple().exponent)
    return abs(value / scale - baseline.value) <= Fraction(1, 2 * 10**decimals)


def test_every_baseline_of_2020_in_the_plan_file_agrees_or_says_why_not(book: Book, plan: Plan) -> None:
    units = book.catalogue.units
    differing = set()
    for baseline in plan.baselines:
        if baseline.year != 2020:
            continue
        figure = book.figure(baseline.indicator, 2020)
        assert figure.value is not None, (baseline.indicator, figure.reason)
        unit = units[baseline.unit] if baseline.unit else book.catalogue.unit_of(baseline.indicator)
        if not close_enough(baseline, figure.value, Fraction(unit.scale)):
            differing.add(baseline.indicator)
    assert differing == set(CONTRADICTED)


def test_figures_before_2020_are_never_computed(book: Book, plan: Plan) -> None:
    """2016 stands in the plan and nowhere else: without a list of that year grades and money have no figure."""
    for code in ("htx.members", "htx.charter_capital", "htx.effective", "fund.capital", "support.trade_promotion"):
        assert book.figure(code, 2016).value is None
    assert plan.printed("htx.count", 2016) is not None
