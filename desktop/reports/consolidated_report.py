"""The superior's consolidated report: who has sent, the sums, the objectives, the appendices.

Every percentage stands beside its n/N; units that have not sent are named beside the totals, and
units whose files wait for a decision are named apart. The officer's own paragraphs follow the
figures of their section; what only a person can say stands in parts of its own.
"""

from collections.abc import Iterator, Mapping, Sequence

from desktop.domain.consolidated import UnitLine
from desktop.domain.consolidated_objectives import ObjectiveTotal
from desktop.domain.expected_units import UnitId
from desktop.domain.objective_results import ObjectiveState
from desktop.domain.periods import PeriodKind
from desktop.domain.plans import ObjectiveKind
from desktop.domain.sessions import OutreachSession
from desktop.domain.text import nfc
from desktop.domain.unit_figures import Supplement
from desktop.reports.administrative import (
    amount,
    bound,
    number_text,
)
from desktop.reports.consolidated_allocated import allocated_blocks, allocated_lines
from desktop.reports.consolidated_changes import Replacing, changes_blocks
from desktop.reports.consolidated_tables import (
    by_unit_table,
    counts_table,
    filing_table,
    objective_table,
    unit_notes,
)
from desktop.reports.consolidated_words import (
    ConsolidatedContent,
    Gathered,
    appendix,
    consolidated_paper,
    names_fit,
    names_of,
    numbered,
    objective_text,
    ratio_text,
    verdict_text,
)
from desktop.reports.frame import ended
from desktop.reports.period_report import Section
from desktop.reports.said import bullets
from desktop.reports.tree import (
    Appendix,
    Block,
    Document,
    Heading,
    Orientation,
    Paragraph,
)

_JUDGED = (ObjectiveState.MET, ObjectiveState.NOT_MET)
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("filing", ()),
    ("results", ("leadership", "outreach", "models", "counts", "objectives")),
    ("assessment", ("strengths", "shortcomings")),
    ("next_tasks", ()),
    ("proposals", ()),
)
OWN_SECTIONS = tuple(key for part, inner in _PARTS for key in (inner or (part,)))
"""The sections of the report that the officer may write in, in its order."""

FOLLOWING = frozenset({"filing", "outreach", "models", "counts", "objectives"})
"""Those that hold figures: these stay, and the officer's text follows them."""

_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_Texts = Mapping[str, str]


def consolidated_report(
    g: Gathered,
    replacing: Replacing | None = None,
    texts: _Texts | None = None,
    *,
    draft: bool = False,
) -> Document:
    """The report of a period over all units.

    ``texts`` holds the officer's own paragraphs by section key, a line each; ``draft``: the
    report is marked DỰ THẢO. The same totals, texts and frame give the same paper.
    """
    appendices, labels = _labelled(g)
    subject = [g.say("subject")]
    title = g.say("title")
    if replacing is not None:
        subject.append(g.say(replacing.key("reissue"), **replacing.names()))
        title = g.say(replacing.key("title_reissue"), **replacing.names())
    subject.append(g.say("dates"))
    return consolidated_paper(
        g,
        ConsolidatedContent(
            blocks=ended(tuple(_body(g, labels, replacing, texts or {}))),
            title=title,
            kind=g.say("kind"),
            subject=tuple(subject),
            addressees=g.frame.salutations,
            appendices=appendices,
            draft=draft,
        ),
    )


def sections(g: Gathered) -> tuple[Section, ...]:
    """The sections that the officer may write in, with the sentences that the figures give."""
    _found, labels = _labelled(g)
    return tuple(
        Section(key, _in_a_list(g.say(f"titles.{key}")), "\n".join(_lines(g, labels, key)))
        for key in OWN_SECTIONS
    )


def _in_a_list(title: str) -> str:
    """A heading in capitals as it reads in a list."""
    return title.capitalize() if title.isupper() else title


def _labelled(g: Gathered) -> tuple[tuple[Appendix, ...], dict[str, str]]:
    """The appendices with their numbers, and what each is called by its key."""
    found = dict(_appendices(g))
    appendices = numbered(tuple(found.values()))
    return appendices, {key: one.label for key, one in zip(found, appendices, strict=True)}


