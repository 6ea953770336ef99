"""Each field's own pydantic type, for all distinct cells of a column at once."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter

from kttt_cli.registers.fields import Column, Record


def adapter(model: type[Record], name: str) -> TypeAdapter[list[Any]]:
    """The field's own type, for all distinct cells at once."""
    info = model.model_fields[name]
    annotation: Any = info.annotation
    return _adapter_of(annotation, tuple(each for each in info.metadata if not isinstance(each, Column)))


@cache
def _adapter_of(annotation: Hashable, metadata: tuple[Any, ...]) -> TypeAdapter[list[Any]]:
    """One for all fields of a type: a register has a dozen counts."""
    cell: Any = annotation
    for each in metadata:
        cell = Annotated[cell, each]
    return TypeAdapter(list[cell], config={"strict": True})
