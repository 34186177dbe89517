"""HUONG-DAN-CAI-DAT.pdf: one page for whoever sits at the PC, with a picture of every step.

Pages of the setup program and the first window are real, kept in ``pictures``; what Windows itself
shows is drawn plainly, with its own words.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from installers.parts.release import ROOT, Release
from installers.windows import sketches
from installers.windows.cuttings import CUTTINGS, PICTURES, cut
from installers.windows.sketches import (
    INK,
    PALE,
    RED,
    STRONG,
    TEXT,
    Setup,
    Sketch,
    words,
)

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FONTS = ROOT / "resources/fonts/inter"
_LEFT, _TOP, _WIDTH, _GAP = 34.0, 806.0, 527.0, 13.0
_SIZE, _LINE = 8.6, 11.4


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, and its picture: what is shown of a kept one, or a sketch."""

    title: str
    text: str
    picture: str | Sketch


@dataclass(frozen=True, slots=True)
class Row:
    """Steps side by side, and how tall the pictures among them are."""

    tall: float
    steps: tuple[Step, ...]

    @property
    def column(self) -> float:
        """How wide one step is."""
        return (_WIDTH - (len(self.steps) - 1) * _GAP) / len(self.steps)

    def left(self, place: int) -> float:
        """Where a step begins."""
        return _LEFT + place * (self.column + _GAP)


_ROWS = (
    Row(
        46,
        (
            Step(
                "Chép từ USB vào máy",
                "Tạo thư mục C:\\Cai-dat, chép tệp {name} vào đó.",
                sketches.stick,
            ),
            Step(
                "So mã",
                "Start, gõ cmd, Enter. Gõ cd C:\\Cai-dat, Enter, rồi dòng như hình. Dãy hiện ra "
                "phải đúng dãy trên tờ “kiểm tra tệp cài đặt”.",
                sketches.black_window,
            ),
            Step(
                "Bấm đúp tệp",
                "Đóng Sổ 138 nếu đang mở, rồi bấm đúp tệp trong C:\\Cai-dat.",
                sketches.setup_file,
            ),
        ),
    ),
    Row(
        sketches.BLUE_TALL,
        (
            Step(
                "Bảng xanh của Windows",
                "Windows chưa quen tệp này nên hỏi. Bấm Thông tin thêm. Không thấy: sang bước 6.",
                sketches.warned,
            ),
            Step(
                "Vẫn chạy",
                "Xem đúng tên tệp như hình, rồi bấm Vẫn chạy.",
                sketches.opened,
            ),
            Step("Trang đầu", "Bấm Tiếp tục.", "welcome"),
        ),
    ),
    Row(
        92,
        (
            Step(
                "Ai dùng trên máy",
                "Có máy không hiện trang này; người quản trị máy thấy thêm hai dòng ở trên. Để "
                "nguyên như máy đã chọn, bấm Tiếp tục.",
                "who",
            ),
            Step(
                "Chọn thư mục",
                "Để nguyên thư mục máy đã chọn. Bấm Cài đặt, chờ khoảng một phút.",
                "folder",
            ),
        ),
    ),
)
_DONE = Step("Xong", "Để dấu ở Mở Sổ 138 ngay. Bấm Hoàn thành.", "finish")
_FIRST = (
    "Mở Sổ 138",
    "Lần sau mở bằng biểu tượng Sổ 138 trên màn hình nền hoặc trong Start.",
    (
        "Làm sổ lần đầu: Bắt đầu mới. Có bản sao từ máy cũ: Khôi phục từ USB. Muốn xem trước: "
        "Xem thử số liệu mẫu. Cơ quan cấp trên: Dùng cho cấp trên."
    ),
)
OTHERWISE = (
    ("Dãy mã khác tờ mã, dù một chữ", "Không chạy tệp. Báo nơi đã giao USB."),
    ("Windows hiện tiếng Anh", "More info, rồi Run anyway. Trang chọn ngôn ngữ: Tiếng Việt, OK."),
    (
        "Bảng xanh không có Vẫn chạy, hoặc phần mềm diệt vi-rút xóa tệp",
        "Không tắt phần mềm diệt vi-rút. Báo cán bộ công nghệ thông tin, đưa tờ mã.",
    ),
    (
        "“Bạn có muốn cho phép ứng dụng này…”",
        "Chỉ tài khoản quản trị máy mới bị hỏi. Xem đúng tên tệp, bấm Có.",
    ),
    ("“Sổ 138 đang mở trên máy này”", "Đóng Sổ 138, ở cả tài khoản khác, rồi bấm Thử lại."),
    ("“Máy này đã có phiên bản … mới hơn”", "Không cần cài. Đang có bản mới hơn tệp này."),
    ("“Windows trên máy này cũ quá”, “Windows 32 bit”", "Cần Windows 10 bản 1809 trở lên, 64 bit."),
    (
        "“Chưa sao lưu được số liệu”, “Ổ đĩa không đủ chỗ”",
        "Dọn bớt tệp không cần, khởi động lại máy, chạy lại tệp.",
    ),
    (
        "“đang có tệp khác, không phải của Sổ 138”",
        "Bấm OK: cài vào thư mục So138 mới. Tệp cũ vẫn nguyên.",
    ),
    (
        "Cập nhật, cài lại, gỡ",
        "Số liệu luôn giữ nguyên. Bản mới không ưng: Start, Sổ 138, Quay lại bản trước.",
    ),
    (
        "Khác nữa",
        "Chụp màn hình, báo nơi đã giao USB. Bấm Thôi khi chưa cài thì máy không đổi gì.",
    ),
)


