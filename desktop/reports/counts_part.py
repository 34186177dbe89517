"""The commune's counts in a report: sentences by section, and appendix VI.

A figure that was not entered reads "chưa có số liệu" and never 0; one stated as nil reads
"không phát sinh"; one that does not apply is left out of the sentences. All are totals of the
commune: a count of a group would name somebody.
"""

from collections.abc import Iterator, Sequence

from desktop.domain.count_lines import CountLine
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import CountKind
from desktop.domain.text import fold
from desktop.reports.administrative import NBSP, amount, number_text
from desktop.reports.figures import Compared, Figures
from desktop.reports.said import change, inside
from desktop.reports.tree import Align, Block, Column, Paragraph, Table

OTHER = "objectives"
"""The section of the report that takes what no other one asks for."""


def section_of(f: Figures, line: CountLine) -> str:
    """The section of the report that names a count."""
    return f.count_sections.get(fold(line.section), OTHER)


def count_paragraphs(f: Figures, key: str) -> list[str]:
    """What the counts of a section of the report came to; nothing while none was entered."""
    found: dict[str, list[CountLine]] = {}
    for line in f.snapshot.counts:
        if section_of(f, line) == key and line.state is not EntryState.NOT_APPLICABLE:
            found.setdefault(line.section, []).append(line)
    told = [line for lines in found.values() for line in lines]
    if not any(line.known is not None or _lacks_months(f, line) for line in told):
        return []
    paragraphs: list[str] = []
    for section, lines in found.items():
        # A section that is called like its heading needs no words of its own.
        if len(found) > 1 and section and fold(section) not in fold(f.form.text(f"titles.{key}")):
            paragraphs.append(f.say("counts.section", section=section))
        paragraphs.extend(_bullets(f, lines))
    return paragraphs


def _bullets(f: Figures, lines: Sequence[CountLine]) -> Iterator[str]:
    quiet = [line for line in lines if line.known is not None and _is_quiet(f, line)]
    for line in lines:
        if line.known is not None and line not in quiet:
            yield _sentence(f, line)
    if quiet:
        yield f.say("counts.nil", list=_labels(f, quiet))
    part = [line for line in lines if _lacks_months(f, line)]
    if part:
        yield f.say("counts.part", list="; ".join(_so_far(f, line) for line in part))
    blank = [line for line in lines if line.known is None and line not in part]
    if blank:
        yield f.say("counts.blank", list=_labels(f, blank))


def _lacks_months(f: Figures, line: CountLine) -> bool:
    """Whether a longer period has a part of a count, which is never shown as all of it."""
    return not f.monthly and line.known is None and line.cumulative is not None


def _so_far(f: Figures, line: CountLine) -> str:
    """A count that lacks months of the period, with what the year has of it."""
    number = amount(line.cumulative or 0)
    return f.say("counts.so_far", label=inside(label_of(f, line)), number=number, unit=line.unit)


def _is_quiet(f: Figures, line: CountLine) -> bool:
    """Stated as nil, and nothing earlier to compare it with but nil."""
    return line.state is EntryState.NIL and not any(value for _one, value in _earlier(f, line))


def _sentence(f: Figures, line: CountLine) -> str:
    words = change(f, line.value, _earlier(f, line), line.unit)
    label = label_of(f, line)
    if line.state is EntryState.NIL:
        return f.say("counts.nil_change", label=label, change=words)
    key = "counts.line_change" if words else "counts.line"
    return f.say(key, label=label, number=amount(line.value), unit=line.unit, change=words)


def _earlier(f: Figures, line: CountLine) -> list[tuple[Compared, int | None]]:
    values = {"before": line.previous, "year_before": line.last_year}
    return [(one, values[one.key] if _comparable(one, line) else None) for one in f.compared]


def _comparable(one: Compared, line: CountLine) -> bool:
    """Whether an earlier figure may stand beside: what was there on its last day always may."""
    return not one.early and (not one.partial or line.kind is CountKind.STOCK)


