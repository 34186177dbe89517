"""The monthly report of a committee: skeleton, sentences with their figures, appendices II–V."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.snapshot import Snapshot
from desktop.domain.text import nfc
from desktop.reports import frame as framing
from desktop.reports.administrative import bound, slash_date
from desktop.reports.appendices import month_appendices
from desktop.reports.figures import Figures
from desktop.reports.forms import load_form
from desktop.reports.frame import PaperFrame
from desktop.reports.narrative import GENERATED, comparison, comparison_note, opening
from desktop.reports.tree import Block, Document, Heading, Metadata, Paragraph


class Own(StrEnum):
    """What an officer's own paragraph does with the generated one."""

    REPLACES = "replaces"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Section:
    """A section that the officer may write in.

    ``generated`` is what is printed without the officer: empty where these data hold no
    facts, then the section says so. Where ``own`` is FOLLOWS the figures stay and the
    officer's text comes after them.
    """

    key: str
    title: str
    generated: str
    own: Own


_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("situation", ()),
    (
        "results",
        (
            "leadership",
            "area_review",
            "outreach",
            "models",
            "managed_people",
            "prevention",
            "objectives",
        ),
    ),
    ("assessment", ("strengths", "shortcomings")),
    ("next_tasks", ()),
    ("proposals", ()),
)
_KEPT = frozenset({"situation", "outreach", "models", "objectives"})
"""Sections whose figures are never replaced by words."""

SECTION_KEYS = tuple(key for part, inner in _PARTS for key in (inner or (part,)))
_ROMAN = ("I", "II", "III", "IV", "V")


def sections(snapshot: Snapshot, frame: PaperFrame) -> tuple[Section, ...]:
    """The sections of the report with their generated texts, in order."""
    figures = _figures(snapshot, frame)
    return tuple(
        Section(
            key,
            figures.form.text(f"titles.{key}"),
            "\n".join(_generated(figures, key)),
            Own.FOLLOWS if key in _KEPT else Own.REPLACES,
        )
        for key in SECTION_KEYS
    )


def month_report(snapshot: Snapshot, texts: Mapping[str, str], frame: PaperFrame) -> Document:
    """The monthly report; ``texts`` holds the officer's own paragraphs by section key.

    Lines of such a text are paragraphs. The same snapshot, texts and frame give the same paper.
    """
    figures = _figures(snapshot, frame)
    form, common = figures.form, framing.common_form()
    first, last = slash_date(snapshot.period.start), slash_date(snapshot.period.last_day)
    subject = figures.say("subject")
    return Document(
        metadata=Metadata(
            title=f"Báo cáo {subject[0].lower()}{subject[1:]}".replace("\u00a0", " "),
            author=nfc(frame.issuing_name),
            subject=form.text("file_subject").format(first=first, last=last),
        ),
        letterhead=framing.letterhead(frame, common),
        kind=form.text("kind"),
        subject=(subject, figures.say("dates", first=first, last=last)),
        salutation=framing.salutation(frame, common),
        blocks=_ended(tuple(_body(figures, texts))),
        recipients=framing.recipients(frame, common),
        signature=framing.signature(frame, common),
        appendices=month_appendices(figures, common),
        draft=common.text("draft") if snapshot.draft else "",
    )


def _figures(snapshot: Snapshot, frame: PaperFrame) -> Figures:
    return Figures(snapshot, frame, load_form("month"))


def _generated(figures: Figures, key: str) -> list[str]:
    return GENERATED[key](figures) if key in GENERATED else []


def _body(figures: Figures, texts: Mapping[str, str]) -> Iterator[Block]:
    yield Paragraph.of(opening(figures))
    number = 0
    for part, inner in _PARTS:
        blocks = tuple(_part(figures, texts, part, inner))
        if blocks:
            title = figures.form.text(f"titles.{part}")
            yield Heading(1, f"{_ROMAN[number]}. {title}")
            yield from blocks
            number += 1
    yield Paragraph.of(figures.say("closing.sentence"))


def _part(
    figures: Figures, texts: Mapping[str, str], part: str, inner: Sequence[str]
) -> Iterator[Block]:
    """The blocks of one part; a section that nothing is known of says so."""
    if not inner:
        yield from _section(figures, texts, part)
        return
    number = 0
    for key in inner:
        blocks = tuple(_section(figures, texts, key))
        if blocks:
            number += 1
            yield Heading(2, bound(f"{number}. {figures.form.text(f'titles.{key}')}"))
            yield from blocks


def _section(figures: Figures, texts: Mapping[str, str], key: str) -> Iterator[Block]:
    own = [line for text in texts.get(key, "").splitlines() if (line := nfc(text).strip())]
    if key in _KEPT or not own:
        for line in _generated(figures, key) or (figures.say("missing.section"),):
            yield Paragraph.of(line)
    if key == "objectives":
        yield Paragraph.of(comparison_note(figures))
        yield comparison(figures)
    for line in own:
        yield Paragraph.of(bound(line))


def _ended(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body ends with "./."."""
    last = blocks[-1]
    if not isinstance(last, Paragraph):
        return blocks
    run = last.runs[-1]
    ended = replace(run, text=run.text.rstrip(" .") + "./.")
    return (*blocks[:-1], replace(last, runs=(*last.runs[:-1], ended)))