def _appendices(g: Gathered) -> Iterator[tuple[str, Appendix]]:
    lying, upright = Orientation.LANDSCAPE, Orientation.PORTRAIT
    totals = g.one.totals
    nothing: tuple[Block, ...] = (Paragraph.of(g.say("text.nothing")),)
    units = (by_unit_table(g), *unit_notes(g)) if totals.lines else nothing
    yield "by_unit", appendix(g, "by_unit", units, lying)
    if totals.objectives and totals.sent:
        yield "by_objective", appendix(g, "by_objective", (objective_table(g),), lying)
    if totals.counts:
        note = Paragraph.of(g.say("note.compared"), small=True)
        yield "counts", appendix(g, "counts", (counts_table(g), note), lying)
    if any(allocated_lines(g, one) for one in totals.objectives):
        yield "allocated", appendix(g, "allocated", tuple(allocated_blocks(g)), upright)
    filing = filing_table(g)
    if filing is not None:
        yield "filing", appendix(g, "filing", (filing,), upright)


def _body(
    g: Gathered, labels: dict[str, str], replacing: Replacing | None, texts: _Texts
) -> Iterator[Block]:
    yield Paragraph.of(g.say("text.opening" if g.plan else "text.opening_plain"))
    parts: list[tuple[str, tuple[Block, ...]]] = []
    if replacing is not None:
        parts.append(("changes", tuple(changes_blocks(g, replacing))))
    parts += [(part, tuple(_part(g, labels, texts, part, inner))) for part, inner in _PARTS]
    # What only a person can say is no part of the paper until it is written.
    for place, (part, blocks) in enumerate(one for one in parts if one[1]):
        yield Heading(1, f"{_ROMAN[place]}. {g.say(f'titles.{part}')}")
        yield from blocks
    yield Paragraph.of(g.say("text.closing"))


def _part(
    g: Gathered, labels: dict[str, str], texts: _Texts, part: str, inner: Sequence[str]
) -> Iterator[Block]:
    if not inner:
        yield from map(Paragraph.of, _said(g, labels, texts, part))
        return
    if part == "results" and not g.one.totals.sent:
        yield Paragraph.of(g.say("text.no_figures"))
    number = 0
    for key in inner:
        lines = _said(g, labels, texts, key)
        if lines:
            number += 1
            yield Heading(2, f"{number}. {g.say(f'titles.{key}')}")
            yield from map(Paragraph.of, lines)


def _said(g: Gathered, labels: dict[str, str], texts: _Texts, key: str) -> list[str]:
    """What the figures say of a section, then what the officer wrote."""
    own = [bound(line) for text in texts.get(key, "").splitlines() if (line := nfc(text).strip())]
    return [*_lines(g, labels, key), *own]


def _lines(g: Gathered, labels: dict[str, str], key: str) -> Iterator[str]:
    """The sentences that the figures give a section; none where only a person can say them."""
    if key == "filing":
        yield from filing_lines(g, labels)
    elif key in FOLLOWING and g.one.totals.sent:
        made = {"outreach": _outreach, "models": _models, "objectives": _objectives}
        yield from _counts(g, labels) if key == "counts" else made[key](g)


def filing_lines(g: Gathered, labels: dict[str, str]) -> Iterator[str]:
    """How many have sent, and by name who has not, who waits, who stands with months.

    As on the board, a report that was given back is none that was sent: it has to come again.
    """
    totals = g.one.totals
    expected = [line for line in totals.lines if line.expected]
    counted = [line for line in expected if line.sent]
    here = [line for line in counted if line.unit not in g.one.returned]
    place = labels.get("filing", "")
    if not expected:
        yield g.say("text.sent_nobody")
    elif len(here) < len(counted):
        again, sums = amount(len(counted) - len(here)), amount(len(counted))
        share = ratio_text(g, len(here), len(expected))
        yield g.say("text.sent_returned", share=share, returned=again, counted=sums)
    elif not here:
        yield g.say("text.sent_none", expected=amount(len(expected)))
    else:
        yield g.say("text.sent", share=ratio_text(g, len(here), len(expected)))
    absent = [unit for unit in totals.not_sent if unit not in g.one.waiting]
    if absent:
        yield _named(g, "not_sent", names_of(absent), place)
    elif expected and g.one.complete:
        yield g.say("text.all_sent")
    yield from _to_verify(g)
    if g.one.returned:
        yield _listed(g, "returned", _returned(g))
    yield from _composed(g, place)
    outside = [line for line in totals.sent if not line.expected]
    if outside:
        yield _listed(g, "unlisted", names_of([line.unit for line in outside]))
    if g.one.shared:
        yield _listed(g, "shared", _shared(g))
    if totals.other_plan:
        yield _listed(g, "other_plan", [g.name(unit) for unit in totals.other_plan])


