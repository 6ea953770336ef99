"""A definition becomes the sentence that says, in Vietnamese and in English, what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.definition import (
    Change,
    Condition,
    Count,
    Distinct,
    Mean,
    Part,
    Ratio,
    Sum,
    Term,
    Total,
    Where,
)
from kttt_cli.indicators.derived import DERIVED
from kttt_cli.language import Text, join
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.vocabularies import vocabulary


def sentence(code: str, catalogue: Catalogue, terms: Mapping[str, Term]) -> Text:
    """What the indicator counts, with the columns, values and terms that it tests."""
    form = catalogue.indicators[code].form
    if isinstance(form, Count):
        return _capital(_atom(form, catalogue, terms))
    if isinstance(form, Ratio):
        part, whole = (_part(side, catalogue, terms) for side in (form.part, form.whole))
        unit = Text(", tính bằng %", ", in %") if form.as_ == "percent" else Text("", "")
        return _capital(Text(f"{part.vi}, chia cho {whole.vi}{unit.vi}", f"{part.en}, divided by {whole.en}{unit.en}"))
    if isinstance(form, Change):
        return _change(form, catalogue)
    assert isinstance(form, Total)
    plus = join((_name(each, catalogue) for each in form.plus), " + ")
    minus = join((_name(each, catalogue) for each in form.minus), " − ")
    if not form.minus:
        return plus
    return Text(f"{plus.vi} − {minus.vi}", f"{plus.en} − {minus.en}")


def _name(code: str, catalogue: Catalogue) -> Text:
    return catalogue.indicators[code].label.quoted()


def _part(part: Part, catalogue: Catalogue, terms: Mapping[str, Term]) -> Text:
    if part.figure is not None:
        return _name(part.figure, catalogue)
    atom = part.count or part.sum or part.distinct
    assert atom is not None
    return _atom(atom, catalogue, terms)


def _change(form: Change, catalogue: Catalogue) -> Text:
    name = _name(form.of, catalogue)
    since = (
        Text("năm trước", "the year before")
        if form.from_ == "previous"
        else Text("năm gốc của kế hoạch", "the plan's base year")
    )
    how = {
        "percent": Text("Tốc độ tăng (%)", "Growth (%)"),
        "points": Text("Chênh lệch (điểm %)", "Change (% points)"),
        "difference": Text("Chênh lệch", "Change"),
    }[form.as_]
    return Text(f"{how.vi} của {name.vi} so với {since.vi}", f"{how.en} of {name.en} against {since.en}")


def _atom(atom: Count, catalogue: Catalogue, terms: Mapping[str, Term]) -> Text:
    register = catalogue.register_of(atom.rows)
    rows = catalogue.rows[atom.rows].text
    tests = [*_conditions(atom.where, register), *_terms(atom.term, terms)]
    only = join(tests, "; ")
    about = Text(f"{rows.vi}, {only.vi}", f"{rows.en}, {only.en}") if tests else rows
    if isinstance(atom, Sum):
        column = column_label(register, atom.of)
        return Text(f"tổng cột {column.vi} của {about.vi}", f"sum of {column.en} over {about.en}")
    if isinstance(atom, Distinct):
        column = column_label(register, atom.of)
        return Text(f"số {column.vi} khác nhau trong {about.vi}", f"number of different {column.en} among {about.en}")
    if isinstance(atom, Mean):
        column = column_label(register, atom.of)
        text = Text(
            f"bình quân cột {column.vi} của {about.vi} (chỉ nơi có số liệu)",
            f"mean of {column.en} over {about.en} (where it is known)",
        )
        if atom.weight is None:
            return text
        weight = column_label(register, atom.weight)
        return Text(f"{text.vi}, theo quyền số {weight.vi}", f"{text.en}, weighted by {weight.en}")
    return Text(f"số {about.vi}", f"number of {about.en}")


def column_label(register: str, column: str) -> Text:
    """What people call a column of a record, or a derived one."""
    derived = DERIVED.get(register, {})
    if column in derived:
        return derived[column].label.quoted()
    return column_of(MODELS[register], column).label.quoted()


def _terms(names: tuple[str, ...], terms: Mapping[str, Term]) -> Iterator[Text]:
    for name in names:
        if name not in terms:
            yield Text(f"thuật ngữ {name}", f"term {name}")
            continue
        label, reading = terms[name].label, terms[name].reading.text
        yield Text(f"“{label.vi}” ({reading.vi})", f"“{label.en}” ({reading.en})")


def _conditions(where: Where, register: str) -> Iterator[Text]:
    for column, condition in where.items():
        label = column_label(register, column)
        tail = {
            "yes": Text(" (ô trống cũng tính)", " (a blank counts too)"),
            "no": Text(" (ô trống: không)", " (a blank: no)"),
            "unknown": Text("", ""),
        }[condition.blank]
        test = _test(condition, register, column)
        yield Text(f"{label.vi} {test.vi}{tail.vi}", f"{label.en} {test.en}{tail.en}")


def _test(condition: Condition, register: str, column: str) -> Text:
    if condition.in_ is not None:
        if condition.in_ in ((True,), (False,)):
            return Text("= có", "= yes") if condition.in_[0] else Text("= không", "= no")
        values = join((_value(register, column, value) for value in condition.in_), ", ")
        return Text(f"là {values.vi}", f"is {values.en}")
    if condition.during is not None:
        return Text("trong kỳ", "in the period")
    if condition.known is not None:
        return Text("có ghi", "is given") if condition.known else Text("không ghi", "is not given")
    if condition.at_least is not None:
        return Text(f"từ {condition.at_least} trở lên", f"is at least {condition.at_least}")
    edge = condition.until or condition.after
    day = Text("ngày chốt", "the cut-off date") if edge == "cutoff" else Text("đầu kỳ", "the opening date")
    return Text(f"đến {day.vi}", f"up to {day.en}") if condition.until else Text(f"sau {day.vi}", f"after {day.en}")


def _value(register: str, column: str, value: object) -> Text:
    model = MODELS[register]
    words = kind_of(model, column).of if column in model.model_fields else "sector" if column == "sector" else None
    return vocabulary(words).texts[str(value)] if words else Text.same(str(value))


def _capital(text: Text) -> Text:
    return Text(text.vi[:1].upper() + text.vi[1:], text.en[:1].upper() + text.en[1:])
