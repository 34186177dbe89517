"""The public variant of a periodic report: figures that could name nobody, and no free text.

It is made of values from which everything hidden was taken out before a word was written (see
:mod:`desktop.domain.public_figures`). Sessions, groups and models are public matters. Attendances
are given for the whole commune alone (see :mod:`desktop.domain.public_attendance`), members of a
model not at all. What officers wrote by hand (paragraphs, reasons, answers) may hold a figure or a
name and is left out, and so are slips that came late; a label that is not of the shipped lists
reads as another one. Excel gets values without formulas, and no file
carries a code.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any

from desktop.domain.commune import ListName
from desktop.domain.objective_results import ObjectiveResult, ObjectiveState
from desktop.domain.plan_facts import EntryState
from desktop.domain.plans import CountKind, ObjectiveKind
from desktop.domain.public_attendance import without_attendance
from desktop.domain.public_figures import PublicFigures, PublicLine, PublicObjective, Shown
from desktop.domain.snapshot import PlanLine, Snapshot
from desktop.domain.suppression import Mark
from desktop.domain.text import fold, identity_key, looks_like_person
from desktop.reports import frame as framing
from desktop.reports.administrative import NBSP, amount, decimal_percent, number_text, share_text
from desktop.reports.beside import Beside
from desktop.reports.counts_part import label_of, section_of
from desktop.reports.figures import Figures
from desktop.reports.forms import Form, load_form
from desktop.reports.frame import PaperFrame
from desktop.reports.objectives_part import figure_words, target_words, title_of
from desktop.reports.period_report import period_report, sections
from desktop.reports.public_words import public_labels
from desktop.reports.said import inside
from desktop.reports.tree import (
    Align,
    Appendix,
    Block,
    Column,
    Document,
    Orientation,
    Paragraph,
    Recipients,
    Table,
)

PUBLIC = "public"
_SECTIONS = ("leadership", "area_review", "models", "managed_people", "prevention", "objectives")
_WITHOUT = (
    "appendix.sessions.attendance",
    "appendix.by_group.attendance",
    "appendix.models.members",
    "appendix.gaps.session_reason",
)
"""Columns that a public report leaves out."""

_TOLD = frozenset({"tasks", "area", "inspections"})
"""What a snapshot adds to sessions, groups and models, and may be told in public."""


def own_work_units() -> frozenset[str]:
    """The units of counts that say what the committee did, and so name nobody."""
    return frozenset(one.strip() for one in load_form(PUBLIC).text("own_work").split(";"))


def public_report(
    snapshot: Snapshot,
    figures: PublicFigures,
    frame: PaperFrame,
    beside: Beside,
    *,
    attendance: bool = True,
) -> Document:
    """The public variant of a closed period's report; ``attendance``: its totals are told."""
    other = frame.forms.named(PUBLIC).text("other")
    known = _plain_words(without_people(snapshot), other=other)
    bare = known if attendance else without_attendance(known)
    f = Figures.of(bare, frame, beside)
    f = replace(f, form=Form(PUBLIC, {**f.form.texts, **_own_texts(frame)}))
    added = {key: tuple(_section(f, figures, snapshot.plan, key)) for key in _SECTIONS}
    texts = {"proposals": f.say("public.proposals")}
    if not attendance:
        # That attendances are not told is no shortcoming of the groups' reports.
        drafted = {one.key: one.generated for one in sections(known, frame)}
        texts |= {key: drafted[key] for key in ("shortcomings", "next_tasks")}
    made = period_report(bare, texts, frame, beside, added=added)
    title = f.say("public.title", title=made.metadata.title).replace(NBSP, " ")
    return replace(
        made,
        metadata=replace(made.metadata, title=title),
        subject=(*made.subject, f.say("public.public")),
        salutation=(),
        blocks=tuple(_body(f, made.blocks, attendance=attendance)),
        recipients=_recipients(f, made.recipients),
        appendices=tuple(_appendices(f, figures, snapshot.plan, made.appendices)),
    )


