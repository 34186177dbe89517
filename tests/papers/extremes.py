"""Papers at the edges of what an office may enter, by name."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from desktop.domain.consolidated import consolidated
from desktop.domain.consolidated_period import ConsolidatedPeriod
from desktop.domain.periods import month_period
from desktop.domain.snapshot_making import build_snapshot
from desktop.domain.unit_figures import unit_figures
from desktop.reports.chart import chart_with_table
from desktop.reports.consolidated_sheets import by_unit_paper
from desktop.reports.consolidated_words import gathered
from desktop.reports.frame import PaperFrame
from desktop.reports.model_register import model_register
from desktop.reports.month import month_report
from desktop.reports.reminder import reminder
from desktop.reports.session_forms import collection_forms
from desktop.reports.session_register import session_register
from desktop.reports.tree import (
    Align,
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Recipients,
    Run,
    SignatureBlock,
    Table,
)
from tests.actions.units_making import LONG_NAME, SUPERIOR, sent_month, units_named
from tests.actions.units_making import plan as counted
from tests.reports.made_up import FRAME, PROFILE, SIGNER, facts, snapshot
from tests.reports.papers_made_up import codes, plan
from tests.reports.planned import planned
from tests.reports.test_chart import counts, share
from tests.reports.test_pdf import VIETNAMESE

ALL_LETTERS = "Tổ " + " ".join(VIETNAMESE[at : at + 7] for at in range(0, len(VIETNAMESE), 7))
LONG_TITLE = (
    "TRƯỞNG BAN CHỈ ĐẠO PHÒNG, CHỐNG TỘI PHẠM, TỆ NẠN XÃ HỘI VÀ XÂY DỰNG PHONG TRÀO TOÀN DÂN "
)
LONG_TITLE += "BẢO VỆ AN NINH TỔ QUỐC PHƯỜNG THỦY"
LONG_BODY = (
    "Ủy ban nhân dân phường Hương Trà thuộc thành phố Huế trực tiếp quản lý địa bàn các tổ "
    "dân phố, khu tái định cư và khu vực giáp ranh theo phân công năm"
)
LONG_SUBJECT = " ".join(["kết quả công tác phòng, chống ma túy, quản lý người sau cai"] * 7)[:400]


def _lettered() -> Document:
    """Groups, commune and signer are called by all 134 letters."""
    known = facts(12)
    named = tuple(replace(one, name=f"{ALL_LETTERS} {n}") for n, one in enumerate(known.groups))
    profile = replace(PROFILE, name=f"Phường {ALL_LETTERS[:70]}", superior=ALL_LETTERS)
    frame = PaperFrame.of(profile, year=2026, signer=replace(SIGNER, name=ALL_LETTERS))
    made = build_snapshot(
        replace(known, groups=named, profile=profile), month_period(2026, 10), draft=True
    )
    return month_report(made, {}, frame)


def _usual() -> Document:
    return month_report(snapshot(5, draft=False), {}, FRAME)


def _headed(**changes: str) -> Document:
    whole = _usual()
    return replace(whole, letterhead=replace(whole.letterhead, **changes))


def _signed() -> Document:
    above = ("KT. " + LONG_TITLE, "PHÓ " + LONG_TITLE)
    block = SignatureBlock(above, (LONG_TITLE, "Nguyễn Văn Hòa"))
    return replace(_usual(), signature=block)


def _cosigned() -> Document:
    block = SignatureBlock(("ĐẠI DIỆN " + LONG_TITLE,), ("Trần Thị " + "Thu " * 9 + "Lan",))
    return replace(_usual(), cosigners=(block, block, block))


def _long_paragraph() -> Document:
    sentence = "Công tác phòng, chống ma túy tiếp tục được quan tâm chỉ đạo, triển khai đồng bộ; "
    runs = (Run(sentence * 60), Run(sentence * 5, bold=True), Run(sentence * 35))
    return replace(_usual(), blocks=(Paragraph(runs), Paragraph.of("Hết./.")))


def _tables() -> Document:
    """Sixteen columns, lying and upright; rows of one word without a blank."""
    columns = tuple(
        Column(
            f"Chỉ tiêu {n}", 1, Align.RIGHT if n else Align.LEFT, over="Cộng dồn" if n > 11 else ""
        )
        for n in range(16)
    )
    rows = tuple(
        tuple("Tổ dân phố 5" if n == 0 else f"{row * n * 977}" for n in range(16))
        for row in range(45)
    )
    wide = Table(columns, rows, ("Cộng", *("1.234.567",) * 15))
    unbroken = Table(
        (Column("Từ", 1), Column("Lời", 4)),
        (("x" * 90, "dài " * 300), ("nghiêng" * 12, "y" * 200), ("", "")),
    )
    return replace(
        _usual(),
        blocks=(Heading(1, "I. Bảng"), wide, unbroken, Paragraph.of("./.")),
        appendices=(
            Appendix("I", "Bảng rộng", "(Kèm theo)", (wide, unbroken), Orientation.LANDSCAPE),
            Appendix("II", LONG_SUBJECT, "(Kèm theo)", (Paragraph.of("Không phát sinh."),)),
        ),
    )


def _headings() -> Document:
    blocks: list[Block] = []
    for number in range(9):
        blocks += [Heading(1, f"I. {LONG_SUBJECT[:180]}"), Heading(2, f"{number}. {LONG_BODY}")]
        blocks += [Heading(3, f"a) {LONG_BODY}"), Paragraph.of("Ngắn.")]
    return replace(_usual(), blocks=tuple(blocks))


def _charts() -> Document:
    """Large, small, negative, single and missing figures."""
    charts = (
        share(), counts("1250000", "3"), counts("-4", "0", "7", target="5"), counts("1"),
        counts(None, None), counts(*["987654"] * 12),
    )  # fmt: skip
    blocks = tuple(block for chart in charts for block in chart_with_table(chart))
    return replace(_usual(), appendices=(Appendix("", "Biểu đồ", "(Kèm theo)", blocks),))


def _units() -> Document:
    """Units with names of eighty letters and counts of five digits, some lacking."""
    units = units_named(24, LONG_NAME)
    large = {one.id: 12345 for one in counted().counts}
    figures = {
        unit.unit: unit_figures(sent_month(unit, counts=large if place % 3 else {}))
        for place, unit in enumerate(units)
        if place % 5
    }
    totals = consolidated(month_period(2026, 10), units, figures, pack=counted())
    one = ConsolidatedPeriod(totals=totals, pack=counted())
    return by_unit_paper(gathered(one, PaperFrame.of(SUPERIOR, year=2026)))


EXTREMES: Mapping[str, Callable[[], Document]] = {
    "sixty groups with names of eighty letters": lambda: month_report(
        snapshot(60, long_names=True), {}, FRAME
    ),
    "all letters": _lettered,
    "one group": lambda: month_report(snapshot(1), {}, FRAME),
    "no group": lambda: month_report(snapshot(0), {}, FRAME),
    "a paragraph of three pages": _long_paragraph,
    "forty recipients": lambda: replace(
        _usual(),
        recipients=Recipients(
            "Nơi nhận:",
            ("- Như trên;", *(f"- {LONG_BODY[: 30 + n]} {n};" for n in range(38)), "- Lưu: VT."),
        ),
    ),
    "two hundred recipients": lambda: replace(
        _usual(), recipients=Recipients("Nơi nhận:", ("- Ban Chỉ đạo 138 xã bên cạnh;",) * 200)
    ),
    "forty addressees": lambda: replace(
        _usual(), salutation=("Kính gửi:", *(f"- {LONG_BODY[:60]} {n};" for n in range(40)))
    ),
    "tables of sixteen columns": _tables,
    "a signer's title of 120 letters": _signed,
    "three long cosigners": _cosigned,
    "a superior's name of 150 letters": lambda: _headed(
        parent_body=LONG_BODY.upper(), issuing_body=LONG_BODY.upper()
    ),
    "a place of 90 letters": lambda: _headed(
        place_and_date=f"{LONG_BODY[:90]}, ngày\u00a005 tháng\u00a09 năm\u00a02026"
    ),
    "a symbol of 60 letters": lambda: _headed(number="Số:\u00a012345/BC-" + "BCĐPCTPTNXH" * 5),
    "a subject of 400 letters": lambda: replace(
        _usual(), kind="BÁO CÁO " + LONG_SUBJECT[:150].upper(), subject=(LONG_SUBJECT, "(Từ ngày)")
    ),
    "a letter about 400 letters": lambda: _headed(about="V/v " + LONG_SUBJECT),
    "long headings": _headings,
    "units with long names and large counts": _units,
    "charts": _charts,
    "register of long names": lambda: session_register(snapshot(60, long_names=True), FRAME),
    "models of long names": lambda: model_register(snapshot(60, long_names=True), FRAME),
    "plan of long names": lambda: plan(snapshot(60, long_names=True), date(2026, 9, 16)),
    "reminder of long names": lambda: reminder(snapshot(60, long_names=True), FRAME),
    "forms of long names": lambda: collection_forms(
        snapshot(6, long_names=True), FRAME, codes(snapshot(6, long_names=True))
    ),
    "a plan's report": lambda: month_report(planned(), {}, FRAME),
}
