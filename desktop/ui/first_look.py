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
    """Asks once the window stands; what stands there already is said first, unless it is trouble.

    ``unkept`` is the code of what kept the last backup from being made.
    """

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
        findings = [
            (one.code in _TROUBLE, finding_text(one.code, one.details)) for one in found.findings
        ]
        trouble = [words for bad, words in findings if bad]
        drafts = found.drafts if self._broke_off else ()
        sentences = [
            *trouble,
            *([_draft_words(drafts)] if drafts else []),
            *([unkept_words(self._unkept)] if self._unkept else []),
            *(words for bad, words in findings if not bad),
        ]
        if not sentences:
            if self._broke_off:
                words = _(
                    "The last run broke off. Everything that was saved is there, checked just now."
                )
                self._context.note(words)
            return
        leads = drafts and not trouble
        more = _("Show these lines") if leads else _("Show the check")
        act = partial(self._show_drafts, drafts[-1][0]) if leads else self._show_check
        tone = Tone.TROUBLE if trouble else Tone.WARN
        said = " ".join(sentences[:_SAID_AT_ONCE])
        self._window.banner.say_in_turn(tone, said, action=more, on_action=act)

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