def _own_texts(frame: PaperFrame) -> dict[str, str]:
    return {f"public.{key}": text for key, text in frame.forms.named(PUBLIC).texts.items()}


def without_people(snapshot: Snapshot) -> Snapshot:
    """The snapshot without what the plan asks for, members of models and all free text.

    Whatever a snapshot may leave out is left out, unless it is told in public.
    """
    left_out: dict[str, Any] = {
        one.name: one.default
        for one in fields(Snapshot)
        if one.default is not MISSING and one.name not in _TOLD
    }
    return replace(
        snapshot,
        **left_out,
        duty=tuple(replace(month, stated=()) for month in snapshot.duty),
        other_duty=tuple(replace(month, stated=()) for month in snapshot.other_duty),
        models=tuple(replace(one, members=None, note="", decision="") for one in snapshot.models),
        area=replace(snapshot.area, decision="") if snapshot.area is not None else None,
    )


def _plain_words(snapshot: Snapshot, *, other: str) -> Snapshot:
    """The snapshot with labels of the shipped lists alone: what officers typed reads ``other``."""
    labels = public_labels()

    def said(name: ListName, label: str) -> str:
        return labels[name].get(identity_key(label), other) if label else ""

    def all_said(name: ListName, found: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(said(name, one) for one in found))

    return replace(
        snapshot,
        sessions=tuple(
            replace(
                one,
                place="",
                materials="",
                note="",
                format=said(ListName.FORMAT, one.format),
                topics=all_said(ListName.TOPIC, one.topics),
                audiences=all_said(ListName.AUDIENCE, one.audiences),
                lead_body=said(ListName.BODY, one.lead_body),
                partner_bodies=all_said(ListName.BODY, one.partner_bodies),
            )
            for one in snapshot.sessions
        ),
        models=tuple(
            replace(
                one,
                name=other if looks_like_person(one.name) else one.name,
                kind=said(ListName.MODEL_KIND, one.kind),
            )
            for one in snapshot.models
        ),
    )


def _body(f: Figures, blocks: Sequence[Block], *, attendance: bool) -> Iterator[Block]:
    opening, *rest = blocks
    yield opening
    words = ["public.note", *([] if attendance else ["public.attendance"])]
    yield Paragraph.of(" ".join(f.say(key) for key in words))
    yield from (_plain(f, block) for block in rest)


def _plain(f: Figures, block: Block) -> Block:
    """A table without formulas and without the columns that are left out."""
    if not isinstance(block, Table):
        return block
    left_out = {f.say(key) for key in _WITHOUT}
    held = [n for n, column in enumerate(block.columns) if column.heading not in left_out]
    if any(column.over for column in block.columns):
        held = list(range(len(block.columns)))
    return replace(
        block,
        columns=tuple(replace(block.columns[n], summed=False) for n in held),
        rows=tuple(tuple(row[n] for n in held) for row in block.rows),
        total=tuple(block.total[n] for n in held) if block.total is not None else None,
    )


def _recipients(f: Figures, found: Recipients) -> Recipients:
    """Nobody is addressed above."""
    above = framing.common_form(f.frame).text("as_above").casefold()
    kept = tuple(line for line in found.lines if above not in line.casefold())
    return replace(found, lines=kept)


def _section(f: Figures, figures: PublicFigures, plan: PlanLine | None, key: str) -> Iterator[str]:
    """What stands in a section of the report beside sessions and models."""
    if key == "objectives" and plan is not None:
        yield from _objective_lines(f, figures.objectives, plan)
    found: dict[str, list[PublicLine]] = {}
    for one in figures.lines:
        applies = one.state is not EntryState.NOT_APPLICABLE or isinstance(one.now, Mark)
        if applies and section_of(f, one.line) == key:
            found.setdefault(one.line.section, []).append(one)
    if all(one.now is None for lines in found.values() for one in lines):
        return
    for section, lines in found.items():
        if len(found) > 1 and section and fold(section) not in fold(f.form.text(f"titles.{key}")):
            yield f.say("counts.section", section=section)
        yield from _bullets(f, lines)


