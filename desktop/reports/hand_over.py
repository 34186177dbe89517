"""The minutes of handing over the post: what there is, counted; and lines for what is not stored.

Neither a clock nor the head of the log stands in it: the same data give the same paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.domain.models import LIVE_STATUSES
from desktop.domain.periods import parse_period
from desktop.domain.snapshot import Snapshot
from desktop.reports.administrative import number_text, slash_date
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import (
    Content,
    ended,
    paper_form,
    period_name,
    put_together,
    say,
    unnamed,
)
from desktop.reports.tree import Align, Blank, Block, Column, Document, Paragraph, Run, Table

POST_HAND_OVER = "post-hand-over"
_LINES = ("backup", "backup_place", "recovery", "password", "paper", "devices", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What the post keeps, counted up to the closing date of a period.

    ``held`` are sessions that were held, ``counting`` those of them that count;
    ``first_day`` and ``last_day`` are their first and last. ``closed``: ids of closed periods.
    """

    groups: int
    groups_past: int
    held: int
    counting: int
    not_held: int
    first_day: date | None
    last_day: date | None
    closed: tuple[str, ...]
    members: int
    signers: int


def post_hand_over(snapshot: Snapshot, frame: PaperFrame, inventory: Inventory) -> Document:
    """The minutes of handing over, with three signatures."""
    f = Figures(snapshot, frame, paper_form(POST_HAND_OVER, frame))
    content = Content(
        blocks=ended(tuple(_blocks(f, inventory))),
        title=say(f, "title"),
        cosigners=(unnamed(f.form.text("giver")), unnamed(f.form.text("taker"))),
    )
    return put_together(f, content)


def _blocks(f: Figures, inventory: Inventory) -> Iterator[Block]:
    yield Paragraph.of(say(f, "text.opening"))
    for party in ("giver", "taker"):
        yield Blank(say(f, f"label.{party}"))
        yield Blank(say(f, "label.post"))
    yield Paragraph.of(say(f, "text.content"))
    yield _table(f, inventory)
    yield Paragraph((Run(say(f, "text.also")),))
    for name in _LINES:
        yield Blank(say(f, f"label.{name}"))
    yield Paragraph.of(say(f, "text.closing"))


def _table(f: Figures, inventory: Inventory) -> Table:
    columns = (
        Column(say(f, "column.number"), 10, Align.CENTRE),
        Column(say(f, "column.what"), 62),
        Column(say(f, "column.count"), 22, Align.RIGHT),
        Column(say(f, "column.note"), 66),
    )
    rows = tuple(
        (str(place), say(f, f"row.{name}"), number_text(count), note)
        for place, (name, count, note) in enumerate(_rows(f, inventory), start=1)
    )
    return Table(columns, rows)


def _rows(f: Figures, inventory: Inventory) -> Iterator[tuple[str, int, str]]:
    live = sum(model.status in LIVE_STATUSES for model in f.snapshot.models)
    yield "groups", inventory.groups, ""
    yield "groups_past", inventory.groups_past, ""
    yield "sessions", inventory.held, _span(f, inventory)
    yield "sessions_open", inventory.not_held, ""
    yield (
        "models",
        len(f.models),
        say(f, "note.live", count=number_text(live)) if f.models else "",
    )
    yield "closed", len(inventory.closed), ", ".join(_closed(f, inventory.closed))
    yield "members", inventory.members, ""
    yield "signers", inventory.signers, ""


def _span(f: Figures, inventory: Inventory) -> str:
    if inventory.first_day is None or inventory.last_day is None:
        return ""
    return say(
        f,
        "note.span",
        first_day=slash_date(inventory.first_day),
        last_day=slash_date(inventory.last_day),
        count=number_text(inventory.counting),
    )


def _closed(f: Figures, periods: tuple[str, ...]) -> Iterator[str]:
    """Closed periods as they are spoken of: "01/2026–10/2026" for months in a row, "quý I …"."""
    months = [one for one in periods if len(one) == len("2026-10") and one[5:].isdecimal()]
    run: list[str] = []
    for month in months:
        if run and not _follows(run[-1], month):
            yield _run_text(run)
            run = []
        run.append(month)
    if run:
        yield _run_text(run)
    others = (one for one in periods if one not in months)
    yield from (period_name(parse_period(one), f.frame.forms) for one in others)


def _follows(before: str, after: str) -> bool:
    first, second = (int(one[:4]) * 12 + int(one[5:]) for one in (before, after))
    return second == first + 1


def _run_text(run: list[str]) -> str:
    first, last = (f"{one[5:]}/{one[:4]}" for one in (run[0], run[-1]))
    return first if len(run) == 1 else f"{first}–{last}"
