"""Appendix V: groups without a session or a model, and why."""

from collections.abc import Iterator

from desktop.domain.models import LIVE_STATUSES
from desktop.reports.administrative import bound
from desktop.reports.appendix_columns import column, lead_columns
from desktop.reports.figures import Figures
from desktop.reports.tree import Align, Block, Table


def gaps(f: Figures) -> tuple[Block, ...]:
    """The table of groups that lack something; nothing where none does."""
    missing, lacking = set(f.missing), set(f.snapshot.upkeep.lacking)
    groups = sorted(missing | lacking, key=lambda g: f.order.get(g, 0))
    if not groups:
        return ()
    number, group = lead_columns(f, 48)
    columns = (
        number,
        group,
        column(f, "gaps.session", 28, Align.CENTRE),
        column(f, "gaps.model", 24, Align.CENTRE),
        column(f, "gaps.session_reason", 52),
    )
    due = {g for month in f.snapshot.duty for g in month.due}
    active = set(f.snapshot.upkeep.active)
    rows = tuple(
        (
            str(place),
            bound(f.name(g)),
            _session_words(f, g, g in due),
            f.say(f"appendix.gaps.{_model_state(f, g, g in active)}"),
            "; ".join(_reasons(f, g)),
        )
        for place, g in enumerate(groups, start=1)
    )
    return (Table(columns, rows),)


def _session_words(f: Figures, group: str, due: bool) -> str:  # noqa: FBT001  a fact of the row
    months = f.missing_months(group)
    if months and not f.monthly:
        return f.say("appendix.gaps.missing_months", months=", ".join(months))
    return f.say(f"appendix.gaps.{_session_state(f, group, due)}")


def _session_state(f: Figures, group: str, due: bool) -> str:  # noqa: FBT001  a fact of the row
    if group in f.missing:
        return "stated" if group in f.reasons else "missing"
    return "held" if due else "not_due"


def _model_state(f: Figures, group: str, active: bool) -> str:  # noqa: FBT001  a fact of the row
    if group in f.snapshot.upkeep.lacking:
        return "lacking"
    return "kept" if active else "not_due"


def _reasons(f: Figures, group: str) -> Iterator[str]:
    """Why: the reason stated, or that none was; of a model that is not kept up, its state."""
    if group in f.missing:
        yield from _session_reasons(f, group)
    if group in f.snapshot.upkeep.lacking:
        for model in f.snapshot.models:
            if group in model.group_ids and model.status not in LIVE_STATUSES:
                state = f.say(f"status.{model.status}")
                yield f.say("appendix.gaps.model_state", name=model.name, status=state)


def _session_reasons(f: Figures, group: str) -> Iterator[str]:
    if f.monthly:
        reason = f.reasons.get(group, "").strip()
        yield f.say(f"appendix.gaps.{'reason' if reason else 'no_reason'}", reason=reason)
        return
    stated = {
        str(month.month.number): reason.strip()
        for month in f.snapshot.duty
        for one, reason in month.stated
        if one == group and reason.strip()
    }
    for month, reason in stated.items():
        yield f.say("appendix.gaps.month_reason", month=month, reason=reason)
    silent = [month for month in f.missing_months(group) if month not in stated]
    if silent:
        yield f.say("appendix.gaps.month_no_reason", months=", ".join(silent))
