"""The words of Qt's own dialogs in Vietnamese: Qt ships none for files, printing and menus."""

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop.i18n import language
from desktop.paths import resource


def speak_for_qt(app: QCoreApplication) -> bool:
    """Give Qt's own dialogs the language in use; False when Qt keeps its English.

    The words lie in ``resources/translations/qt_<language>.ts``, compiled by ``lrelease``.
    """
    words = resource(f"translations/qt_{language()}.qm")
    if not words.is_file():
        return False
    translator = QTranslator(app)
    return translator.load(str(words)) and app.installTranslator(translator)
