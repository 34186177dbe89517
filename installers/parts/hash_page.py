"""The page that goes with a file: its hash in groups, and how to compare it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installers.parts.release import ROOT, Release
from installers.parts.settling import sha256_of

_FONTS = ROOT / "resources/fonts/liberation-serif"
_LEFT, _TOP, _LINE = 62.0, 780.0, 17.0
_COMPARE = (
    "4. So dãy chữ số máy hiện ra với dãy in trên tờ này, từng nhóm bốn chữ; chữ hoa, chữ thường",
    "    như nhau. Khác dù chỉ một chữ thì không dùng tệp đó, và báo cho nơi đã giao.",
)


@dataclass(frozen=True, slots=True)
class Way:
    """How a system shows the hash of a file: what is done first, and the line that is typed."""

    steps: tuple[str, ...]
    line: str


ON_WINDOWS = Way(
    (
        "1. Chép tệp vào một thư mục trên máy, ví dụ C:\\Cai-dat.",
        "2. Bấm Start, gõ cmd, Enter. Gõ: cd C:\\Cai-dat rồi Enter.",
        "3. Gõ dòng in đậm của tệp dưới đây rồi Enter, chờ vài giây.",
    ),
    "certutil -hashfile {name} SHA256",
)
ON_DEBIAN = Way(
    (
        "1. Chép tệp vào thư mục riêng trên máy, ví dụ thư mục Downloads.",
        "2. Mở Terminal. Gõ: cd ~/Downloads rồi Enter.",
        "3. Gõ dòng in đậm của tệp dưới đây rồi Enter.",
    ),
    "sha256sum {name}",
)


def groups_of(value: str) -> list[str]:
    """A hash as it is read aloud: lines of eight groups of four."""
    fours = [value[place : place + 4] for place in range(0, len(value), 4)]
    return [" ".join(fours[place : place + 8]) for place in range(0, len(fours), 8)]


def hash_page(files: Sequence[Path], *, release: Release, way: Way) -> bytes:
    """Return the page as a PDF of the same bytes for the same files."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name in ("Regular", "Bold"):
        font = TTFont(f"Serif-{name}", str(_FONTS / f"LiberationSerif-{name}.ttf"))
        pdfmetrics.registerFont(font)
    made = io.BytesIO()
    page = Canvas(made, pagesize=A4, invariant=1, initialFontName="Serif-Regular")  # type: ignore[arg-type]  # stub
    title = f"Sổ 138, phiên bản {release.version}: kiểm tra tệp cài đặt"
    page.setTitle(title)
    height = _TOP
    for size, bold, text in _lines(title, files, way):
        page.setFont("Serif-Bold" if bold else "Serif-Regular", size)
        page.drawString(_LEFT, height, text)
        height -= _LINE if text else _LINE / 2
    page.save()
    return made.getvalue()


def _lines(title: str, files: Sequence[Path], way: Way) -> list[tuple[float, bool, str]]:
    """Size, whether bold, and text of every line."""
    lines: list[tuple[float, bool, str]] = [(16, True, title), (12, False, "")]
    lines += [(12, False, "Tờ này cho biết tệp trên USB có đúng là tệp đã phát hành hay không.")]
    lines += [(12, False, ""), *((12, False, step) for step in (*way.steps, *_COMPARE))]
    for file in files:
        size = f"{file.stat().st_size:,}".replace(",", ".")
        lines += [(12, False, ""), (12, False, ""), (13, True, file.name)]
        lines += [(12, False, f"Dung lượng: {size} byte. Mã SHA-256:")]
        lines += [(15, False, group) for group in groups_of(sha256_of(file))]
        lines += [(12, True, way.line.format(name=file.name))]
    return lines
