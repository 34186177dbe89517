"""A period beside earlier ones, and the months that it is made of: tables and sentences."""

from collections.abc import Iterator
from decimal import Decimal

from desktop.domain.counting import ActivityTotals, Share, activity
from desktop.domain.snapshot import Totals
from desktop.reports.administrative import number_text, percent_text, signed
from desktop.reports.figures import Compared, Figures
from desktop.reports.said import change
from desktop.reports.tree import (
    Align,
    Block,
    Chart,
    ChartColumn,
    Column,
    ColumnState,
    Paragraph,
    Table,
)


def comparison_note(f: Figures) -> str:
    """What introduces the table of comparison, and which earlier figures there are none of."""
    absent = [one.words for one in f.compared if one.totals is None]
    key = "too_early" if f.running else "no_earlier"
    words = [f.say(f"objectives.{key}", list=" và ".join(absent))] if absent else []
    alone = len(absent) == len(f.compared)
    return " ".join([*words, f.say(f"objectives.{'figures' if alone else 'compare'}")])


def comparison(f: Figures) -> Table:
    """This period beside the one before, the same one last year and the year so far."""
    columns = [
        Column(f.say("compare.what"), 46),
        Column(f.say("compare.now"), 20, Align.CENTRE),
    ]
    now = _comparable(f, f.snapshot.totals)
    rows = [[label, text] for label, text, _value in now]
    for one in f.compared:
        if one.totals is None:
            continue
        columns.append(Column(f.say("compare.number"), 20, Align.CENTRE, one.heading))
        columns.append(Column(f.say("compare.difference"), 17, Align.CENTRE, one.heading))
        for row, present, earlier in zip(rows, now, _comparable(f, one.totals), strict=True):
            row.extend((earlier[1], _difference(f, present[2], earlier[2])))
    if f.snapshot.cumulative is not None and not f.since_year_began:
        columns.append(Column(f.say("compare.cumulative"), 22, Align.CENTRE))
        for row, whole in zip(rows, _comparable(f, f.snapshot.cumulative), strict=True):
            row.append(whole[1])
    return Table(tuple(columns), tuple(tuple(row) for row in rows))


def _difference(f: Figures, now: int | None, before: int | None) -> str:
    if now is None or before is None:
        return f.say("compare.no_difference")
    return signed(now - before)


def _comparable(f: Figures, totals: Totals) -> list[tuple[str, str, int | None]]:
    """The rows of the comparison for one period: label, text, value (none for 0/0)."""
    counts = [
        ("sessions", totals.activity.sessions),
        ("attendance", totals.activity.attendance),
        ("models", totals.models),
    ]
    shares = [("groups", totals.group_months), ("upkeep", totals.groups_with_model)]
    rows: dict[str, tuple[str, int | None]] = {
        key: (number_text(value), value) for key, value in counts
    }
    if totals.activity.attendance_missing:
        # A sum that lacks a part is shown, and compared with nothing.
        known = totals.activity.attendance_known
        missing = f.say("appendix.sessions.attendance_missing")
        part = f.say("compare.part", number=rows["attendance"][0])
        rows["attendance"] = (part if known else missing, None)
    for key, share in shares:
        ratio = f"{number_text(share.met)}/{number_text(share.due)}"
        rows[key] = (ratio, share.met) if share.due else (f.say("compare.nothing"), None)
    wanted = ("sessions", "attendance", "groups", "models", "upkeep")
    return [(f.say(f"compare.row_{key}"), *rows[key]) for key in wanted]


def comparison_legend(f: Figures) -> Iterator[Block]:
    """What the mark at a sum of attendance says, where one stands in the table of comparison."""
    shown = [f.snapshot.totals, f.snapshot.cumulative, *(one.totals for one in f.compared)]
    held = [totals.activity for totals in shown if totals is not None]
    if any(one.attendance_missing and one.attendance_known for one in held):
        note = f.say("compare.part_note", words=f.say("compare.part_words"))
        yield Paragraph.of(note, small=True)


def changes(f: Figures, *keys: str) -> str:
    """The same in sentences: sessions, attendance or models against earlier periods."""
    said = (_change(f, key) for key in keys)
    return " ".join(sentence for sentence in said if sentence)


def _change(f: Figures, key: str) -> str:
    now = _figure(f.snapshot.totals, key)
    if now is None:
        return ""
    earlier = [(one, _earlier(one, key)) for one in f.compared]
    if not now and not any(before for _one, before in earlier):
        # That there is nothing was said already; like nothing before is no news.
        return ""
    words = change(f, now, earlier, f.say(f"change.unit_{key}"))
    return f.say("change.sentence", what=f.say(f"change.{key}"), list=words) if words else ""


def _earlier(one: Compared, key: str) -> int | None:
    return None if one.totals is None else _figure(one.totals, key)


def _figure(totals: Totals, key: str) -> int | None:
    if key == "models":
        return totals.models
    if key == "attendance":
        return None if totals.activity.attendance_missing else totals.activity.attendance
    return totals.activity.sessions


def month_blocks(f: Figures) -> Iterator[Block]:
    """The months of a longer period: a table, and for the year a chart of the groups met."""
    if len(f.months) < 2:
        return
    yield Paragraph.of(f.say("months.opening"))
    yield _month_table(f)
    absent = f.snapshot.totals.activity.attendance_missing
    if absent:
        note = f.say("months.attendance_note", count=number_text(absent))
        yield Paragraph.of(note, small=True)


def _month_table(f: Figures) -> Table:
    columns = (
        Column(f.say("months.month"), 24, Align.CENTRE),
        Column(f.say("months.sessions"), 30, Align.CENTRE, summed=True),
        Column(f.say("months.attendance"), 34, Align.CENTRE, summed=True),
        Column(f.say("months.groups"), 46, Align.CENTRE),
        Column(f.say("months.percent"), 22, Align.CENTRE),
    )
    rows = tuple(
        _month_row(f, str(month.number), activity(f.snapshot.sessions, month), duty.share)
        for month, duty in zip(f.months, f.snapshot.duty, strict=True)
    )
    total = _month_row(f, f.say("months.total"), f.snapshot.totals.activity, f.duty)
    return Table(columns, rows, total)


def _month_row(f: Figures, name: str, held: ActivityTotals, share: Share) -> tuple[str, ...]:
    people = (
        number_text(held.attendance)
        if held.attendance_known
        else f.say("appendix.sessions.attendance_missing")
    )
    nothing = f.say("compare.no_difference")
    if not share.due and not held.sessions:
        return name, nothing, nothing, nothing, nothing
    if not share.due:
        return name, number_text(held.sessions), people, nothing, nothing
    ratio = f"{number_text(share.met)}/{number_text(share.due)}"
    return name, number_text(held.sessions), people, ratio, percent_text(share)


def duty_chart(f: Figures) -> Chart:
    """The share of groups that held a session, month by month, against all of them."""
    return Chart(
        title=f.say("months.chart"),
        columns=tuple(_chart_column(month.month.number, month.share) for month in f.snapshot.duty),
        target=Decimal(1),
        percent=True,
    )


def _chart_column(number: int, share: Share) -> ChartColumn:
    if not share.due:
        return ChartColumn(str(number), None)
    state = ColumnState.MET if share.met == share.due else ColumnState.NOT_MET
    value = Decimal(share.met) / share.due
    return ChartColumn(str(number), value, state, f"{share.met}/{share.due}")


def earlier_sessions(f: Figures) -> int | None:
    """The sessions of the period that this one is first compared with; none where unknown."""
    first = f.compared[0].totals if f.compared else None
    return None if first is None else first.activity.sessions
