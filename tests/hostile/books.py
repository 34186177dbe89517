"""Excel and text files that were made to hurt their reader, each small on the disk."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from itertools import chain

MIB = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADS = ("Ngày", "Tổ dân phố", "Hình thức")
_ROW = ("05/10/2026", "Tổ dân phố 1", "Hội nghị")


def inline(reference: str, text: str) -> str:
    """A cell with its text in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(rows: str = "", *, before: str = "", head: str = "") -> bytes:
    """A worksheet with an ordinary list of sessions and ``rows`` behind it."""
    own = "".join(
        f'<row r="{number}">'
        + "".join(inline(f"{'ABC'[place]}{number}", text) for place, text in enumerate(texts))
        + "</row>"
        for number, texts in enumerate((_HEADS, _ROW), start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{own}{rows}</sheetData></worksheet>"
    ).encode()


def book(
    sheet: bytes = b"",
    more: Mapping[str, bytes] | None = None,
    *,
    sheets: int = 1,
    stored: bool = False,
) -> bytes:
    """An .xlsx of its fewest parts; ``more`` adds parts or puts others in their place."""
    listed = "".join(
        f'<sheet name="Trang {number}" sheetId="{number}" r:id="r1"/>'
        for number in range(1, sheets + 1)
    )
    parts = {
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{listed}</sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships><Relationship Id="r1" Type="{_DOC}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet or sheet_xml(),
    } | dict(more or {})
    return packed(parts, stored=stored)


def packed(parts: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def mixed(size: int) -> bytes:
    """Letters that pack to about a hundredth, so that no ratio gives them away."""
    piece = bytes(97 + place * place % 23 for place in range(97))
    return b"".join(piece + str(place % 1000).zfill(3).encode() for place in range(size // 100))


def bomb() -> bytes:
    """50 MB of blanks that pack to a thousandth."""
    return book(more={"xl/media/x.bin": b" " * 50_000_000})


def nested_bomb() -> bytes:
    """An archive in an archive in an archive."""
    inside = packed({"x.bin": b"0" * 100_000_000})
    return book(more={"xl/embeddings/one.zip": packed({f"{n}.zip": inside for n in range(50)})})


def very_many_parts() -> bytes:
    """An archive of very many empty parts."""
    return book(more={f"xl/media/{number}": b"" for number in range(60_000)})


def lying_sizes() -> bytes:
    """A part that says of itself in the directory that it is small; it is not."""
    content = bytearray(book(sheet_xml(" " * 30_000_000)))
    start = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/worksheets/sheet1.xml"))
    content[start + 24 : start + 28] = struct.pack("<I", 2000)
    return bytes(content)


def laughs() -> bytes:
    """Entities that double each other."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return book(sheet_xml(head=f'<!DOCTYPE w [<!ENTITY l0 "ha">{lines}]>', before="<x>&l9;</x>"))


def foreign_entity() -> bytes:
    """An entity that would bring in another file of the machine."""
    return book(sheet_xml(head='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))


def long_token() -> bytes:
    """One attribute of 60 MB: a reader that begins anew with every block never ends."""
    return book(sheet_xml(before=f'<x a="{mixed(60_000_000).decode()}"/>'))


def long_comment() -> bytes:
    """One comment of 60 MB."""
    return book(sheet_xml(before=f"<!--{mixed(60_000_000).decode()}-->"))


def very_deep() -> bytes:
    """Elements inside each other, 300,000 deep."""
    count = 300_000
    deep = "".join(f"<x{n % 9973}>" for n in range(count))
    deep += "".join(f"</x{n % 9973}>" for n in reversed(range(count)))
    return book(sheet_xml(before=deep))


def very_many_cells() -> bytes:
    """A million rows of four filled cells."""
    rows = "".join(
        f'<row r="{row}"><c><v>{row % 97}</v></c><c><v>1</v></c><c><v>2</v></c></row>'
        for row in range(3, 1_000_000)
    )
    return book(sheet_xml(rows))


def very_many_empty_rows() -> bytes:
    """Rows that were formatted to the last row of the sheet, with nothing in them."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/></row>' for row in range(3, 1_048_577)
    )
    return book(sheet_xml(rows))


def far_cells() -> bytes:
    """A row of 16,384 columns, and a dimension that promises all of them a million times."""
    cells = "".join("<c><v>7</v></c>" for _one in range(16_384))
    return book(sheet_xml(f'<row r="3">{cells}</row>', before='<dimension ref="A1:XFD1048576"/>'))


def absurd_places() -> bytes:
    """A cell in a row and a column that no sheet has."""
    return book(sheet_xml(f'<row r="{"9" * 300}"><c r="ZZZZZZZZ1"><v>1</v></c></row>'))


def many_sheets() -> bytes:
    """A thousand sheets, all of them the same part of 20,000 rows."""
    rows = "".join(f'<row r="{row}"><c><v>1</v></c></row>' for row in range(3, 20_000))
    return book(sheet_xml(rows), sheets=1000)


def wide_merges() -> bytes:
    """Merged ranges over the whole sheet, a hundred thousand times."""
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 100_000
    xml = sheet_xml().replace(b"</sheetData>", b"</sheetData>" + merges.encode())
    return book(xml)


def long_texts() -> bytes:
    """Texts of 2 MB in each of fifty cells."""
    text = mixed(2_000_000).decode()
    return book(sheet_xml("".join(f"<row>{inline(f'A{n}', text)}</row>" for n in range(3, 53))))


def shared_lie() -> bytes:
    """Cells that name shared texts that are not there."""
    return book(sheet_xml('<row r="3"><c t="s"><v>99999999999</v></c><c t="s"><v>-5</v></c></row>'))


def no_numbers() -> bytes:
    """Numbers that are none: NaN, Infinity, and one of three hundred digits."""
    values = ("NaN", "Infinity", "-Infinity", "1e999", "9" * 300, "1e-999")
    cells = "".join(f"<c><v>{value}</v></c>" for value in values)
    return book(sheet_xml(f'<row r="3">{cells}</row>'))


def wide_xls() -> bytes:
    """An .xls that promises blank cells in the last column of every row, on many sheets."""
    return xls(
        [
            b"".join(_record(0x0201, struct.pack("<HHH", row, 255, 0)) for row in range(60_000))
            for _sheet in range(25)
        ]
    )


def merged_xls() -> bytes:
    """An .xls with ranges merged over whole sheets: ten bytes that stand for 16 million cells."""
    merged = _record(0x00E5, struct.pack("<HHHHH", 1, 0, 65535, 0, 255))
    figure = _record(0x0203, struct.pack("<HHHd", 0, 0, 0, 7.0))
    return xls([figure + merged for _sheet in range(40)])


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls(sheets: list[bytes]) -> bytes:
    """A workbook of Excel 97 as a bare stream, with these records in its sheets."""
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    start, end = _record(0x0809, begin), _record(0x000A, b"")
    names = [f"S{number}".encode() for number in range(len(sheets))]
    sizes = [4 + 4 + 2 + 2 + len(name) for name in names]
    at = len(start) + sum(sizes) + len(end)
    listed = []
    bodies = []
    for name, records in zip(names, sheets, strict=True):
        head = struct.pack("<IBBBB", at, 0, 0, len(name), 0) + name
        listed.append(_record(0x0085, head))
        inside = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
        bodies.append(_record(0x0809, inside) + records + end)
        at += len(bodies[-1])
    return b"".join(chain([start], listed, [end], bodies))


def one_long_line() -> bytes:
    """A text table of one line with ten million cells."""
    return b"a" + b"," * 10_000_000


def only_line_ends() -> bytes:
    """A text table of nineteen million empty lines."""
    return b"x;y" + b"\n" * 19_000_000


def one_quote() -> bytes:
    """A quotation mark that is never closed again."""
    return b'Ng\xc3\xa0y;T\xe1\xbb\x95\n"' + mixed(15_000_000)


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "bomb.xlsx": bomb,
    "nested.xlsx": nested_bomb,
    "parts.xlsx": very_many_parts,
    "sizes.xlsx": lying_sizes,
    "laughs.xlsx": laughs,
    "foreign.xlsx": foreign_entity,
    "token.xlsx": long_token,
    "comment.xlsx": long_comment,
    "deep.xlsx": very_deep,
    "cells.xlsx": very_many_cells,
    "rows.xlsx": very_many_empty_rows,
    "columns.xlsx": far_cells,
    "places.xlsx": absurd_places,
    "sheets.xlsx": many_sheets,
    "merges.xlsx": wide_merges,
    "texts.xlsx": long_texts,
    "shared.xlsx": shared_lie,
    "numbers.xlsx": no_numbers,
    "wide.xls": wide_xls,
    "merged.xls": merged_xls,
    "line.csv": one_long_line,
    "lines.csv": only_line_ends,
    "quote.csv": one_quote,
}
