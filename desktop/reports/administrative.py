"""Dates, numbers, shares and no-break spaces of official papers (decree 30/2020, annex I)."""

import re
from datetime import date
from decimal import Decimal

from desktop.domain.counting import Share

NBSP = "\u00a0"
NOTHING_AROSE = "không phát sinh"
_BLANK = NBSP * 6
_TWO_DIGITS = 10
_MARCH = 3

_BOUND_WORDS = (
    r"ngày|tháng|năm|quý|số:?|tổ dân phố|tổ|thôn|xóm|bản|làng|ấp"
    r"|khu phố|khu dân cư|khu|phụ lục|loại|chỉ đạo|khoản|điểm|điều|mục"
)
_BEFORE_NUMBER = re.compile(rf"\b({_BOUND_WORDS}) +(?=\d|[IVX]+\b)", re.IGNORECASE)
_UNITS = (
    r"buổi|lượt|người|hộ|nhân khẩu|mô hình|tổ|thôn|xóm|bản|làng|lần|điểm|xã|phường"
    r"|hoạt động|thành viên|cuộc|vụ|văn bản|cơ sở|cây|đối tượng|nhiệm vụ|chỉ tiêu|ngày(?! +\d)"
    r"|đồng|triệu|tỷ|km|m|m²|ha|kg|giờ"
)
_AFTER_NUMBER = re.compile(rf"(?<=\d) +(?=(?:{_UNITS})\b)")
_WHOLE_NAME = re.compile(r"\b(tổ) (dân) (phố)(?=\u00a0)", re.IGNORECASE)


def bound(text: str) -> str:
    """The text with no-break spaces in "Số: 05", "ngày 05", "Tổ dân phố 5", "27 buổi"."""
    text = _AFTER_NUMBER.sub(NBSP, _BEFORE_NUMBER.sub(rf"\1{NBSP}", text))
    return _WHOLE_NAME.sub(rf"\1{NBSP}\2{NBSP}\3", text)


def number_text(value: int) -> str:
    """A whole number with Vietnamese separators: ``1.834``."""
    return f"{value:,}".replace(",", ".")


def amount(value: int) -> str:
    """A number in a sentence, in two digits at least: ``05``, ``27``, ``1.834``."""
    return f"{value:02d}" if 0 < value < _TWO_DIGITS else number_text(value)


def signed(value: int) -> str:
    """A difference: ``+3``, ``-2``, ``0``."""
    return f"{'+' if value > 0 else '-' if value < 0 else ''}{number_text(abs(value))}"


def long_date(day: date) -> str:
    """ "ngày 05 tháng 9 năm 2026": a leading zero only for days below 10 and months 1 and 2."""
    return f"{day_and_month(day)} năm {day.year}"


def day_and_month(day: date) -> str:
    """ "ngày 14 tháng 02"."""
    month = f"{day.month:02d}" if day.month < _MARCH else str(day.month)
    return f"ngày {day.day:02d} tháng {month}"


def slash_date(day: date) -> str:
    """A date in running brackets by the same rule of zeros: ``15/9/2026``, ``05/02/2026``."""
    month = f"{day.month:02d}" if day.month < _MARCH else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def table_date(day: date) -> str:
    """A date in a table: ``05/09/2026``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def open_date(year: int) -> str:
    """A date to be filled in by hand after signature: "ngày      tháng      năm 2026"."""
    return f"ngày{_BLANK}tháng{_BLANK}năm{NBSP}{year}"


def paper_number(number: str, symbol: str) -> str:
    """ "Số: 05/BC-BCĐ", or with room for the number while it is open; single digits are padded."""
    stripped = number.strip()
    padded = stripped.zfill(2) if stripped.isdecimal() else stripped
    return f"Số:{NBSP}{padded}/{symbol}" if padded else f"Số:{_BLANK}/{symbol}"


def percent_text(share: Share) -> str:
    """The share in per cent with one decimal, more where it would read 0% or 100%: ``78,3%``.

    0/0 has none and reads "không phát sinh".
    """
    percent = share.percent
    return NOTHING_AROSE if percent is None else decimal_percent(percent)


def decimal_percent(percent: Decimal) -> str:
    """A number of per cent with at most two decimals: ``78,3%``.

    More where two would make it 0 or 100, which it is not: ``0,004%``.
    """
    places = 2
    while percent not in (0, 100) and round(percent, places) in (0, 100):
        places += 1
    return f"{decimal_number(percent, places)}%"


def decimal_number(value: Decimal, places: int = 2) -> str:
    """A number with Vietnamese separators and at most two decimals: ``1.834,5``."""
    whole, _point, part = f"{abs(round(value, places)):f}".partition(".")
    part = part.rstrip("0")
    sign = "-" if value < 0 else ""
    return f"{sign}{number_text(int(whole))}{',' if part else ''}{part}"


def share_text(numerator: int, denominator: int) -> str:
    """n/N with its percentage: ``18/23 (78,3%)``; 0/0 reads "không phát sinh"."""
    if denominator == 0:
        return NOTHING_AROSE
    ratio = f"{number_text(numerator)}/{number_text(denominator)}"
    return f"{ratio}{NBSP}({percent_text(Share(numerator, denominator))})"


def in_eights(text: str) -> str:
    """A long code in groups that can be read out and that break at the end of a line."""
    return " ".join(text[place : place + 8] for place in range(0, len(text), 8))
