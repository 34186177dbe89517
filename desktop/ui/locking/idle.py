"""How long nobody touched keyboard or mouse."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_LOOK_MS = 5000
_MINUTE_MS = 60_000


class IdleWatch(QObject):
    """``idle`` after so many minutes without a touch; 0 minutes: never. The clock is monotonic."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = 0
        self._since = QElapsedTimer()
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)

    @property
    def minutes(self) -> int:
        """After how many minutes; 0: never."""
        return self._minutes

    def watch(self, minutes: int) -> None:
        """Begin anew with so many minutes; 0 stops."""
        program = QApplication.instance()
        if program is not None and bool(minutes) != bool(self._minutes):
            if minutes:
                program.installEventFilter(self)
            else:
                program.removeEventFilter(self)
        self._minutes = minutes
        self._since.start()
        if minutes:
            self._look.start()
        else:
            self._look.stop()

    def look(self, waited_ms: int | None = None) -> None:
        """Say so when it was long enough; a test says how long."""
        waited = self._since.elapsed() if waited_ms is None else waited_ms
        if self._minutes and waited >= self._minutes * _MINUTE_MS:
            self._since.start()
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a touch; nothing is held back."""
        if event.type() in _TOUCHES:
            self._since.start()
        return False
