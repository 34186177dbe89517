"""The slip that goes with a file to the superior: its totals, and the codes that prove them.

No clock stands in it: the same closing gives the same slip, and with a file of it the same file
does. The head of the log is the one that stands in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from desktop.domain.check_codes import Block, CheckCodes, SectionCode
from desktop.domain.counting import Share
from desktop.domain.objective_results import ObjectiveResult, ObjectiveState
from desktop.domain.plan_facts import EntryState
from desktop.domain.snapshot import Snapshot
from desktop.reports.administrative import bound, in_eights, number_text, table_date
from desktop.reports.counts_part import label_of
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.objectives_part import figure_words, judged, title_of
from desktop.reports.office_paper import Content, ended, paper_form, put_together, say, unnamed
from desktop.reports.tree import Align, CodeMark, Column, Document, Paragraph, Table
from desktop.reports.tree import Block as Part

STICK_SLIP = "stick-slip"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """A figure of the slip: the block whose code covers it, what it is, and its value.

    ``section`` is the plan's section of a count. ``detail``: the report's appendices or
    the head of the slip say it, so that the table of the slip has its code alone.
    """

    block: Block
    label: str
    value: str
    section: str = ""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class SlipFile:
    """The file that goes with the slip: its name, its place in the chain, its code.

    ``passphrase`` is empty when the file is sealed for the superior's key, ``fingerprint`` of
    the giver's keys unless it is the first file that they signed. ``log_head`` is the head of the
    giver's log that the file carries.
    """

    name: str
    sequence: int
    code: str
    passphrase: str = ""
    fingerprint: str = ""
    log_head: str = ""


def stick_slip(
    snapshot: Snapshot,
    frame: PaperFrame,
    codes: CheckCodes,
    *,
    correction: int = 0,
    file: SlipFile | None = None,
) -> Document:
    """The slip of a closed period; ``correction``: its figures replace earlier ones, n-th time.

    ``file`` is the one that was made for it, none before there is one.
    """
    f = Figures(snapshot, frame, paper_form(STICK_SLIP, frame))
    content = Content(
        blocks=ended((*_blocks(f, codes, file),)),
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
    """The figures that the codes cover, in the order of the slip; it prints no details."""
    f = Figures(snapshot, frame, paper_form(STICK_SLIP, frame))
    return tuple(_lines(f))


def block_name(snapshot: Snapshot, frame: PaperFrame, block: Block) -> str:
    """What a block of figures is called on the slip."""
    return _block_name(Figures(snapshot, frame, paper_form(STICK_SLIP, frame)), block)


def section_name(snapshot: Snapshot, frame: PaperFrame, section: SectionCode) -> str:
    """What a section of counts is called on the slip."""
    return _section_name(Figures(snapshot, frame, paper_form(STICK_SLIP, frame)), section)


def _block_name(f: Figures, block: Block) -> str:
    unit = f.unit[:1].upper() + f.unit[1:]
    return say(f, f"block.{block}", unit_start=unit)


def _blocks(f: Figures, codes: CheckCodes, file: SlipFile | None) -> Iterator[Part]:
    issuer = f.fields["issuer"]
    yield Paragraph.of(say(f, "text.opening", issuer_start=issuer[:1].upper() + issuer[1:]))
    if file is not None:
        yield from _file(f, file)
    yield CodeMark(say(f, "code.label"), codes.total, say(f, "code.note"))
    yield _table(f, codes)
    yield Paragraph.of(say(f, "text.closing"))


def _file(f: Figures, file: SlipFile) -> Iterator[Part]:
    """Name, place and code of the file; what opens it and who signed it, where that is needed."""
    yield Paragraph.of(say(f, "file.name", name=file.name, sequence=file.sequence))
    yield CodeMark(say(f, "file.code"), file.code, say(f, "file.code_note"))
    if file.passphrase:
        note = say(f, "file.passphrase_note")
        yield CodeMark(say(f, "file.passphrase"), file.passphrase, note)
    if file.fingerprint:
        yield Paragraph.of(say(f, "file.fingerprint", fingerprint=file.fingerprint))
    if file.log_head:
        yield Paragraph.of(say(f, "file.log_head", head=in_eights(file.log_head)), small=True)


def _table(f: Figures, codes: CheckCodes) -> Table:
    """The lines of each block below its name, its code and its letter."""
    columns = (
        Column(say(f, "column.number"), 9, Align.CENTRE),
        Column(say(f, "column.what"), 101),
        Column(say(f, "column.value"), 30, Align.CENTRE),
        Column(say(f, "column.code"), 20, Align.CENTRE),
    )
    return Table(columns, tuple(_rows(f, codes)))


def _rows(f: Figures, codes: CheckCodes) -> Iterator[tuple[str, ...]]:
    lines = tuple(_lines(f))
    places = count(1)
    begins = {titles[0]: one for one in codes.sections if (titles := one.titles)}
    for block in Block:
        name = _counts_name(f, codes) if block is Block.COUNTS else _block_name(f, block)
        yield block.letter, name, "", codes.blocks[block]
        section: str | None = None
        for line in (one for one in lines if one.block is block):
            if block is Block.COUNTS and line.section != section:
                section = line.section
                if section in begins:
                    coded = begins[section]
                    yield coded.letter, _section_name(f, coded), "", coded.code
            if not line.detail:
                yield str(next(places)), line.label, line.value, ""


def _counts_name(f: Figures, codes: CheckCodes) -> str:
    """The block of counts names the letters of its sections, which follow it out of their turn."""
    letters = [one.letter for one in codes.sections]
    if len(letters) < 2:
        return _block_name(f, Block.COUNTS)
    return say(f, "block.counts_sections", first_letter=letters[0], last_letter=letters[-1])


def _section_name(f: Figures, section: SectionCode) -> str:
    named = "; ".join(title for title in section.titles if title)
    return bound(named) or _block_name(f, Block.COUNTS)


def _lines(f: Figures) -> Iterator[SlipLine]:
    s = f.snapshot
    first, last = table_date(s.period.start), table_date(s.period.last_day)
    # The head of the slip and the file's name say both.
    yield SlipLine(Block.UNIT, bound(say(f, "row.code")), s.code, detail=True)
    yield SlipLine(Block.UNIT, bound(say(f, "row.period")), f"{first} – {last}", detail=True)
    yield from _activity(f)
    several = len(s.duty) > 1
    duty = say(f, "row.duty_months" if several else "row.duty")
    yield _line(Block.DUTY, duty, _ratio(s.totals.group_months))
    yield _line(Block.MODELS, say(f, "row.models"), number_text(s.totals.models))
    yield _line(Block.MODELS, say(f, "row.upkeep"), _ratio(s.totals.groups_with_model))
    yield from _objectives(f)
    yield from _counts(f)
    yield from _others(f)


def _activity(f: Figures) -> Iterator[SlipLine]:
    held = f.snapshot.totals.activity
    for key, value in (
        ("sessions", held.sessions),
        ("attendance", held.attendance),
        ("attendance_missing", held.attendance_missing),
        ("joint", held.joint_sessions),
    ):
        yield _line(Block.ACTIVITY, say(f, f"row.{key}"), number_text(value))


def _objectives(f: Figures) -> Iterator[SlipLine]:
    found = judged(f)
    met = sum(one.state is ObjectiveState.MET for one in found)
    yield _line(Block.OBJECTIVES, say(f, "row.objectives"), _ratio(Share(met, len(found))))
    total = number_text(len(f.snapshot.objectives))
    yield _line(Block.OBJECTIVES, say(f, "row.objectives_all"), total)
    report = Figures.of(f.snapshot, f.frame)
    for one in f.snapshot.objectives:
        figure = figure_words(report, one, one.outcome.parts, unit=one.unit)
        label = f"{one.id}. {title_of(report, one)}" if one.title else title_of(report, one)
        value = _judged(report, one, figure)
        yield SlipLine(Block.OBJECTIVES, bound(label), value, detail=True)


def _judged(report: Figures, one: ObjectiveResult, figure: str) -> str:
    """The figure of an objective with what it comes to, where that is not all it says."""
    if one not in judged(report):
        return figure
    return f"{figure}; {report.say(f'appendix.objectives.{one.state}')}"


def _counts(f: Figures) -> Iterator[SlipLine]:
    report = Figures.of(f.snapshot, f.frame)
    order = list(dict.fromkeys(line.section for line in f.snapshot.counts))
    for line in sorted(f.snapshot.counts, key=lambda one: order.index(one.section)):
        said = (
            number_text(line.value)
            if line.state is EntryState.ENTERED
            else report.say(f"appendix.counts.{line.state}")
        )
        label = bound(f"{label_of(report, line)} ({line.unit})")
        yield SlipLine(Block.COUNTS, label, said, line.section, detail=True)


def _others(f: Figures) -> Iterator[SlipLine]:
    s = f.snapshot
    if s.cumulative is not None:
        whole = s.cumulative.activity
        missing = whole.attendance_missing
        figures = [("sessions", whole.sessions), ("attendance", whole.attendance)]
        for key, value in (*figures, *([("missing", missing)] if missing else [])):
            yield _line(Block.EARLIER, say(f, f"row.cumulative_{key}"), number_text(value))
    for block, key, found in (
        (Block.LISTS, "groups", len(s.groups)),
        *_people(f),
        (Block.LISTS, "session_rows", len(s.sessions)),
        (Block.LISTS, "model_rows", len(s.models)),
        (Block.OTHERS, "tasks", len(s.tasks)),
        (Block.OTHERS, "inspections", s.inspections),
        (Block.OTHERS, "confirmations", len(s.confirmations)),
        (Block.OTHERS, "late", len(s.late)),
    ):
        yield _line(block, say(f, f"row.{key}"), number_text(found))


def _people(f: Figures) -> Iterator[tuple[Block, str, int]]:
    """The households and people of the groups that are active, where they are known."""
    for what in ("households", "population"):
        known = [value for one in f.active_groups if (value := getattr(one, what)) is not None]
        if known:
            yield Block.LISTS, what, sum(known)


def _line(block: Block, label: str, value: str) -> SlipLine:
    return SlipLine(block, bound(label), value)


def _ratio(share: Share) -> str:
    return f"{number_text(share.met)}/{number_text(share.due)}"
