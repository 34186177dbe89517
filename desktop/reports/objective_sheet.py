"""The sheet of a month's objectives: all of them in one table, then a chart with its table each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.objective_results import ObjectiveState
from desktop.domain.objective_store import StoredFigure
from desktop.domain.periods import Period
from desktop.domain.plans import PlanPack
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import (
    decimal_number,
    decimal_percent,
    number_text,
    slash_date,
)
from desktop.reports.chart import chart_with_table
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import (
    Align,
    Appendix,
    Block,
    Chart,
    ChartColumn,
    Column,
    ColumnState,
    Document,
    Metadata,
    Orientation,
    Table,
)

_STATES = {ObjectiveState.MET: ColumnState.MET, ObjectiveState.NOT_MET: ColumnState.NOT_MET}
_WAITING = frozenset({ObjectiveState.NOT_ENTERED, ObjectiveState.NOT_APPLICABLE})
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One objective of the sheet; ``months`` are the twelve of the year, none: no figure.

    ``stated`` ones are answered with yes or no: they have a state in the table and no chart.
    """

    id: str
    title: str
    unit: str
    now: StoredFigure | None
    before: StoredFigure | None
    last_year: StoredFigure | None
    to_date: StoredFigure | None
    months: tuple[StoredFigure | None, ...] = ()
    stated: bool = False


def objective_sheet(
    lines: Sequence[SheetLine], *, plan: PlanPack, month: Period, frame: PaperFrame, draft: bool
) -> Document:
    """The paper of a month's objectives; ``draft`` while the month is open."""
    form, common = frame.forms.named("objective_sheet"), framing.common_form(frame)
    first, last = slash_date(month.start), slash_date(month.last_day)
    subject = form.say("subject", month=month.number, year=month.year)
    name = (
        form.say("plan_named", symbol=plan.symbol)
        if plan.symbol
        else form.say("plan_titled", title=plan.title)
    )
    return Document(
        metadata=Metadata(
            title=subject.replace("\u00a0", " "),
            author=nfc(frame.issuing_name),
            subject=form.text("file_subject").format(first=first, last=last),
        ),
        letterhead=framing.letterhead(frame, common),
        kind=form.text("kind"),
        subject=(subject, form.say("dates", first=first, last=last, plan=name)),
        salutation=(),
        blocks=(_summary(lines, form),),
        recipients=framing.recipients(frame, common, addressed=False),
        signature=framing.signature(frame, common),
        appendices=tuple(_charts(lines, month, form, _kept_with(frame, form))),
        draft=common.text("draft") if draft else "",
    )


def _summary(lines: Sequence[SheetLine], form: Form) -> Table:
    columns = (
        Column(form.say("heads.number"), 6, Align.CENTRE),
        Column(form.say("heads.title"), 36),
        Column(form.say("heads.now"), 15, Align.CENTRE),
        Column(form.say("heads.before"), 14, Align.CENTRE),
        Column(form.say("heads.last_year"), 14, Align.CENTRE),
        Column(form.say("heads.to_date"), 15, Align.CENTRE),
    )
    return Table(columns, tuple(_row(line, form) for line in lines))


def _row(line: SheetLine, form: Form) -> tuple[str, ...]:
    figures = (line.before, line.last_year, line.to_date)
    now = figure_words(line, line.now, form)
    judged = line.now is not None and not line.stated and line.now.state in _STATES
    if judged and line.now is not None:
        now = f"{now}\n{form.text(f'state.{line.now.state}')}"
    said = (figure_words(line, one, form) for one in figures)
    return (line.id, nfc(line.title), now.replace("\n", ". "), *said)


def figure_words(line: SheetLine, figure: StoredFigure | None, form: Form) -> str:
    """A figure in a cell: "21/23 (91,3%)", "3 vụ", the state where no figure says it."""
    if figure is None:
        return form.text("gap")
    if line.stated or figure.numerator is None or figure.state in _WAITING:
        return form.text(f"state.{figure.state}")
    if not figure.ratio:
        return f"{number_text(figure.numerator)} {line.unit}".strip()
    if figure.percent is None:
        return form.text("state.nothing_arose")
    made = f"{number_text(figure.numerator)}/{number_text(figure.denominator or 0)}"
    return f"{made} ({decimal_percent(figure.percent)})"


def _kept_with(frame: PaperFrame, form: Form) -> str:
    """What the appendix goes with (decree 30/2020, annex I); number and date open there too."""
    number = frame.number_text[0].lower() + frame.number_text[1:]
    return form.say("appendix_note", number=number, date=frame.date_text, issuer=frame.issuing_name)


def _charts(lines: Sequence[SheetLine], month: Period, form: Form, note: str) -> Iterator[Appendix]:
    blocks: list[Block] = []
    for line in lines:
        chart = _chart(line, form)
        if chart is not None:
            blocks += chart_with_table(chart)
    if blocks:
        title = form.say("titles.charts", year=month.year)
        yield Appendix("", title, note, tuple(blocks), Orientation.PORTRAIT)


def _chart(line: SheetLine, form: Form) -> Chart | None:
    """The year of an objective; none where nothing was counted."""
    values = [_value(figure) for figure in line.months]
    if line.stated or all(value is None for value in values):
        return None
    known = [figure for figure in line.months if figure is not None]
    ratio = any(figure.ratio for figure in known)
    target = (line.now or known[-1]).target
    if target is not None and ratio:
        target = target / _PERCENT
    return Chart(
        title=form.say("titles.chart", number=line.id, title=nfc(line.title)),
        columns=tuple(
            _column(number, figure, value, form)
            for number, (figure, value) in enumerate(zip(line.months, values, strict=True), start=1)
        ),
        target=target,
        unit="" if ratio else line.unit,
        percent=ratio,
    )


def _column(
    number: int, figure: StoredFigure | None, value: Decimal | None, form: Form
) -> ChartColumn:
    state = _STATES.get(figure.state, ColumnState.NONE) if figure is not None else ColumnState.NONE
    note = ""
    if figure is not None and figure.ratio and value is not None:
        note = f"{decimal_number(Decimal(figure.numerator or 0))}/{figure.denominator}"
    return ChartColumn(form.say("titles.month", month=number), value, state, note)


def _value(figure: StoredFigure | None) -> Decimal | None:
    if figure is None or figure.numerator is None or figure.state in _WAITING:
        return None
    if not figure.ratio:
        return Decimal(figure.numerator)
    return Decimal(figure.numerator) / figure.denominator if figure.denominator else None
