"""The register of models for filing and signature: by group, and what changed by month."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from desktop.domain.models import LIVE_STATUSES, ModelStatus
from desktop.domain.periods import month_of
from desktop.domain.snapshot import ModelLine, Snapshot
from desktop.reports.administrative import (
    amount,
    bound,
    number_text,
    share_text,
    slash_date,
    table_date,
)
from desktop.reports.figures import Figures
from desktop.reports.frame import PaperFrame
from desktop.reports.office_paper import ended, group_column, paper_form, say
from desktop.reports.registers import column, first_place, group_names, month_title, register
from desktop.reports.tree import Align, Block, Document, Heading, Paragraph, Table

MODEL_REGISTER = "model-register"
_ISO_DAY = len("2026-10-14")


def model_register(snapshot: Snapshot, frame: PaperFrame) -> Document:
    """The register of models on the closing date, and what changed in the period."""
    f = Figures(snapshot, frame, paper_form(MODEL_REGISTER, frame))
    models = _models_of(f)
    live = sum(model.status in LIVE_STATUSES for model in models)
    closing = say(f, "text.closing", count=amount(len(models)), live=amount(live) if live else "0")
    end = Paragraph.of(closing if models else say(f, "text.none"))
    return register(f, ended((*_models(f, models), end)))


def _models_of(f: Figures) -> tuple[ModelLine, ...]:
    """Every model known on the closing date, in the order of its first group."""
    return tuple(sorted(f.snapshot.models, key=lambda model: first_place(f, model.group_ids)))


def _models(f: Figures, models: Sequence[ModelLine]) -> Iterator[Block]:
    if models:
        yield Heading(2, say(f, "text.all"))
        yield _model_table(f, models)
        if any(len(model.group_ids) > 1 for model in models):
            yield Paragraph.of(say(f, "text.shared"), small=True)
        yield Heading(2, say(f, "text.statuses"))
        yield _status_table(f, models)
        yield Heading(2, say(f, "text.changes"))
        changes = _changes(f, models)
        yield _change_table(f, changes) if changes else Paragraph.of(say(f, "text.no_changes"))
    kept = f.snapshot.totals.groups_with_model
    key = "upkeep" if kept.due else "upkeep_nothing"
    yield Paragraph.of(say(f, f"text.{key}", share=share_text(kept.met, kept.due)))


def _model_table(f: Figures, models: Sequence[ModelLine]) -> Table:
    columns = (
        column(f, "number", 10, Align.CENTRE),
        group_column(f, 44),
        column(f, "name", 54),
        column(f, "kind", 40),
        column(f, "founded", 24, Align.CENTRE),
        column(f, "decision", 34),
        column(f, "members", 20, Align.RIGHT),
        column(f, "status", 34),
    )
    rows = tuple(_model_row(f, place, model) for place, model in enumerate(models, start=1))
    count = say(f, "cell.models", count=amount(len(models)))
    return Table(columns, rows, ("", say(f, "cell.total"), count, *("",) * 5))


def _model_row(f: Figures, place: int, model: ModelLine) -> tuple[str, ...]:
    status = say(f, f"status.{model.status}")
    if model.since:
        since = slash_date(date.fromisoformat(model.since))
        status = say(f, "cell.since", status=status, date=since)
    founded = model.founded or say(f, "cell.unknown")
    if len(model.founded) == _ISO_DAY:
        founded = table_date(date.fromisoformat(model.founded))
    return (
        str(place),
        group_names(f, model.group_ids),
        bound(model.name),
        model.kind,
        founded,
        bound(model.decision),
        say(f, "cell.missing") if model.members is None else number_text(model.members),
        status,
    )


def _status_table(f: Figures, models: Sequence[ModelLine]) -> Table:
    counts = Counter(model.status for model in models)
    columns = (
        column(f, "status", 60),
        column(f, "count", 30, Align.RIGHT, summed=True),
    )
    rows = tuple(
        (say(f, f"status.{status}"), number_text(counts[status]))
        for status in ModelStatus
        if counts[status]
    )
    return Table(columns, rows, (say(f, "cell.total"), number_text(len(models))))


def _changes(f: Figures, models: Sequence[ModelLine]) -> tuple[tuple[date, str, ModelLine], ...]:
    """What happened in the period: models founded, and states that began, by day."""
    found: list[tuple[date, str, ModelLine]] = []
    for model in models:
        founded = date.fromisoformat(model.founded) if len(model.founded) == _ISO_DAY else None
        since = date.fromisoformat(model.since) if model.since else None
        if founded is not None and founded in f.period:
            found.append((founded, say(f, "cell.founded"), model))
        if since is not None and since in f.period and since != founded:
            status = say(f, f"status.{model.status}")
            found.append((since, say(f, "cell.became", status=status), model))
    return tuple(sorted(found, key=lambda one: one[0]))


def _change_table(f: Figures, changes: Sequence[tuple[date, str, ModelLine]]) -> Table:
    columns = (
        column(f, "month", 30),
        column(f, "date", 24, Align.CENTRE),
        group_column(f, 60),
        column(f, "name", 70),
        column(f, "change", 50),
    )
    rule = f.rule
    rows = tuple(
        (
            _month_name(f, month_of(day, rule).id),
            table_date(day),
            group_names(f, model.group_ids),
            bound(model.name),
            what,
        )
        for day, what, model in changes
    )
    return Table(columns, rows)


def _month_name(f: Figures, month: str) -> str:
    return say(f, "cell.month", month=month_title(month), year=month[:4])
