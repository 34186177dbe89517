"""A periodic report of a committee: skeleton, sentences with their figures, appendices I–VI."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.periods import PeriodKind
from desktop.domain.snapshot import Snapshot
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import bound, slash_date
from desktop.reports.appendices import period_appendices
from desktop.reports.beside import NOTHING_BESIDE, Beside
from desktop.reports.chart import chart_with_table
from desktop.reports.comparison import (
    comparison,
    comparison_legend,
    comparison_note,
    duty_chart,
    month_blocks,
)
from desktop.reports.confirmed_part import confirmed_lines
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.narrative import GENERATED, opening
from desktop.reports.tree import Block, Document, Heading, Metadata, Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """A section that the officer may write in.

    ``generated`` is what is printed without the officer: empty where these data hold no
    facts, then the section says so. The officer's own text stands in its place; tables stay.
    """

    key: str
    title: str
    generated: str


_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("situation", ()),
    (
        "results",
        (
            "leadership",
            "area_review",
            "outreach",
            "models",
            "managed_people",
            "prevention",
            "objectives",
        ),
    ),
    ("assessment", ("strengths", "shortcomings")),
    ("next_tasks", ()),
    ("proposals", ()),
)
SECTION_KEYS = tuple(key for part, inner in _PARTS for key in (inner or (part,)))
_Added = Mapping[str, Sequence[str]]
_NOTHING_ADDED: _Added = {}
_ROMAN = ("I", "II", "III", "IV", "V")


def sections(snapshot: Snapshot, frame: PaperFrame) -> tuple[Section, ...]:
    """The sections of the report with their generated texts, in order."""
    figures = Figures.of(snapshot, frame)
    return tuple(_described(figures, key) for key in SECTION_KEYS)


def _described(figures: Figures, key: str) -> Section:
    generated = _generated(figures, key)
    return Section(key, figures.form.text(f"titles.{key}"), "\n".join(generated))


def period_report(
    snapshot: Snapshot,
    texts: Mapping[str, str],
    frame: PaperFrame,
    beside: Beside = NOTHING_BESIDE,
    *,
    added: _Added = _NOTHING_ADDED,
) -> Document:
    """The report of a month, quarter, half-year, nine months, year or range of days.

    ``texts`` holds the officer's own paragraphs by section key; lines of such a text are
    paragraphs, and stand in the place of the drafted sentences. ``added`` are lines that follow
    those of a section. The same snapshot, texts, frame and figures beside it give the same paper.
    """
    figures = Figures.of(snapshot, frame, beside)
    form, common = figures.form, framing.common_form(frame)
    first, last = slash_date(snapshot.period.start), slash_date(snapshot.period.last_day)
    subject = figures.say("subject")
    dates = figures.say("dates", first=first, last=last)
    return Document(
        metadata=Metadata(
            title=f"Báo cáo {subject[0].lower()}{subject[1:]}".replace("\u00a0", " "),
            author=nfc(frame.issuing_name),
            subject=form.text("file_subject").format(first=first, last=last),
        ),
        letterhead=framing.letterhead(frame, common),
        kind=form.text("kind"),
        subject=(subject, *_replacing(figures), dates),
        salutation=framing.salutation(frame, common),
        blocks=framing.ended(tuple(_body(figures, texts, added))),
        recipients=framing.recipients(frame, common, addressed=bool(frame.salutations)),
        signature=framing.signature(frame, common),
        appendices=period_appendices(figures, common),
        draft=common.text("draft") if snapshot.draft else "",
    )


def _replacing(figures: Figures) -> tuple[str, ...]:
    """That the paper replaces an earlier one, after a correction."""
    number = figures.beside.correction
    return (figures.say("replacing", number=number),) if number else ()


def _generated(figures: Figures, key: str) -> list[str]:
    return GENERATED[key](figures) if key in GENERATED else []


def _body(figures: Figures, texts: Mapping[str, str], added: _Added) -> Iterator[Block]:
    yield Paragraph.of(opening(figures))
    number = 0
    for part, inner in _PARTS:
        blocks = tuple(_part(figures, texts, added, part, inner))
        if blocks:
            title = figures.form.text(f"titles.{part}")
            yield Heading(1, f"{_ROMAN[number]}. {title}")
            yield from blocks
            number += 1
    yield Paragraph.of(figures.say("closing.sentence"))


def _part(
    figures: Figures, texts: Mapping[str, str], added: _Added, part: str, inner: Sequence[str]
) -> Iterator[Block]:
    """The blocks of one part; a section that nothing is known of says so."""
    if not inner:
        yield from _section(figures, texts, added, part)
        return
    number = 0
    for key in inner:
        blocks = tuple(_section(figures, texts, added, key))
        if blocks:
            number += 1
            yield Heading(2, bound(f"{number}. {figures.form.text(f'titles.{key}')}"))
            yield from blocks


def _section(
    figures: Figures, texts: Mapping[str, str], added: _Added, key: str
) -> Iterator[Block]:
    """The officer's own words, else the drafted ones; tables stay behind either."""
    own = [line for text in texts.get(key, "").splitlines() if (line := nfc(text).strip())]
    lines = [bound(line) for line in own] or _generated(figures, key)
    more = added.get(key, ())
    for line in lines or more or (figures.say("missing.section"),):
        yield Paragraph.of(line)
    if key == "objectives":
        yield from _figures_beside(figures)
    for line in more if lines else ():
        yield Paragraph.of(bound(line))


def _figures_beside(figures: Figures) -> Iterator[Block]:
    """The tables of comparison and of months, then what was confirmed before closing."""
    yield Paragraph.of(comparison_note(figures))
    yield comparison(figures)
    yield from comparison_legend(figures)
    yield from month_blocks(figures)
    if figures.period.kind is PeriodKind.YEAR:
        yield Paragraph.of(figures.say("months.chart_opening"))
        yield from chart_with_table(duty_chart(figures))
    for line in confirmed_lines(figures):
        yield Paragraph.of(line)
