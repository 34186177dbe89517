"""What the system wants from the look of programs."""

import os
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

_HIGH_CONTRAST_ON = 1
_GET_HIGH_CONTRAST = 0x42


def wants_dark() -> bool:
    """Whether the system asks for dark windows."""
    hints = QGuiApplication.styleHints()
    return hints.colorScheme() is Qt.ColorScheme.Dark


def wants_contrast() -> bool:
    """Whether the system asks for high contrast; Qt 6.8 cannot tell by itself."""
    if sys.platform == "win32":
        return _windows_contrast()
    return "highcontrast" in os.environ.get("GTK_THEME", "").lower().replace("-", "")


def _windows_contrast() -> bool:
    import ctypes

    class HighContrast(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_uint),
            ("flags", ctypes.c_uint),
            ("scheme", ctypes.c_void_p),
        )

    asked = HighContrast(size=ctypes.sizeof(HighContrast))
    user32 = getattr(ctypes, "windll").user32  # noqa: B009  exists on Windows only
    told = user32.SystemParametersInfoW(_GET_HIGH_CONTRAST, asked.size, ctypes.byref(asked), 0)
    return bool(told and asked.flags & _HIGH_CONTRAST_ON)
