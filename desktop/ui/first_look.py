"""After the first paint: what a quick check found, and lines kept from a run that broke off."""

from functools import partial

from PySide6.QtCore import QObject

from desktop.actions.desk import Desk
from desktop.actions.first_look import FirstLook, first_look
from desktop.actions.periods import period_named
from desktop.i18n import _, format_number
from desktop.ui.shell.context import ShellContext
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.widgets.banner import Tone
from desktop.wording import finding_text, period_name
from desktop.wording.backups import unkept_words

_TROUBLE = frozenset({"store_damaged", "store_broken"})
_SAID_AT_ONCE = 2


class FirstLooker(QObject):
    """Asks once the window stands; a message that stands there already is not written over."""

    def __init__(
        self,
        *,
        desk: Desk,
        context: ShellContext,
        window: MainWindow,
        broke_off: bool,
        unkept: str = "",
    ) -> None:
        super().__init__(window)
        self._unkept = unkept
        self._desk, self._context, self._window = desk, context, window
        self._broke_off = broke_off

    def begin(self) -> None:
        """Look on the worker, behind what the first screen asks for."""
        # What fails here fails again where it is needed, and is told there.
        self._context.work.call_second(partial(first_look, self._desk), self._tell, _drop)

    def _tell(self, found: FirstLook) -> None:
        sentences = [finding_text(one.code, one.details) for one in found.findings]
        tone = Tone.WARN
        if any(one.code in _TROUBLE for one in found.findings):
            tone = Tone.TROUBLE
        if self._unkept:
            sentences.insert(0, unkept_words(self._unkept))
        drafts = found.drafts if self._broke_off else ()
        if drafts:
            sentences.insert(0, _draft_words(drafts))
        elif self._broke_off and not sentences:
            self._context.note(
                _("The last run broke off. Everything that was saved is there, checked just now.")
            )
        banner = self._window.banner
        if not sentences or banner.isVisible():
            return
        more = _("Show these lines") if drafts else _("Show the check")
        act = partial(self._show_drafts, drafts[-1][0]) if drafts else self._show_check
        banner.say(tone, " ".join(sentences[:_SAID_AT_ONCE]), action=more, on_action=act)

    def _show_drafts(self, month: str) -> None:
        self._context.ask(partial(period_named, self._desk, month), self._context.set_month)
        self._window.show_room("sessions")

    def _show_check(self) -> None:
        self._window.show_room("system", "about")


def _draft_words(drafts: tuple[tuple[str, int], ...]) -> str:
    month, _count = drafts[-1]
    text = _(
        "The last run broke off. {count} lines being typed then were kept, the latest in {month}."
    )
    count = format_number(sum(number for _month, number in drafts))
    return text.format(count=count, month=period_name(month))


def _drop(_error: Exception) -> None:
    """Nobody waits for this."""
