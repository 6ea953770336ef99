"""Files that are broken, mislabelled or meant to harm: refused or read, soon, and with a reason."""

import codecs
import io
import os
import random
import resource
import socket
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.sheets import books
from tests.sheets.books import rows as sheet_rows
from tests.sheets.books import text

from kttt_cli import beside
from kttt_cli.findings import Exit, Unreadable
from kttt_cli.sheets import ahead, archive, workbook
from kttt_cli.sheets.files import read_grids, read_stream
from kttt_cli.sheets.listing import list_files

GOOD = sheet_rows(text("A1", "Tên") + text("B1", "Vốn"), text("A2", "A") + '<c r="B2"><v>1</v></c>')


def refusal(read) -> str:
    with pytest.raises(Unreadable) as caught:
        read()
    assert caught.value.exit_code is Exit.UNREADABLE
    message = caught.value.message
    assert message.vi.startswith("tệp")
    assert message.en.startswith("tệp")
    assert message.vi != message.en
    assert "{" not in message.vi + message.en
    return message.en


def refused(content: bytes) -> str:
    return refusal(lambda: read_stream(content, "tệp"))


def refused_file(path) -> str:
    return refusal(lambda: read_grids(path, "tệp"))


@pytest.fixture(autouse=True, params=["read", "read beside"])
def _bounded(request, monkeypatch):
    """A file that would fill the memory fails here instead of there; and so it does where it is read beside the scan."""
    if request.param == "read beside":
        monkeypatch.setattr(beside, "cores", lambda: 2)
        monkeypatch.setattr(workbook, "WORTH_WHILE", 1)
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


# --- no ordinary file ------------------------------------------------------------------------------


def test_pipes_sockets_devices_and_folders_are_not_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "a.csv")
    assert "pipe, socket or device" in refused_file(tmp_path / "a.csv")
    (tmp_path / "b.xlsx").symlink_to("/dev/zero")
    assert "pipe, socket or device" in refused_file(tmp_path / "b.xlsx")
    (tmp_path / "c.csv").mkdir()
    assert "folder" in refused_file(tmp_path / "c.csv")
    (tmp_path / "d.csv").symlink_to(tmp_path / "d.csv")
    assert "could not read" in refused_file(tmp_path / "d.csv")
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("e.csv")
    assert "pipe, socket or device" in refused_file(tmp_path / "e.csv")


def test_a_file_without_permission(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("a,b\n")

    def forbidden(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "open", forbidden)
    assert "no permission" in refused_file(tmp_path / "a.csv")


def test_a_folder_without_permission_is_told_and_not_taken_for_empty(tmp_path, monkeypatch):
    (tmp_path / "open").mkdir()
    (tmp_path / "closed").mkdir()
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path).name != "closed")
    assert list_files([tmp_path / "open"]) == []
    for asked in (tmp_path, tmp_path / "closed"):
        with pytest.raises(Unreadable, match="không có quyền mở thư mục"):
            list_files([asked])


def test_what_is_read_ahead_of_the_command_line_fails_in_silence(tmp_path, monkeypatch):
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    ahead.foresee([str(tmp_path)])


def test_what_follows_an_option_is_not_read_ahead(tmp_path, monkeypatch):
    begun: list[list[Path]] = []
    monkeypatch.setattr(ahead, "begin", begun.append)
    ahead.foresee([str(tmp_path), str(tmp_path / "none"), "--out", str(tmp_path.parent)])
    assert begun == [[tmp_path]]


def test_a_link_to_itself_is_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "self").symlink_to("self")
    assert [file.shown for file in list_files([tmp_path])] == ["self"]
    (tmp_path / "self.csv").symlink_to("self.csv")
    assert "self.csv" in refused_file(tmp_path / "self.csv")


# --- not what it calls itself ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<html><table><tr><td>1", "an HTML page"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html>", "an HTML page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "an XML file"),
        (b'[{"ten": "A"}]', "a JSON file"),
        (b"a;b\n1;2\n", "plain text"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\0\1\2\3", "unknown kind"),
        (b"PK\x05\x06" + b"\0" * 18, "unknown kind"),
        (books.zipped({"word/document.xml": "<w/>"}), "an archive without any sheet"),
        (books.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "damaged"),
    ],
)
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods", "xlsb"])
def test_other_files_with_the_suffix_of_a_workbook(tmp_path, content, found, suffix):
    (tmp_path / f"a.{suffix}").write_bytes(content)
    assert found in refused_file(tmp_path / f"a.{suffix}")


def test_a_workbook_is_read_whatever_its_suffix(tmp_path):
    for name in ("a.csv", "a.xls", "a.ods", "a.xlsm"):
        (tmp_path / name).write_bytes(books.xlsx(GOOD))
        (grid,) = read_grids(tmp_path / name, name)
        assert grid.row(1) == ("A", 1.0)


# --- damaged and encrypted -------------------------------------------------------------------------


def test_every_truncation_is_refused():
    whole = books.xlsx(GOOD)
    for size in range(4, len(whole) - 1, 97):
        refused(whole[:size])


@pytest.mark.parametrize("make", [lambda: books.xlsx(GOOD), books.xlsb, lambda: books.__file__ and _fixture("xls")])
def test_flipped_bytes_never_crash(make):
    whole, chance = make(), random.Random(3)
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            read_stream(bytes(broken), "tệp")
        except Unreadable:
            continue


def _fixture(suffix: str) -> bytes:
    return (Path(books.__file__).parent / "fixtures" / f"sheet.{suffix}").read_bytes()


