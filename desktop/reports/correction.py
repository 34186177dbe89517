"""The report of a correction: "Báo cáo thay thế (bổ sung) lần n", its reason, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.domain.commune import lowered_kind
from desktop.domain.differences import Difference, DifferenceKind
from desktop.domain.periods import Period
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import bound, long_date, slash_date
from desktop.reports.difference_words import DifferenceWords
from desktop.reports.figures import form_of, period_text
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import (
    Align,
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Metadata,
    Paragraph,
    Table,
)

EXPLANATION = "explanation"
"""The section that the officer may write."""

_FIGURES = (
    DifferenceKind.TOTAL,
    DifferenceKind.CUMULATIVE,
    DifferenceKind.OBJECTIVE,
    DifferenceKind.COUNT,
    DifferenceKind.AREA,
)
"""What stands in the report itself; the rest stands in its appendix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedPeriod:
    """A period's n-th correction: why, what differs, and the paper that is replaced.

    ``paper`` is its number with the symbol and its day, none while it was not numbered;
    ``draft``: the corrected figures are not closed yet.
    """

    period: Period
    commune: str
    number: int
    reason: str
    differences: tuple[Difference, ...]
    paper: tuple[str, date] | None = None
    draft: bool = False


def correction_report(
    corrected: CorrectedPeriod, frame: PaperFrame, explanation: str = ""
) -> Document:
    """The report of a correction; ``explanation`` is what the officer wrote to it."""
    form, common = frame.forms.named("correction"), framing.common_form(frame)
    fields = _fields(corrected, frame)
    subject = form.say("subject", **fields)
    return Document(
        metadata=Metadata(
            title=f"Báo cáo {subject[0].lower()}{subject[1:]}".replace("\u00a0", " "),
            author=nfc(frame.issuing_name),
            subject=form.text("file_subject").format(**fields),
        ),
        letterhead=framing.letterhead(frame, common),
        kind=form.text("kind"),
        subject=(subject, form.say("dates", **fields)),
        salutation=framing.salutation(frame, common),
        blocks=framing.ended(tuple(_body(corrected, form, fields, explanation))),
        recipients=framing.recipients(frame, common, addressed=bool(frame.salutations)),
        signature=framing.signature(frame, common),
        appendices=tuple(_appendices(corrected, form, frame, common)),
        draft=common.text("draft") if corrected.draft else "",
    )


def _fields(corrected: CorrectedPeriod, frame: PaperFrame) -> dict[str, str]:
    period = corrected.period
    return {
        "number": str(corrected.number),
        "period": period_text(period, form_of(period.kind, frame.forms)),
        "first": slash_date(period.start),
        "last": slash_date(period.last_day),
        "from": long_date(period.start),
        "until": long_date(period.last_day),
        "commune": lowered_kind(nfc(corrected.commune)),
        "issuer": nfc(frame.issuing_name),
    }


def _body(
    corrected: CorrectedPeriod, form: Form, fields: dict[str, str], explanation: str
) -> Iterator[Block]:
    paper = ""
    if corrected.paper is not None:
        symbol, day = corrected.paper
        paper = form.say("paper", symbol=symbol, date=long_date(day))
    yield Paragraph.of(form.say("opening", paper=paper, **fields))
    yield Heading(1, f"I. {form.text('titles.reason')}")
    reason = nfc(corrected.reason).strip() or form.text("reason.none")
    yield Paragraph.of(bound(reason if reason.endswith(".") else f"{reason}."))
    yield Heading(1, f"II. {form.text('titles.figures')}")
    yield from _figures(corrected, form)
    own = [text for line in explanation.splitlines() if (text := nfc(line).strip())]
    if own:
        yield Heading(1, f"III. {form.text('titles.explanation')}")
        yield from (Paragraph.of(bound(line)) for line in own)
    yield Paragraph.of(form.say("closing", **fields))


def _figures(corrected: CorrectedPeriod, form: Form) -> Iterator[Block]:
    shown = [one for one in corrected.differences if one.kind in _FIGURES]
    if not corrected.differences:
        yield Paragraph.of(form.text("figures.none"))
    if shown:
        yield Paragraph.of(form.text("figures.opening"))
        yield _table(shown, form)
    if len(shown) < len(corrected.differences):
        yield Paragraph.of(form.text("figures.see"))


def _table(differences: list[Difference], form: Form) -> Table:
    """A line for each difference below the name of what it is about."""
    words = DifferenceWords(form)
    columns = (
        Column(form.text("table.number"), 10, Align.CENTRE),
        Column(form.text("table.what"), 74),
        Column(form.text("table.before"), 38, Align.CENTRE),
        Column(form.text("table.after"), 38, Align.CENTRE),
    )
    rows: list[tuple[str, ...]] = []
    kind: DifferenceKind | None = None
    for place, one in enumerate(differences, start=1):
        if one.kind is not kind:
            kind = one.kind
            rows.append(("", form.text(f"groups.{kind}"), "", ""))
        rows.append((str(place), *words.row(one)))
    return Table(columns, tuple(rows))


def _appendices(
    corrected: CorrectedPeriod, form: Form, frame: PaperFrame, common: Form
) -> Iterator[Appendix]:
    rest = [one for one in corrected.differences if one.kind not in _FIGURES]
    if not rest:
        return
    number = frame.number_text[0].lower() + frame.number_text[1:]
    note = common.text("appendix_note").format(
        number=number, date=frame.date_text, issuer=frame.issuing_name
    )
    period = period_text(corrected.period, form_of(corrected.period.kind, frame.forms))
    title = form.say("table.appendix", period=period)
    yield Appendix("", title, bound(note), (_table(rest, form),))
