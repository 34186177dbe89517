"""How a reception stands, in words."""

from desktop.actions.reception_states import StoodReception
from desktop.i18n import _, format_date, ngettext


def reception_state(one: StoodReception) -> str:
    """ "đang được tính", "cần đối chiếu", "1 tệp cần đối chiếu", "đã rút lại ngày …"."""
    undone = one.reception.undone_at
    if undone is not None:
        return _("taken back on {day}").format(day=format_date(undone.astimezone().date()))
    if one.waiting and one.waiting == one.reception.packages:
        return _("waits to be verified")
    if one.waiting:
        said = ngettext("{count} file to be verified", "{count} files to be verified", one.waiting)
        return said.format(count=one.waiting)
    return _("in force") if one.counting else _("no longer counted")