def guide(release: Release, *, sha256: str) -> bytes:
    """Return the page as a PDF; ``sha256`` is that of the setup file."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name in ("Regular", "SemiBold"):
        pdfmetrics.registerFont(TTFont(f"Sans-{name}", str(_FONTS / f"Inter-{name}.ttf")))
    made = io.BytesIO()
    page = Canvas(made, pagesize=A4, invariant=1, initialFontName=TEXT)  # type: ignore[arg-type]  # stub
    page.setTitle(f"Hướng dẫn cài đặt Sổ 138, phiên bản {release.version}")
    setup = Setup(f"So138-{release.version}-setup.exe", sha256[:24])
    height = _head(page, release)
    number = 1
    for row in _ROWS:
        height = _row(page, row, top=height, first=number, setup=setup)
        number += len(row.steps)
    _last(page, top=height, number=number)
    page.save()
    return made.getvalue()


def _head(page: "Canvas", release: Release) -> float:
    page.setFont(STRONG, 17)
    page.drawString(_LEFT, _TOP - 8, "Cài đặt Sổ 138")
    about = "Khoảng năm phút. Không cần mạng, không cần quyền quản trị. Làm theo số."
    words(page, _LEFT + 140, _TOP - 8, _SIZE, f"Phiên bản {release.version}. {about}")
    page.setStrokeColor(PALE)
    page.line(_LEFT, _TOP - 17, _LEFT + _WIDTH, _TOP - 17)
    return _TOP - 31


def _row(page: "Canvas", row: Row, *, top: float, first: int, setup: Setup) -> float:
    """Draw one row of steps; return where the next one begins."""
    ends = []
    for place, step in enumerate(row.steps):
        left, text = row.left(place), step.text.replace("{name}", setup.name)
        _title(page, left, top, first + place, step.title)
        ends.append(_text(page, left, top - 13, row.column, text))
    above = min(ends) + _LINE - 6
    for place, step in enumerate(row.steps):
        left = row.left(place)
        if isinstance(step.picture, str):
            tall = CUTTINGS[step.picture].height(row.column)
            cut(page, step.picture, left, above - tall, row.column)
        else:
            step.picture(page, left, above - row.tall, row.column, setup)
    return above - row.tall - 20


def _title(page: "Canvas", x: float, y: float, number: int, text: str) -> None:
    page.setFillColor("#1f4e8c")
    page.circle(x + 7, y + 3, 7.5, stroke=0, fill=1)
    page.setFont(STRONG, 9)
    page.setFillColor("#ffffff")
    page.drawCentredString(x + 7, y - 0.2, str(number))
    page.setFont(STRONG, 10)
    page.setFillColor(INK)
    page.drawString(x + 19, y - 0.5, text)


def _text(
    page: "Canvas", x: float, y: float, width: float, text: str, *, font: str = TEXT
) -> float:
    """Draw a paragraph; return the line below it."""
    from reportlab.lib.utils import simpleSplit

    for line in simpleSplit(text, font, _SIZE, width):
        words(page, x, y, _SIZE, line, font=font)
        y -= _LINE
    return y


def _whole(page: "Canvas", x: float, top: float, width: float, name: str) -> float:
    """Draw a kept picture as it is; return where it ends."""
    from reportlab.lib.utils import ImageReader

    image = ImageReader(str(PICTURES / f"{name}.png"))
    across, down = image.getSize()
    tall = width * down / across
    page.drawImage(image, x, top - tall, width, tall)
    page.setStrokeColor("#8795a8")
    page.rect(x, top - tall, width, tall, stroke=1, fill=0)
    return top - tall


def _last(page: "Canvas", *, top: float, number: int) -> None:
    """The last steps on the left, what to do when something differs on the right."""
    half = (_WIDTH - _GAP) * 0.47
    _title(page, _LEFT, top, number, _DONE.title)
    below = _text(page, _LEFT, top - 13, half, _DONE.text) + _LINE - 6
    low = below - CUTTINGS["finish"].height(half)
    cut(page, "finish", _LEFT, low, half)
    _title(page, _LEFT, low - 20, number + 1, _FIRST[0])
    below = _text(page, _LEFT, low - 33, half, _FIRST[1]) + _LINE - 6
    low = _whole(page, _LEFT, below, half, "first")
    _text(page, _LEFT, low - 13, half, _FIRST[2])
    right = _LEFT + half + _GAP
    width = _WIDTH - half - _GAP
    page.setFont(STRONG, 10)
    page.setFillColor(RED)
    page.drawString(right, top - 0.5, "Thấy khác hình thì làm gì")
    line = top - 14
    for seen, do in OTHERWISE:
        line = _text(page, right, line, width, seen, font=STRONG)
        line = _text(page, right, line, width, do) - 1