def _named(g: Gathered, key: str, names: Sequence[str], place: str, **fields: str) -> str:
    """A sentence that names units, or the place where they stand when they are many."""
    if place and not names_fit(names):
        count = amount(len(names))
        return g.say(f"text.{key}_many", count=count, appendix=place, **fields)
    return _listed(g, key, names, **fields)


def _listed(g: Gathered, key: str, names: Sequence[str], **fields: str) -> str:
    return g.say(f"text.{key}", count=amount(len(names)), names="; ".join(names), **fields)


def _to_verify(g: Gathered) -> Iterator[str]:
    sent = {line.unit for line in g.one.totals.sent}
    apart = [unit for unit in g.one.waiting if unit not in sent]
    beside = [unit for unit in g.one.waiting if unit in sent]
    if apart:
        yield _listed(g, "waiting", names_of(apart))
    if beside:
        yield _listed(g, "waiting_counted", names_of(beside))


def _composed(g: Gathered, place: str) -> Iterator[str]:
    """The units that stand with their months: those with all of them, those with all of
    their own where they did not exist in all, then the others."""
    lines = g.one.composed_lines
    months = amount(len(g.one.months))
    there = [line for line in lines if not g.one.lacks_months(line)]
    whole = [
        g.name(line.unit.unit) for line in there if g.one.composed[line.unit.unit] == g.one.months
    ]
    own = [
        _months_named(g, line) for line in there if g.one.composed[line.unit.unit] != g.one.months
    ]
    part = [_months_named(g, line) for line in lines if g.one.lacks_months(line)]
    if whole:
        yield _named(g, "composed", whole, place, months=months)
    if own:
        yield _named(g, "composed_own", own, place)
    if part:
        yield _named(g, "composed_part", part, place)


def _returned(g: Gathered) -> list[str]:
    """The units whose report was given back; of figures made of months with those months."""
    months = g.one.returned_months
    return [
        _with_months(g, unit.unit, months[unit.unit]) if unit.unit in months else name
        for unit, name in zip(g.one.returned, names_of(g.one.returned), strict=True)
    ]


def _shared(g: Gathered) -> list[str]:
    """The units with groups in common, two by two."""
    return [
        g.say(
            "text.shared_pair",
            unit=g.name(one.unit),
            other=g.name(one.other),
            groups=amount(one.groups),
        )
        for one in g.one.shared
    ]


def _months_named(g: Gathered, line: UnitLine) -> str:
    return _with_months(g, line.unit.unit, g.one.composed[line.unit.unit])


def _with_months(g: Gathered, unit: UnitId, months: Sequence[str]) -> str:
    numbers = ", ".join(str(int(month[5:])) for month in months)
    return g.say("text.composed_name", name=g.name(unit), months=numbers)


def _beside(g: Gathered) -> str:
    """That units are lacking, beside a total."""
    absent = len(g.one.totals.not_sent)
    return f" {g.say('text.beside', count=amount(absent))}" if absent else ""


def _outreach(g: Gathered) -> Iterator[str]:
    done = g.one.totals.activity
    people = ""
    if done.attendance.value is not None and done.sessions.value:
        people = g.say("text.attendance", number=number_text(done.attendance.value))
    if done.sessions.value:
        held = amount(done.sessions.value)
        yield g.say("text.sessions", sessions=held, attendance=people) + _beside(g)
    else:
        yield g.say("text.sessions_none") + _beside(g)
    for key, value in (
        ("joint", done.joint_sessions),
        ("commune_wide", done.commune_wide_sessions),
        ("attendance_missing", done.attendance_missing),
    ):
        if value:
            yield g.say(f"text.{key}", count=amount(value))
    yield from _late(g)
    key = "duty" if g.period.kind is PeriodKind.MONTH else "duty_months"
    share = ratio_text(g, done.group_months.met, done.group_months.due)
    yield g.say(f"text.{key}", share=share) + _beside(g)


