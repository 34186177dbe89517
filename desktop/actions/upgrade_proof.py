"""What an upgraded copy has to show before it takes the place of an older store."""

from desktop.actions.check_codes import period_codes
from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.periods import period_named
from desktop.actions.reports import month_report_document
from desktop.db.errors import UpgradeFailedError
from desktop.db.store import Store
from desktop.domain.check_codes import codes_of
from desktop.domain.commune import Role
from desktop.domain.sources import Clock, IdSource

_LAST_CLOSED_MONTH = """
SELECT period, snapshot FROM closings
WHERE reopened_at IS NULL AND period GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'
ORDER BY period DESC LIMIT 1
"""


def prove_upgrade(older: Store, upgraded: Store, *, clock: Clock, ids: IdSource) -> None:
    """Does nothing when the last closed month says after an upgrade what it said before.

    Its check codes are those of the bytes that the older store holds, and its report is made
    once: a report that stumbles over the upgraded rows must not be found at the next deadline.

    Raises:
        UpgradeFailedError: it says something else.
    """
    closed = older.read(_LAST_CLOSED_MONTH)
    if not closed or upgraded.facts.role is Role.SUPERIOR:
        return
    month, data = closed[0]
    desk = Desk(upgraded, clock, ids, UNNAMED_OFFICER)
    period = period_named(desk, month)
    if period_codes(desk, period) != codes_of(bytes(data)):
        raise UpgradeFailedError(folder=str(older.folder), reason=f"check code {month}")
    month_report_document(desk, period)
