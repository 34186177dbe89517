"""The register of issued papers as a paper: what went out in a year, a line each.

Its columns are those of the register that decree 30/2020, appendix IV, gives for outgoing papers.
Who keeps the copy and how many were made is not known here: the registry writes it in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.issued import IssuedPaper, series_key
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import amount, bound, slash_date, table_date
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame
from desktop.reports.tree import (
    Align,
    Block,
    Column,
    Document,
    Metadata,
    Orientation,
    Paragraph,
    SignatureBlock,
    Table,
)

ISSUED_REGISTER = "issued-register"

_MOST_NAMED, _FIRST_NAMED = 8, 5
"""A letter to sixty groups names them itself; here they would fill a page."""

_COLUMNS = (
    ("symbol", 28, Align.LEFT),
    ("date", 22, Align.CENTRE),
    ("subject", 70, Align.LEFT),
    ("signer", 33, Align.LEFT),
    ("recipients", 60, Align.LEFT),
    ("keeper", 24, Align.LEFT),
    ("copies", 15, Align.CENTRE),
    ("note", 24, Align.LEFT),
)


def issued_register(years: Sequence[tuple[PaperFrame, Sequence[IssuedPaper]]]) -> Document:
    """The register of one or more years, each year from a new page; ``year`` is its frame's.

    The papers of a year stand as they are given: by date and number.
    """
    first, *others = (_of_year(frame, papers) for frame, papers in years)
    if not others:
        return first
    form = _form(years[0][0])
    title = form.say(
        "title_years", first_year=years[0][0].year, last_year=years[-1][0].year
    ).replace("\u00a0", " ")
    return replace(first, following=tuple(others), file_title=title)


def _of_year(frame: PaperFrame, papers: Sequence[IssuedPaper]) -> Document:
    form, common = _form(frame), framing.common_form(frame)
    year = frame.year
    days = [one.issued_on for one in papers]
    span = (
        (form.say("span", first_day=slash_date(min(days)), last_day=slash_date(max(days))),)
        if days
        else ()
    )
    return Document(
        metadata=Metadata(
            title=form.say("title", year=year).replace("\u00a0", " "),
            author=nfc(frame.issuing_name),
            subject=form.say("file_subject", year=year).replace("\u00a0", " "),
        ),
        letterhead=replace(framing.letterhead(frame, common), number=""),
        kind=form.text("kind"),
        subject=(form.say("subject", year=year), *span),
        salutation=(),
        blocks=_blocks(papers, form, year),
        recipients=framing.recipients(frame, common, addressed=False),
        signature=framing.signature(frame, common),
        orientation=Orientation.LANDSCAPE,
        cosigners=(SignatureBlock((form.text("compiler").upper(),), ()),),
    )


def _form(frame: PaperFrame) -> Form:
    return frame.forms.named(ISSUED_REGISTER)


def _blocks(papers: Sequence[IssuedPaper], form: Form, year: int) -> tuple[Block, ...]:
    if not papers:
        return framing.ended((Paragraph.of(form.say("text.none", year=year)),))
    columns = tuple(
        Column(form.say(f"column.{key}"), width, align) for key, width, align in _COLUMNS
    )
    closing = form.say(
        "text.closing", count=amount(len(papers)), series="; ".join(_series(papers, form))
    )
    by_hand = Paragraph.of(form.say("text.by_hand"), small=True)
    rows = tuple(_row(one, form) for one in papers)
    return framing.ended((Table(columns, rows), by_hand, Paragraph.of(closing)))


def _row(one: IssuedPaper, form: Form) -> tuple[str, ...]:
    return (
        one.symbol,
        table_date(one.issued_on),
        bound(one.subject),
        one.signer,
        _recipients(one.recipients, form),
        "",
        "",
        one.note,
    )


def _recipients(lines: Sequence[str], form: Form) -> str:
    """The recipients in one cell; of a long list the first ones and how many follow them."""
    named = lines if len(lines) <= _MOST_NAMED else lines[:_FIRST_NAMED]
    names = "; ".join(bound(line) for line in named)
    rest = len(lines) - len(named)
    return form.say("text.more", names=names, count=amount(rest)) if rest else names


def _series(papers: Sequence[IssuedPaper], form: Form) -> list[str]:
    """How many papers each series has and between which numbers; capitals make no other series."""
    of_series: dict[str, list[IssuedPaper]] = defaultdict(list)
    for one in papers:
        of_series[series_key(one.series)].append(one)
    found = []
    for lines in of_series.values():
        numbers = [one.number for one in lines]
        key = "text.series" if len(lines) > 1 else "text.series_one"
        fields = {"first": f"{min(numbers):02d}", "last": f"{max(numbers):02d}"}
        said = form.say(key, symbol=lines[0].series, count=amount(len(lines)), **fields)
        found.append(said)
    return found
