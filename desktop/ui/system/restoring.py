"""A restore in the open window: the desk is closed, a copy takes its place, it opens again."""

from dataclasses import dataclass

from desktop.actions.desk import UNNAMED_OFFICER, Desk
from desktop.actions.found_copies import CopyPlan
from desktop.actions.profile import profile
from desktop.actions.safety import restore
from desktop.actions.setup import Sources, open_desk
from desktop.actions.terms import STOPPING, Secret, WrongPasswordError
from desktop.i18n import _
from desktop.ui.told import Told
from desktop.wording import error_text
from desktop.wording.backups import restored_words


@dataclass(frozen=True, slots=True)
class Reopened:
    """The desk after a restore; ``trouble`` says why the old one was opened again instead.

    ``notice`` says what was restored.
    """

    desk: Desk
    trouble: str = ""
    notice: str = ""

    @property
    def told(self) -> Told:
        """What the window that is built around it says first."""
        return Told(self.trouble, self.notice)


def restored_desk(desk: Desk, plan: CopyPlan, *, secret: Secret | None = None) -> Reopened:
    """Close the desk, put a copy in its place, and open the folder again; on the worker.

    ``secret`` opens a copy that the key of now does not. When the copy cannot be used, the store
    is opened as it was.
    """
    folder, key = desk.store.folder, desk.store.data_key
    sources, name = Sources(desk.clock, desk.ids), str(plan.path)
    trouble = ""
    desk.close()
    try:
        restore(folder, name, sources=sources, secret=secret, data_key=key, officer=desk.officer)
    except STOPPING as error:
        trouble = error_text(error.code, error.details)
    try:
        again = open_desk(folder, sources=sources, data_key=key, officer=desk.officer)
    except WrongPasswordError:
        # The copy came with keys of its own: whoever opened it sits at the desk.
        again = open_desk(folder, sources=sources, secret=secret, officer=UNNAMED_OFFICER)
    return Reopened(again, trouble, "" if trouble else _done_words(again, plan))


def _done_words(desk: Desk, plan: CopyPlan) -> str:
    said = restored_words(plan.info, today=desk.clock.today(), office=profile(desk).name)
    kept = _("What stood here before is kept: “What restores put aside…” puts it back.")
    return f"{said} {kept}"
