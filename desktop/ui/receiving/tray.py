"""The tray of the room: what was not taken in, each with its day, its unit and its reason."""

from collections.abc import Sequence

from desktop.actions.refused_files import RefusedFile
from desktop.domain.official_days import official_day
from desktop.i18n import _, format_date
from desktop.ui.receiving.content import breaking, period_word, shortened
from desktop.ui.widgets.rows import Mark, WorkItem
from desktop.wording import error_text


def tray_rows(files: Sequence[RefusedFile]) -> tuple[WorkItem, ...]:
    """A sentence for each; of very many only the newest."""
    return shortened(
        [WorkItem(sentence=breaking(_sentence(one)), mark=Mark.TROUBLE) for one in files]
    )


def _sentence(one: RefusedFile) -> str:
    """ "23/11/2026 · USB KINGSTON · Phường Kim Long, tháng 10/2026 · S138_….s138: …"."""
    reason = error_text(one.code, {"path": one.name, **one.details})
    parts = [format_date(official_day(one.at)), one.source, _whose(one), one.name]
    where = " · ".join(filter(None, parts))
    return _("{file}: {reason}").format(file=where, reason=reason)


def _whose(one: RefusedFile) -> str:
    """What the name of a file says of its unit and month."""
    if not one.unit or not one.period:
        return one.unit
    said = _("{unit}, {month}")
    return said.format(unit=one.unit, month=period_word(one.period))