def _bullets(f: Figures, lines: Sequence[PublicLine]) -> Iterator[str]:
    together: dict[str, list[str]] = {"nil": [], "kept": [], "blank": []}
    for one in lines:
        label = label_of(f, one.line)
        match one.now:
            case Mark.SMALL:
                yield f.say("public.counts.small", label=label, unit=one.line.unit)
            case Mark.KEPT:
                together["kept"].append(inside(label))
            case None:
                together["blank"].append(inside(label))
            case 0 if one.state is EntryState.NIL:
                together["nil"].append(inside(label))
            case number:
                said = amount(number)
                yield f.say("public.counts.line", label=label, number=said, unit=one.line.unit)
    for key, labels in together.items():
        if labels:
            yield f.say(f"public.counts.{key}", list="; ".join(labels))


def _objective_lines(
    f: Figures, objectives: Sequence[PublicObjective], plan: PlanLine
) -> Iterator[str]:
    if not objectives:
        return
    name = f.say("objectives.plan", symbol=plan.symbol) if plan.symbol else plan.title
    judged = [
        one.result.state
        for one in objectives
        if one.result is not None
        and one.result.kind is not ObjectiveKind.COUNT
        and one.result.state in (ObjectiveState.MET, ObjectiveState.NOT_MET)
    ]
    total = amount(len(objectives))
    share = share_text(judged.count(ObjectiveState.MET), len(judged))
    key = "opening" if judged else "opening_none"
    yield f.say(f"public.objectives.{key}", plan=name, total=total, share=share)
    kept = sum(one.result is None for one in objectives)
    if kept:
        yield f.say("public.objectives.kept", count=amount(kept))


def _appendices(
    f: Figures, figures: PublicFigures, plan: PlanLine | None, made: Sequence[Appendix]
) -> Iterator[Appendix]:
    note = made[0].note
    if plan is not None:
        title = _heading(f.say("appendix.objectives.title"))
        blocks = tuple(_objectives(f, figures)) or _nothing(f)
        yield Appendix("I", title, note, blocks, Orientation.LANDSCAPE)
    for one in made:
        yield replace(one, blocks=tuple(_appendix_blocks(f, one)))
    if plan is not None:
        title = _heading(f.say("appendix.counts.title"))
        yield Appendix("VI", title, note, tuple(_counts(f, figures)) or _nothing(f))


def _heading(title: str) -> str:
    return title[:1].upper() + title[1:]


def _nothing(f: Figures) -> tuple[Block, ...]:
    return (Paragraph.of(framing.common_form(f.frame).text("nothing_arose")),)


def _appendix_blocks(f: Figures, one: Appendix) -> Iterator[Block]:
    """The blocks of an appendix; notes on attendances go with their columns."""
    of_sessions = one.number == "II"
    for block in one.blocks:
        if not (of_sessions and isinstance(block, Paragraph) and block.small):
            yield _plain(f, block)


def _objectives(f: Figures, figures: PublicFigures) -> Iterator[Block]:
    if not figures.objectives:
        return
    columns = tuple(
        Column(f.say(f"appendix.objectives.{key}"), width, align)
        for key, width, align in (
            ("number", 10, Align.CENTRE),
            ("what", 110, Align.LEFT),
            ("target", 30, Align.CENTRE),
            ("result", 32, Align.CENTRE),
            ("percent", 22, Align.CENTRE),
            ("verdict", 32, Align.CENTRE),
        )
    )
    rows = tuple(_objective(f, n, one) for n, one in enumerate(figures.objectives, start=1))
    yield Table(columns, rows)
    kept = any(one.result is None for one in figures.objectives)
    keys = ["objectives", *(["kept"] if kept else [])]
    yield Paragraph.of(" ".join(f.say(f"public.notes.{key}") for key in keys), small=True)