def test_passwords():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1024
    assert "password" in refused(ole)
    locked = bytearray(books.xlsx(GOOD))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.find(sign)
        while start >= 0:
            locked[start + at] |= 1
            start = locked.find(sign, start + 4)
    assert "password" in refused(bytes(locked))
    table = '<table:table table:name="A"/>'
    with zipfile.ZipFile(io.BytesIO(books.ods(table))) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    parts["META-INF/manifest.xml"] = b"<m><manifest:encryption-data/></m>"
    assert "password" in refused(books.zipped(parts))


# --- bombs -----------------------------------------------------------------------------------------


def test_a_part_that_unpacks_to_far_more_than_it_is():
    parts = books.xlsx_parts(GOOD)
    parts["xl/sharedStrings.xml"] = b" " * 60_000_000
    assert "unpacks to" in refused(books.zipped(parts))


def test_a_size_that_is_a_lie(monkeypatch):
    """Only the first hundred bytes are owned up to, with a checksum that fits them."""
    parts = books.xlsx_parts(GOOD)
    content = os.urandom(1000) * 300
    parts["xl/sharedStrings.xml"] = content
    whole = books.zipped(parts)
    for truth, lie in ((len(content), 100), (zlib.crc32(content), zlib.crc32(content[:100]))):
        assert whole.count(struct.pack("<I", truth)) == 2
        whole = whole.replace(struct.pack("<I", truth), struct.pack("<I", lie))
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100_000)
    assert "for file 'xl/sharedStrings.xml'" in refused(whole)


def test_too_many_parts(monkeypatch):
    monkeypatch.setattr(archive, "MAX_PARTS", 50)
    assert "51 entries" in refused(books.zipped({f"xl/{n}.xml": "" for n in range(51)}))


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declare", [LAUGHS, OUTSIDE])
def test_entities_are_refused(declare):
    data = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
    assert "declares XML entities" in refused(books.xlsx(data, declare=declare))


def test_links_to_other_workbooks_are_not_followed():
    parts = books.xlsx_parts(sheet_rows('<c r="A1"><f>[1]Sheet1!A1</f><v>5</v></c>'))
    parts["xl/externalLinks/externalLink1.xml"] = f'<externalLink xmlns="{books.MAIN}"/>'
    (grid,) = read_stream(books.zipped(parts), "a")
    assert grid.at(0, 0) == 5.0


# --- size ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>" + "<row/>" * 30_000 + "<row>" + "<c/>" * 9_000 + "<c><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='999999'><c r='ABC999999'><v>1</v></c></row>",
    ],
)
def test_far_cells_are_refused_before_the_reader_reserves_their_area(data):
    assert "too large for a table" in refused(books.xlsx(data))


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "name",
    [
        "xl\\worksheets\\sheet1.xml",
        "XL/Worksheets/Sheet1.XML",
        "xl/media/sheet1.png",
        "docProps/sheet1.xml",
        "xl/styles.xml",
    ],
)
def test_a_sheet_is_searched_whatever_its_part_is_named(name):
    parts = books.xlsx_parts(FAR)
    parts[name] = parts.pop("xl/worksheets/sheet1.xml")
    target = "/" + name.replace("\\", "/")
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = links.replace("worksheets/sheet1.xml", target).replace(
        "styles.xml", "s.xml", 0
    )
    assert "too large for a table" in refused(books.zipped(parts))


def test_two_parts_of_one_name():
    parts = books.xlsx_parts(GOOD)
    parts["xl/worksheets/SHEET1.xml"] = parts["xl/worksheets/sheet1.xml"]
    assert "two parts of one name" in refused(books.zipped(parts))


def test_a_far_cell_in_ods():
    cell = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    many = cell.replace("table-cell ", 'table-cell table:number-columns-repeated="16384" ', 1)
    rows = f'<table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>'
    assert "too large for a table" in refused(books.ods(f'<table:table table:name="A">{rows}</table:table>'))


def test_a_million_rows_claimed_and_three_held():
    wide = "".join(f'<c r="{column}3"><v>1</v></c>' for column in ("A", "XFD"))
    data = GOOD + f'<row r="3">{wide}</row>'
    (grid,) = read_stream(books.xlsx(data, head='<dimension ref="A1:XFD1048576"/>'), "a")
    assert (grid.height, grid.width) == (3, 16_384)


def test_long_cells_and_control_characters():
    long = "HTX " * 8_000
    data = sheet_rows(text("A1", "Tên"), text("A2", long), text("A3", "a_x0007_\x7f\x85b"))
    (grid,) = read_stream(books.xlsx(data), "a")
    assert grid.at(1, 0).strip() == long.strip()
    assert grid.height == 3
    (grid,) = read_stream(("Tên,B\n" + f'"{long}",1\na\x01\x1b[31m,2\n').encode(), "a")
    assert grid.at(1, 0) == long
    assert grid.at(2, 0) == "a\x01\x1b[31m"


@pytest.mark.parametrize("line", [b"x", b"x,", b"\xc3\xa3", b"\xe3", b'","', b'"'])
def test_one_line_of_fifty_million_bytes(line):
    content = line * (50_000_000 // len(line))
    assert any(word in refused(content) for word in ("million characters", "never closed", "encoding"))


def test_a_long_line_and_an_endless_record_further_down():
    assert "million characters" in refused(b"a,b\n" * 100 + b"x" * 5_000_000)
    assert "million characters" in refused(b"a,b\n" * 100 + b'"x\n",' * 15_000_000)
    assert "never closed" in refused(b"a,b\n" * 100 + b'"' + b"x,y\n" * 100_000)
    assert "too large" in refused(b"a,b\n" * 100 + b"," * 20_000)


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\n\n \n"])
def test_nothing_in_it(content):
    assert "empty" in refused(content)