def _late(g: Gathered) -> Iterator[str]:
    """The late slips in the figures of several months, and those of earlier periods beside them."""
    given = [(g.name(line.unit.unit), line.figures) for line in g.one.totals.lines if line.figures]
    inside = [(name, one.supplement) for name, one in given if one.supplement.sessions]
    before = [(name, _not_counted(g, one.late, here=False)) for name, one in given]
    here = [(name, _not_counted(g, one.late, here=True)) for name, one in given]
    for key, found in (
        ("late_included", inside),
        ("late_named", _figures_of(before)),
        ("late_without_month", _figures_of(here)),
    ):
        if found:
            yield g.say(
                f"text.{key}",
                count=amount(sum(one.sessions for _name, one in found)),
                names="; ".join(_slips_of(g, name, one) for name, one in found),
            )


def _not_counted(
    g: Gathered, slips: Sequence[OutreachSession], *, here: bool
) -> list[OutreachSession]:
    """Of slips that are in no figure those of the period, or the others."""
    return [slip for slip in slips if (slip.held_on in g.period) == here]


def _figures_of(
    found: Sequence[tuple[str, Sequence[OutreachSession]]],
) -> list[tuple[str, Supplement]]:
    return [
        (
            name,
            Supplement(
                sessions=len(slips),
                attendance=sum(slip.attendance or 0 for slip in slips),
                attendance_missing=sum(slip.attendance is None for slip in slips),
            ),
        )
        for name, slips in found
        if slips
    ]


def _slips_of(g: Gathered, name: str, one: Supplement) -> str:
    """The slips of a unit; an attendance that is not known is said so and never 0."""
    known = one.sessions - one.attendance_missing
    key = "late_of_unit" if known else "late_of_unit_unknown"
    if known and one.attendance_missing:
        key = "late_of_unit_part"
    return g.say(
        f"text.{key}",
        name=name,
        sessions=amount(one.sessions),
        attendance=number_text(one.attendance),
        without=amount(one.attendance_missing),
    )


def _models(g: Gathered) -> Iterator[str]:
    done = g.one.totals.activity
    if done.models.value:
        yield g.say("text.models", count=amount(done.models.value)) + _beside(g)
    else:
        yield g.say("text.models_none") + _beside(g)
    share = ratio_text(g, done.groups_with_model.met, done.groups_with_model.due)
    yield g.say("text.upkeep", share=share) + _beside(g)


def _counts(g: Gathered, labels: dict[str, str]) -> Iterator[str]:
    if "counts" in labels:
        count = amount(len(g.one.totals.counts))
        yield g.say("text.counts", count=count, appendix=labels["counts"]) + _beside(g)


def _objectives(g: Gathered) -> Iterator[str]:
    found = g.one.totals.objectives
    if not found:
        return
    judged = [one for one in found if _is_judged(one)]
    met = sum(one.state is ObjectiveState.MET for one in judged)
    total = amount(len(found))
    if judged:
        share = ratio_text(g, met, len(judged))
        yield g.say("text.objectives", total=total, share=share) + _beside(g)
    else:
        yield g.say("text.objectives_none", total=total)
    yield from bullets(_objective(g, one) for one in found)


def _is_judged(one: ObjectiveTotal) -> bool:
    return one.state in _JUDGED and one.kind is not ObjectiveKind.COUNT


def _objective(g: Gathered, one: ObjectiveTotal) -> str:
    sent = len(g.one.totals.sent)
    lacking = ""
    if 0 < one.given < sent:
        lacking = g.say("text.objective_lacking", given=one.given, sent=sent)
    figure, verdict = objective_text(g, one), verdict_text(g, one)
    plain = figure == verdict or one.kind is ObjectiveKind.COUNT
    title = bound(nfc(one.title))
    return g.say(
        "text.objective_plain" if plain else "text.objective_line",
        title=title,
        figure=figure,
        verdict=verdict,
        lacking=lacking,
    )