def _earlier_cell(f: Figures, one: Compared, line: CountLine) -> str:
    """A figure compared with, or how it stands: not entered, nil, and not applicable differ."""
    states = {"before": line.previous_state, "year_before": line.last_year_state}
    values = {"before": line.previous, "year_before": line.last_year}
    state, value = states[one.key], values[one.key]
    if not _comparable(one, line):
        return f.say("appendix.counts.unknown")
    untracked = one.totals is None and state is EntryState.NOT_APPLICABLE
    if state is None or state is EntryState.ENTERED or untracked:
        return f.say("appendix.counts.unknown") if value is None else number_text(value)
    return f.say(f"appendix.counts.{state}")


def _labels(f: Figures, lines: Sequence[CountLine]) -> str:
    return "; ".join(inside(label_of(f, line)) for line in lines)


def label_of(f: Figures, line: CountLine) -> str:
    """A count's label; of a longer period, "trong tháng" at its end reads "trong kỳ"."""
    month = f.form.text("counts.in_month")
    if f.monthly or not line.label.endswith(month):
        return line.label
    return line.label.removesuffix(month) + f.form.text("counts.in_period")


def blank_lines(f: Figures) -> int:
    """How many figures of the plan were not entered."""
    return sum(line.state is EntryState.MISSING for line in f.snapshot.counts)


def counts_appendix(f: Figures) -> tuple[Block, ...]:
    """Appendix VI: every count with this period, earlier ones and the year so far."""
    if not f.snapshot.counts:
        return ()
    columns = (
        _column(f, "number", 11, Align.CENTRE),
        _column(f, "what", 70),
        _column(f, "unit", 23, Align.CENTRE),
        _column(f, "now", 30, Align.CENTRE),
        *(Column(one.heading, 24, Align.CENTRE) for one in f.compared),
        *([_column(f, "cumulative", 20, Align.CENTRE)] if _shows_cumulative(f) else []),
    )
    rows = tuple(_rows(f, len(columns)))
    part = any(_is_part(f, line) for line in f.snapshot.counts)
    note = f.say(f"appendix.counts.{'incomplete_note' if part else 'note'}")
    return Table(columns, rows), Paragraph.of(note, small=True)


def _column(f: Figures, key: str, width: float, align: Align = Align.LEFT) -> Column:
    return Column(f.say(f"appendix.counts.{key}"), width, align)


def _rows(f: Figures, width: int) -> Iterator[tuple[str, ...]]:
    """A row for each section and one for each count of it, numbered through."""
    sections: dict[str, list[CountLine]] = {}
    for line in f.snapshot.counts:
        sections.setdefault(line.section, []).append(line)
    place = 0
    for section, lines in sections.items():
        if section:
            yield ("", section, *("",) * (width - 2))
        for line in lines:
            place += 1
            yield _row(f, place, line)


def _row(f: Figures, place: int, line: CountLine) -> tuple[str, ...]:
    earlier = (_earlier_cell(f, one, line) for one in f.compared)
    cells = (str(place), label_of(f, line), line.unit.replace(" ", NBSP), _now(f, line), *earlier)
    return (*cells, _cumulative(f, line)) if _shows_cumulative(f) else cells


def _shows_cumulative(f: Figures) -> bool:
    """Whether the year so far says more than the period: not where both are the same days.

    A sum that lacks months is told there alone.
    """
    if f.since_year_began:
        return any(_is_part(f, line) for line in f.snapshot.counts)
    return bool(f.compared)


def _now(f: Figures, line: CountLine) -> str:
    if line.state is EntryState.ENTERED:
        return number_text(line.value)
    return f.say(f"appendix.counts.{line.state}")


def _is_part(f: Figures, line: CountLine) -> bool:
    return bool(f.compared) and line.cumulative is not None and not line.cumulative_complete


def _cumulative(f: Figures, line: CountLine) -> str:
    if line.kind is CountKind.STOCK or line.cumulative is None:
        return f.say("appendix.counts.unknown")
    number = number_text(line.cumulative)
    return f.say("appendix.counts.incomplete", number=number) if _is_part(f, line) else number
