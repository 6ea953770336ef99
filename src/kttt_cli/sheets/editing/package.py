"""The parts of an XLSX or XLSM file: read when asked for, replaced or added, all others kept byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
from types import TracebackType
from typing import IO, BinaryIO, NamedTuple, Self

from kttt_cli.sheets.archive import MAX_UNPACKED, scan_archive
from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.workbook_xml import attributes, pieces

_NEW_MOMENT = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_EMPTY_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Relation(NamedTuple):
    id: str
    kind: str
    """The last word of its type: worksheet, comments, vmlDrawing."""
    part: str
    """Name of the part that it leads to; blank where it leads out of the file."""


class Package:
    """Parts by their names in the archive. Same input and same changes give the same bytes.

    Raises Unreadable, as reading does, for what is no workbook, damaged, with a password, or harmful.
    """

    def __init__(self, file: BinaryIO, shown: str) -> None:
        scan_archive(file, shown)
        file.seek(0)
        self._archive = zipfile.ZipFile(file)
        self._infos = {info.filename: info for info in self._archive.infolist()}
        self._changed: dict[str, bytes] = {}
        self._base = _STRICT if _STRICT.encode() in self.read("_rels/.rels") else _RELATIONS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._archive.close()

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of the archive, new ones last."""
        return (*self._infos, *(name for name in self._changed if name not in self._infos))

    @property
    def changed(self) -> frozenset[str]:
        """The parts that were replaced or added."""
        return frozenset(self._changed)

    @property
    def relations_namespace(self) -> str:
        """That of `r:id`: of the transitional or of the strict form of the standard."""
        return self._base

    @property
    def has_macros(self) -> bool:
        return b"macroEnabled" in self.read(_TYPES)

    @property
    def is_signed(self) -> bool:
        return any(name.startswith("_xmlsignatures/") for name in self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self._infos

    def read(self, name: str) -> bytes:
        """Raises KeyError for a part that is not there."""
        if name in self._changed:
            return self._changed[name]
        return b"".join(pieces(self._archive, self._infos[name], MAX_UNPACKED))

    def replace(self, name: str, data: bytes) -> None:
        assert name in self
        self._changed[name] = data

    def add(self, pattern: str, content_type: str, data: bytes) -> str:
        """A new part with its content type, named by `xl/comments{}.xml` and the first free number."""
        taken = {name.casefold() for name in self.names}
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        name = pattern.format(number)
        self._changed[name] = data
        self._append(_TYPES, f'<@Override PartName="/{xml.escaped(name)}" ContentType="{xml.escaped(content_type)}"/>')
        return name

    def remove(self, name: str, owner: str) -> None:
        """Take out a part to which only `owner` leads, with its content type and its relation."""
        relations = _relations_of(owner)
        (relation,) = (each.id for each in self.relations(owner) if each.part == name)
        self._take_out(_TYPES, "Override", "PartName", f"/{name}")
        self._take_out(relations, "Relationship", "Id", relation)
        self._changed.pop(name, None)
        self._infos.pop(name, None)

    def _take_out(self, part: str, tag: str, key: str, value: str) -> None:
        text = self.read(part)
        seen = xml.seen(text)
        prefix, _ = xml.root(seen)
        spans = [span for span in xml.elements(seen, prefix + tag.encode())
                 if (xml.attribute(span.attributes, key) or "").casefold() == value.casefold()]  # fmt: skip
        self.replace(part, xml.changed(text, [xml.Change(span.start, span.end, b"") for span in spans]))

    # --- relations ------------------------------------------------------------------------------

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Of a part, or of the whole file (`part` blank)."""
        name = _relations_of(part)
        if name not in self:
            return ()
        found = []
        folder = posixpath.dirname(part)
        text = xml.seen(self.read(name))
        prefix, _ = xml.root(text)
        for span in xml.elements(text, prefix + b"Relationship"):
            of = attributes(span.attributes)
            outside = of.get("TargetMode") == "External"
            kind = of.get("Type", "").rpartition("/")[2]
            found.append(
                Relation(of.get("Id", ""), kind, "" if outside else self._target(folder, of.get("Target", "")))
            )
        return tuple(found)

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation from one part to another; its id."""
        taken = {relation.id.casefold() for relation in self.relations(part)}
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        name = _relations_of(part)
        if name not in self:
            self._changed[name] = _EMPTY_RELATIONS
        self._append(
            name,
            f'<@Relationship Id="rId{number}" Type="{self._base}/{kind}" Target="/{xml.escaped(target)}"/>',
        )
        return f"rId{number}"

    def _target(self, folder: str, target: str) -> str:
        name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if name in self:
            return name
        return next((each for each in self.names if each.casefold() == name.casefold()), name)

    def _append(self, name: str, element: str) -> None:
        part = self.read(name)
        prefix, whole = xml.root(xml.seen(part))
        tag = part[whole.start + 1 :].split(maxsplit=1)[0].rstrip(b"/>")
        more = element.replace("@", prefix.decode(), 1).encode("ascii", "xmlcharrefreplace")
        self.replace(name, xml.changed(part, [xml.appended(part, whole, tag, more)]))

    # --- saving ---------------------------------------------------------------------------------

    def save(self, file: IO[bytes]) -> None:
        """The parts in their order and with their dates; no clock."""
        with zipfile.ZipFile(file, "w") as packed:
            for name in self.names:
                old = self._infos.get(name)
                info = zipfile.ZipInfo(name, old.date_time if old else _NEW_MOMENT)
                stored = old is not None and old.compress_type == zipfile.ZIP_STORED
                info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                info.create_system = 0
                info.external_attr = old.external_attr if old else 0
                if name in self._changed:
                    packed.writestr(info, self._changed[name])
                    continue
                assert old is not None
                info.file_size = old.file_size
                with packed.open(info, "w") as part:
                    for piece in pieces(self._archive, old, MAX_UNPACKED):
                        part.write(piece)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