def _objective(f: Figures, place: int, one: PublicObjective) -> tuple[str, ...]:
    result = one.result
    if result is None:
        title = one.title
        if one.reading:
            title = f.say("objectives.reading", title=title, reading=one.reading)
        hidden = f.say("public.cell.kept")
        return str(place), title, hidden, hidden, hidden, hidden
    unknown = f.say("public.cell.unknown")
    said, percent = figure_words(f, result, result.outcome.parts, unit=result.unit), unknown
    if result.percent is not None and f"{NBSP}(" in said:
        said, percent = said.partition(f"{NBSP}(")[0], decimal_percent(result.percent)
    target = target_words(result) or unknown
    return str(place), title_of(f, result), target, said, percent, _verdict(f, result)


def _verdict(f: Figures, result: ObjectiveResult) -> str:
    counted = result.kind is ObjectiveKind.COUNT and result.state is ObjectiveState.MET
    return f.say(f"appendix.objectives.{'counted' if counted else result.state}")


def _counts(f: Figures, figures: PublicFigures) -> Iterator[Block]:
    if not figures.lines:
        return
    compared = f.compared
    columns = (
        Column(f.say("appendix.counts.number"), 11, Align.CENTRE),
        Column(f.say("appendix.counts.what"), 70),
        Column(f.say("appendix.counts.unit"), 23, Align.CENTRE),
        Column(f.say("appendix.counts.now"), 32, Align.CENTRE),
        *(Column(one.heading, 22, Align.CENTRE) for one in compared),
        *([Column(f.say("appendix.counts.cumulative"), 22, Align.CENTRE)] if compared else []),
    )
    yield Table(columns, tuple(_rows(f, figures.lines, len(columns))))
    keys = ["counts"]
    keys += [key for key, told in _notes(figures) if told]
    yield Paragraph.of(" ".join(f.say(f"public.notes.{key}") for key in keys), small=True)


def _notes(figures: PublicFigures) -> Iterable[tuple[str, bool]]:
    part = any(one.part and isinstance(one.cumulative, int) for one in figures.lines)
    return ("part", part), ("small", figures.small), ("kept", figures.kept)


def _rows(f: Figures, lines: Sequence[PublicLine], width: int) -> Iterator[tuple[str, ...]]:
    """A row for each section and one for each count, numbered through."""
    by_section: dict[str, list[PublicLine]] = {}
    for one in lines:
        by_section.setdefault(one.line.section, []).append(one)
    place = 0
    for section, found in by_section.items():
        if section:
            yield ("", section, *("",) * (width - 2))
        for one in found:
            place += 1
            unit = one.line.unit.replace(" ", NBSP)
            yield (str(place), label_of(f, one.line), unit, _now(f, one), *_others(f, one))


def _now(f: Figures, one: PublicLine) -> str:
    if one.now is None or (one.now == 0 and one.state is EntryState.NIL):
        return f.say(f"appendix.counts.{one.state}")
    return _cell(f, one.now)


def _others(f: Figures, one: PublicLine) -> Iterator[str]:
    values = {"before": one.before, "year_before": one.year_before}
    for compared in f.compared:
        yield _cell(f, None if compared.partial else values[compared.key])
    if f.compared:
        whole = None if one.line.kind is CountKind.STOCK else one.cumulative
        said = _cell(f, whole)
        part = one.part and isinstance(whole, int)
        yield f.say("public.cell.part", number=said) if part else said


def _cell(f: Figures, shown: Shown) -> str:
    if shown is None:
        return f.say("public.cell.unknown")
    return f.say(f"public.cell.{shown}") if isinstance(shown, Mark) else number_text(shown)
