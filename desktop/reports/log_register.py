"""The log on paper: who did what and when, and the head of the chain to be held against later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.domain.log_asked import LogAsked, LogWords
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import amount, bound, in_eights, slash_date
from desktop.reports.forms import Form
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import ended, unnamed
from desktop.reports.tree import (
    Align,
    Block,
    Column,
    Document,
    Metadata,
    Orientation,
    Paragraph,
    Recipients,
    Table,
)

LOG_REGISTER = "log"
_COLUMNS = (
    ("number", 18, Align.RIGHT),
    ("when", 36, Align.LEFT),
    ("who", 46, Align.LEFT),
    ("what", 157, Align.LEFT),
)


@dataclass(frozen=True, slots=True)
class LogState:
    """The chain at printing: its newest entry and hash, and where it is broken, if anywhere."""

    total: int
    head: str
    broken: int | None = None


def log_register(
    frame: PaperFrame, entries: Sequence[LogWords], *, asked: LogAsked, state: LogState
) -> Document:
    """The entries in the order of the chain, with what was asked for and the chain's state."""
    form, common = frame.forms.named(LOG_REGISTER), framing.common_form(frame)
    lines = sorted(entries, key=lambda one: one.seq)
    span: tuple[str, ...] = ()
    title = form.text("title_none")
    if lines:
        first, last = (slash_date(one.at.date()) for one in (lines[0], lines[-1]))
        span = (form.say("span", first_day=first, last_day=last),)
        title = form.say("title", last_day=last).replace("\u00a0", " ")
    return Document(
        metadata=Metadata(
            title=title, author=nfc(frame.issuing_name), subject=form.text("file_subject")
        ),
        letterhead=replace(framing.letterhead(frame, common), number=""),
        kind=form.text("kind"),
        subject=(form.text("subject"), *span),
        salutation=(),
        blocks=ended(tuple(_blocks(form, lines, asked, state))),
        recipients=Recipients("", ()),
        signature=framing.signature(frame, common),
        orientation=Orientation.LANDSCAPE,
        cosigners=(unnamed(form.text("maker")),),
    )


def _blocks(
    form: Form, lines: Sequence[LogWords], asked: LogAsked, state: LogState
) -> Iterator[Block]:
    if not asked.everything:
        yield Paragraph.of(form.say("text.asked", asked=", ".join(_asked(form, asked))))
    if lines:
        columns = tuple(
            Column(form.say(f"column.{key}"), width, align) for key, width, align in _COLUMNS
        )
        yield Table(columns, tuple(_row(one) for one in lines))
    else:
        yield Paragraph.of(form.say("text.none"))
    said = (
        form.say("text.whole")
        if state.broken is None
        else form.say("text.broken", seq=state.broken)
    )
    fields = {"total": amount(state.total), "head": in_eights(state.head), "state": said}
    yield Paragraph.of(form.say("text.closing", count=amount(len(lines)), **fields))


def _row(one: LogWords) -> tuple[str, ...]:
    when = f"{slash_date(one.at.date())} {one.at:%H:%M}"
    return (str(one.seq), when, nfc(one.officer), bound(nfc(one.sentence)))


def _asked(form: Form, asked: LogAsked) -> Iterator[str]:
    days = {"from": asked.first, "to": asked.last}
    if asked.who:
        yield form.say("text.who", value=nfc(asked.who))
    for key, day in days.items():
        if day is not None:
            yield form.say(f"text.{key}", value=slash_date(day))
    if asked.words:
        yield form.say("text.words", value=nfc(asked.words))
