"""The letter that reminds the groups that are behind: who, of what, by when.

An official letter of decree 30/2020, annex I: what it is about stands below its number.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from desktop.domain.snapshot import Snapshot
from desktop.reports.administrative import amount, bound, long_date, table_date
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import Content, ended, group_column, paper_form, put_together, say
from desktop.reports.tree import Align, Block, Column, Document, Paragraph, Table

REMINDER = "reminder"
_MOST_ADDRESSEES = 10
"""More are addressed together: the table names each of them."""


def reminder(snapshot: Snapshot, frame: PaperFrame, *, by: date | None = None) -> Document:
    """The letter to the groups that lack a session, a model, or the attendance of a session.

    ``by``: until when they are asked to answer; none: the closing date of the month.
    """
    f = Figures(snapshot, frame, paper_form(REMINDER, frame))
    lacks = lacking(f)
    blocks = tuple(_blocks(f, lacks, by or f.period.last_day))
    content = Content(
        blocks=ended(blocks),
        title=say(f, "title"),
        about=say(f, "about"),
        addressees=tuple(_addressees(f, lacks)),
    )
    return put_together(f, content)


def nobody_lacks(snapshot: Snapshot, frame: PaperFrame) -> bool:
    """Whether there is nobody to remind: a letter that goes to nobody is none."""
    return not lacking(Figures(snapshot, frame, paper_form(REMINDER, frame)))


def lacking(f: Figures) -> Mapping[str, tuple[str, ...]]:
    """What each group still owes, in the order of the list.

    A group that stated why it holds no session has answered and is not reminded of it.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for group in f.missing:
        if group not in f.reasons:
            found[group].append(say(f, "missing.session"))
    for group in f.snapshot.upkeep.lacking:
        found[group].append(say(f, "missing.model"))
    for session in f.counting_sessions:
        if session.attendance is None:
            for group in session.group_ids:
                day = table_date(session.held_on)
                found[group].append(say(f, "missing.attendance", date=day))
    known = sorted((g for g in found if g in f.order), key=f.order.__getitem__)
    return {group: tuple(found[group]) for group in known}


def _addressees(f: Figures, lacks: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not lacks:
        yield say(f, "addressees_all")
    elif len(lacks) > _MOST_ADDRESSEES:
        yield say(f, "addressees")
    else:
        yield from (say(f, "addressee", group=bound(f.name(group))) for group in lacks)


def _blocks(f: Figures, lacks: Mapping[str, tuple[str, ...]], by: date) -> Iterator[Block]:
    plan = f.frame.plan_reference
    yield Paragraph.of(say(f, "text.opening" if plan else "text.opening_plain", plan=plan))
    if not lacks:
        yield Paragraph.of(say(f, "text.none"))
        return
    yield Paragraph.of(say(f, "text.state", count=amount(len(lacks))))
    yield _table(f, lacks, by)
    issuer = f.fields["issuer"]
    start = issuer[:1].upper() + issuer[1:]
    yield Paragraph.of(say(f, "text.ask", issuer_start=start, by=long_date(by)))


def _table(f: Figures, lacks: Mapping[str, tuple[str, ...]], by: date) -> Table:
    columns = (
        Column(say(f, "column.number"), 10, Align.CENTRE),
        group_column(f, 56),
        Column(say(f, "column.what"), 70),
        Column(say(f, "column.by"), 26, Align.CENTRE),
    )
    rows = tuple(
        (str(place), bound(f.name(group)), "; ".join(what), table_date(by))
        for place, (group, what) in enumerate(lacks.items(), start=1)
    )
    return Table(columns, rows)
