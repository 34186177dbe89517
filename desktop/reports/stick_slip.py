"""The slip that goes with a file to the superior: its totals, and the codes that prove them.

Neither a clock nor the head of the log stands in it: the same closing gives the same slip.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop.domain.check_codes import Block, CheckCodes
from desktop.domain.counting import Share
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.plan_facts import EntryState
from desktop.domain.snapshot import Snapshot
from desktop.reports.administrative import bound, number_text, table_date
from desktop.reports.counts_part import label_of
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.objectives_part import judged
from desktop.reports.office_paper import Content, ended, paper_form, put_together, say, unnamed
from desktop.reports.tree import Align, CodeMark, Column, Document, Paragraph, Table
from desktop.reports.tree import Block as Part

STICK_SLIP = "stick-slip"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A figure of the slip: the block whose code covers it, what it is, and its value."""

    block: Block
    label: str
    value: str


def stick_slip(
    snapshot: Snapshot, frame: PaperFrame, codes: CheckCodes, *, correction: int = 0
) -> Document:
    """The slip of a closed period; ``correction``: its figures replace earlier ones, n-th time."""
    f = Figures(snapshot, frame, paper_form(STICK_SLIP, frame))
    content = Content(
        blocks=ended(tuple(_blocks(f, codes))),
        title=say(f, "title"),
        addressees=frame.salutations,
        cosigners=(unnamed(f.form.text("taker")),),
        signature=unnamed(f.form.text("giver")),
    )
    made = put_together(f, content)
    if not correction:
        return made
    subject, *dates = made.subject
    return replace(made, subject=(subject, say(f, "corrected", number=correction), *dates))


def slip_lines(snapshot: Snapshot, frame: PaperFrame) -> tuple[SlipLine, ...]:
    """The figures of the slip, in its order."""
    f = Figures(snapshot, frame, paper_form(STICK_SLIP, frame))
    return tuple(SlipLine(block, bound(label), value) for block, label, value in _lines(f))


def block_name(snapshot: Snapshot, frame: PaperFrame, block: Block) -> str:
    """What a block of figures is called on the slip."""
    return _block_name(Figures(snapshot, frame, paper_form(STICK_SLIP, frame)), block)


def _block_name(f: Figures, block: Block) -> str:
    unit = f.unit[:1].upper() + f.unit[1:]
    return say(f, f"block.{block}", unit_start=unit)


def _blocks(f: Figures, codes: CheckCodes) -> Iterator[Part]:
    issuer = f.fields["issuer"]
    yield Paragraph.of(say(f, "text.opening", issuer_start=issuer[:1].upper() + issuer[1:]))
    yield CodeMark(say(f, "code.label"), codes.total, say(f, "code.note"))
    yield _table(f, codes)
    yield Paragraph.of(say(f, "text.closing"))


def _table(f: Figures, codes: CheckCodes) -> Table:
    """The lines of each block below its name, its code and its letter."""
    columns = (
        Column(say(f, "column.number"), 10, Align.CENTRE),
        Column(say(f, "column.what"), 88),
        Column(say(f, "column.value"), 36, Align.CENTRE),
        Column(say(f, "column.code"), 26, Align.CENTRE),
    )
    rows: list[tuple[str, ...]] = []
    lines = tuple(_lines(f))
    place = 0
    for block in Block:
        rows.append((block.letter, _block_name(f, block), "", codes.blocks[block]))
        for one, label, value in lines:
            if one is block:
                place += 1
                rows.append((str(place), bound(label), value, ""))
    return Table(columns, tuple(rows))


def _lines(f: Figures) -> Iterator[tuple[Block, str, str]]:
    s = f.snapshot
    first, last = table_date(s.period.start), table_date(s.period.last_day)
    yield Block.UNIT, say(f, "row.code"), s.code
    yield Block.UNIT, say(f, "row.period"), f"{first} – {last}"
    yield from _activity(f)
    several = len(s.duty) > 1
    duty = say(f, "row.duty_months" if several else "row.duty")
    yield Block.DUTY, duty, _ratio(s.totals.group_months)
    yield Block.MODELS, say(f, "row.models"), number_text(s.totals.models)
    yield Block.MODELS, say(f, "row.upkeep"), _ratio(s.totals.groups_with_model)
    yield from _objectives(f)
    yield from _counts(f)
    yield from _others(f)


def _activity(f: Figures) -> Iterator[tuple[Block, str, str]]:
    held = f.snapshot.totals.activity
    for key, value in (
        ("sessions", held.sessions),
        ("attendance", held.attendance),
        ("attendance_missing", held.attendance_missing),
        ("joint", held.joint_sessions),
    ):
        yield Block.ACTIVITY, say(f, f"row.{key}"), number_text(value)


def _objectives(f: Figures) -> Iterator[tuple[Block, str, str]]:
    found = judged(f)
    met = sum(one.state is ObjectiveState.MET for one in found)
    yield Block.OBJECTIVES, say(f, "row.objectives"), _ratio(Share(met, len(found)))
    total = number_text(len(f.snapshot.objectives))
    yield Block.OBJECTIVES, say(f, "row.objectives_all"), total


def _counts(f: Figures) -> Iterator[tuple[Block, str, str]]:
    report = Figures.of(f.snapshot, f.frame)
    for line in f.snapshot.counts:
        said = (
            number_text(line.value)
            if line.state is EntryState.ENTERED
            else report.say(f"appendix.counts.{line.state}")
        )
        yield Block.COUNTS, f"{label_of(report, line)} ({line.unit})", said


def _others(f: Figures) -> Iterator[tuple[Block, str, str]]:
    s = f.snapshot
    if s.cumulative is not None:
        whole = s.cumulative.activity
        for key, value in (("sessions", whole.sessions), ("attendance", whole.attendance)):
            yield Block.EARLIER, say(f, f"row.cumulative_{key}"), number_text(value)
    for block, key, count in (
        (Block.LISTS, "groups", len(s.groups)),
        (Block.LISTS, "session_rows", len(s.sessions)),
        (Block.LISTS, "model_rows", len(s.models)),
        (Block.OTHERS, "tasks", len(s.tasks)),
        (Block.OTHERS, "inspections", s.inspections),
        (Block.OTHERS, "confirmations", len(s.confirmations)),
        (Block.OTHERS, "late", len(s.late)),
    ):
        yield block, say(f, f"row.{key}"), number_text(count)


def _ratio(share: Share) -> str:
    return f"{number_text(share.met)}/{number_text(share.due)}"
