"""Forms to fill in by hand: the minutes of a session, the monthly collection form of each group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.domain.sessions import OutreachSession
from desktop.domain.snapshot import GroupLine, Snapshot
from desktop.reports.administrative import bound, long_date, number_text, table_date
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import Content, paper_form, put_together, say, unnamed
from desktop.reports.tree import (
    Align,
    Blank,
    Block,
    CodeMark,
    Column,
    Document,
    Paragraph,
    Run,
    Table,
)

MINUTES = "minutes"
COLLECTION_FORM = "collection-form"
_ROWS = 4
_ROW_HEIGHT = 34.0
"""Points of a row that is written in by hand."""
_LONG_LABELS = {"course": 3, "proposals": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSubject:
    """What minutes are of: a session entered before, groups alone, or nothing yet.

    ``groups``: the names that the groups bore on the day; ``code``: the short code of the line.
    """

    session: OutreachSession | None = None
    groups: tuple[str, ...] = ()
    code: str = ""


def minutes(snapshot: Snapshot, frame: PaperFrame, subject: MinutesSubject) -> Document:
    """The minutes of a session: numbers of people, no names of those who came."""
    f = Figures(snapshot, frame, paper_form(MINUTES, frame))
    session = subject.session
    known = _known(f, session) if session else {}
    if subject.groups:
        known["groups"] = ", ".join(bound(name) for name in subject.groups)
    title = say(f, "title_held", date=table_date(session.held_on)) if session else say(f, "title")
    content = Content(
        blocks=(*_code(f, subject.code, of_session=session is not None), *_lines(f, known)),
        title=title,
        cosigners=(unnamed(f.form.text("keeper")),),
        signature=unnamed(f.form.text("chair")),
    )
    return put_together(f, content)


def _code(f: Figures, code: str, *, of_session: bool) -> Iterator[Block]:
    if code:
        note = "note" if of_session or not f.form.has("code.group_note") else "group_note"
        yield CodeMark(say(f, "code.label"), code, say(f, f"code.{note}"))


def _known(f: Figures, session: OutreachSession) -> dict[str, str]:
    """The lines that the session fills."""
    held_on = long_date(session.held_on)
    if session.start_time:
        held_on = say(f, "value.time", time=session.start_time, date=held_on)
    people = session.attendance
    return {
        "time": held_on,
        "place": session.place,
        "groups": say(f, "value.commune_wide"),
        "lead": session.lead_body,
        "partners": ", ".join(session.partner_bodies),
        "format": session.format,
        "topic": ", ".join(session.topics),
        "audience": ", ".join(session.audiences),
        "attendance": ""
        if people is None
        else say(f, "value.attendance", count=number_text(people)),
        "materials": session.materials,
    }


def _lines(f: Figures, known: dict[str, str]) -> Iterator[Block]:
    """A line for every label: what is known of it, or room to write it."""
    for key in (name for name in f.frame.forms.named(MINUTES).texts if name.startswith("label.")):
        label, name = say(f, key), key.removeprefix("label.")
        text = bound(known.get(name, ""))
        if text:
            yield Paragraph((Run(f"{label} "), Run(text)), indent=False)
        else:
            yield Blank(label, _LONG_LABELS.get(name, 1))


def collection_forms(snapshot: Snapshot, frame: PaperFrame, codes: Mapping[str, str]) -> Document:
    """A page for every group due in the month, all in one file; one without a group when none is.

    ``codes``: the short code of each group for this month, by group id.
    """
    f = Figures(snapshot, frame, paper_form(COLLECTION_FORM, frame))
    due = {group_id for month in snapshot.duty for group_id in month.due}
    lines: list[GroupLine | None] = [line for line in snapshot.groups if line.id in due]
    forms = [_collection_form(f, line, codes) for line in lines or [None]]
    title = say(f, "title_all").replace("\u00a0", " ")
    if len(forms) == 1:
        return forms[0]
    return replace(forms[0], following=tuple(forms[1:]), file_title=title)


def _collection_form(f: Figures, line: GroupLine | None, codes: Mapping[str, str]) -> Document:
    name = bound(f.name(line.id)) if line else ""
    head = say(f, "head_plain")
    if line and line.kind:
        head = say(f, "head", kind=line.kind)
    content = Content(
        blocks=tuple(_form_blocks(f, line, codes.get(line.id, "") if line else "")),
        title=say(f, "title", group=name) if name else say(f, "title_all"),
        cosigners=(unnamed(f.form.text("receiver")),),
        signature=unnamed(head),
    )
    return put_together(f, content)


def _form_blocks(f: Figures, line: GroupLine | None, code: str) -> Iterator[Block]:
    yield from _code(f, code, of_session=False)
    if line is None:
        yield Blank(say(f, "label.group"))
    else:
        named = bound(f.name(line.id))
        if line.households is not None:
            named += f" ({say(f, 'text.households', count=number_text(line.households))})"
        yield _flush(say(f, "text.group", group=named))
    yield _flush(say(f, "text.sessions"))
    yield _session_rows(f)
    yield _flush(_models_text(f, line))
    yield Blank(say(f, "label.model_change"))
    yield Blank(say(f, "label.not_held"))
    yield _flush(say(f, "text.deadline", last=long_date(f.period.last_day)))


def _flush(text: str) -> Paragraph:
    return Paragraph((Run(text),), indent=False)


def _models_text(f: Figures, line: GroupLine | None) -> str:
    listed = [
        say(f, "text.model", name=bound(model.name), status=say(f, f"status.{model.status}"))
        for model in f.models
        if line is not None and line.id in model.group_ids
    ]
    return say(f, "text.models", list="; ".join(listed)) if listed else say(f, "text.no_models")


def _session_rows(f: Figures) -> Table:
    columns = tuple(
        Column(say(f, f"column.{key}"), width, align)
        for key, width, align in (
            ("number", 10, Align.CENTRE),
            ("date", 22, Align.CENTRE),
            ("format", 36, Align.LEFT),
            ("topic", 40, Align.LEFT),
            ("lead", 34, Align.LEFT),
            ("attendance", 20, Align.CENTRE),
        )
    )
    rows = tuple((str(place), *("",) * 5) for place in range(1, _ROWS + 1))
    return Table(columns, rows, row_height=_ROW_HEIGHT)
