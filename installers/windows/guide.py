"""HUONG-DAN-CAI-DAT.pdf: one page for whoever sits at the PC, with a picture of every step.

Pages of the setup program and the first window are real, kept in ``pictures``; what Windows itself
shows is drawn plainly, with its own words.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from installers.parts.release import ROOT, Release
from installers.windows import sketches
from installers.windows.sketches import (
    INK,
    PALE,
    RED,
    SHAPE,
    STRONG,
    TEXT,
    Setup,
    Sketch,
    ring,
    words,
)

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PICTURES = Path(__file__).resolve().parent / "pictures"
_FONTS = ROOT / "resources/fonts/inter"
_LEFT, _TOP, _WIDTH, _GAP = 34.0, 806.0, 527.0, 13.0
_COLUMN = (_WIDTH - 2 * _GAP) / 3
_SIZE, _LINE = 8.6, 11.4
# Where its button to go on lies, in parts of the page's width and height.
_NEXT = (0.637, 0.018, 0.183, 0.094)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, and its picture: a kept one (with what to ring, in parts of its
    width and height) or a sketch."""

    title: str
    text: str
    picture: str | Sketch
    ringed: tuple[float, float, float, float] | None = None


_ROWS: tuple[tuple[float, tuple[Step, ...]], ...] = (
    (
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
    (
        _COLUMN * SHAPE,
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
            Step("Trang đầu", "Bấm Tiếp tục.", "welcome", _NEXT),
        ),
    ),
    (
        _COLUMN * SHAPE,
        (
            Step(
                "Ai dùng trên máy",
                "Có máy không hiện trang này. Cùng làm một sổ: để nguyên như hình.",
                "who",
                _NEXT,
            ),
            Step("Chọn thư mục", "Để nguyên. Bấm Cài đặt, chờ khoảng một phút.", "folder", _NEXT),
            Step("Xong", "Để dấu ở Mở Sổ 138 ngay. Bấm Hoàn thành.", "finish", _NEXT),
        ),
    ),
)
_FIRST = (
    "Mở Sổ 138",
    "Lần sau mở bằng biểu tượng Sổ 138 trên màn hình nền hoặc trong Start.",
    (
        "Làm sổ lần đầu: Bắt đầu mới. Có bản sao từ máy cũ: Khôi phục từ USB. Muốn xem trước: "
        "Xem thử số liệu mẫu. Cơ quan cấp trên: Dùng cho cấp trên."
    ),
)
_OTHERWISE = (
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
    ("“Windows trên máy này cũ quá”, “32 bit”", "Cần Windows 10 bản 1809 trở lên, 64 bit."),
    ("“Chưa sao lưu được số liệu”", "Xem ổ đĩa còn chỗ không, khởi động lại máy, chạy lại tệp."),
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
    for tall, steps in _ROWS:
        height = _row(page, steps, top=height, tall=tall, first=number, setup=setup)
        number += len(steps)
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


def _row(
    page: "Canvas", steps: tuple[Step, ...], *, top: float, tall: float, first: int, setup: Setup
) -> float:
    """Draw one row of steps; return where the next one begins."""
    ends = []
    for place, step in enumerate(steps):
        left = _LEFT + place * (_COLUMN + _GAP)
        _title(page, left, top, first + place, step.title)
        ends.append(_text(page, left, top - 13, _COLUMN, step.text.replace("{name}", setup.name)))
    bottom = min(ends) + _LINE - 6 - tall
    for place, step in enumerate(steps):
        left = _LEFT + place * (_COLUMN + _GAP)
        if isinstance(step.picture, str):
            _kept(page, left, bottom, _COLUMN, step.picture, step.ringed)
        else:
            step.picture(page, left, bottom, _COLUMN, setup)
    return bottom - 20


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


def _kept(
    page: "Canvas",
    x: float,
    y: float,
    width: float,
    name: str,
    ringed: tuple[float, float, float, float] | None = None,
) -> None:
    """Draw a kept picture."""
    from reportlab.lib.utils import ImageReader

    tall = _kept_height(name, width)
    page.drawImage(ImageReader(str(PICTURES / f"{name}.png")), x, y, width, tall)
    page.setStrokeColor("#8795a8")
    page.rect(x, y, width, tall, stroke=1, fill=0)
    if ringed is not None:
        left, low, wide, high = ringed
        ring(page, x + left * width, y + low * tall, wide * width, high * tall)


def _last(page: "Canvas", *, top: float, number: int) -> None:
    """The first window on the left, what to do when something differs on the right."""
    half = (_WIDTH - _GAP) * 0.47
    _title(page, _LEFT, top, number, _FIRST[0])
    below = _text(page, _LEFT, top - 13, half, _FIRST[1])
    tall = _kept_height("first", half)
    low = below + _LINE - 6 - tall
    _kept(page, _LEFT, low, half, "first")
    _text(page, _LEFT, low - 13, half, _FIRST[2])
    right = _LEFT + half + _GAP
    width = _WIDTH - half - _GAP
    page.setFont(STRONG, 10)
    page.setFillColor(RED)
    page.drawString(right, top - 0.5, "Thấy khác hình thì làm gì")
    line = top - 14
    for seen, do in _OTHERWISE:
        line = _text(page, right, line, width, seen, font=STRONG)
        line = _text(page, right, line, width, do) - 2


def _kept_height(name: str, width: float) -> float:
    from reportlab.lib.utils import ImageReader

    across, down = ImageReader(str(PICTURES / f"{name}.png")).getSize()
    return width * down / across
