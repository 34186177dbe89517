"""The screens that are pictured: a name, and what builds the widget to grab.

A room adds its own with one line: ``SCREENS["20-so-thang"] = build``. ``build`` takes the stage
and returns a shown widget; the stage gives the theme, and keeps what must live.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.design.theme import Theme
from tests.screens import gallery


@dataclass
class Stage:
    """What a picture is made with; ``size`` in pixels of the picture."""

    app: QApplication
    theme: Theme
    kept: list[object] = field(default_factory=list)
    size: tuple[int, int] = (1366, 768)


Build = Callable[[Stage], QWidget]

SCREENS: dict[str, Build] = {
    "01-khung-cua-so": lambda stage: gallery.shell(stage.theme, stage.kept),
    "02-khung-thu-gon": lambda stage: gallery.shell_small(stage.theme, stage.kept),
    "03-khung-nen-toi": lambda stage: gallery.shell_dark(stage.theme, stage.kept),
    "04-khung-tuong-phan": lambda stage: gallery.shell_contrast(stage.theme, stage.kept),
    "05-bang-va-truong": lambda stage: gallery.pieces(stage.theme, stage.kept),
    "06-goi-y": lambda stage: gallery.suggesting(stage.theme, stage.kept),
    "07-chon-to": lambda stage: gallery.picking(stage.theme, stage.kept),
    "08-cau-hoi": lambda stage: gallery.asking(stage.theme, stage.kept),
    "09-chua-co-gi": lambda stage: gallery.nothing(stage.theme, stage.kept),
    "10-tim-kiem": lambda stage: gallery.finding(stage.theme, stage.kept),
    "11-sau-muoi-to": lambda stage: gallery.sixty(stage.theme, stage.kept),
}

# Below, because the rooms take their stage from here.
from tests.ui.board import pictures as board_pictures  # noqa: E402
from tests.ui.closing import pictures as closing_pictures  # noqa: E402
from tests.ui.counts import pictures as counts_pictures  # noqa: E402
from tests.ui.objectives import pictures as objective_pictures  # noqa: E402
from tests.ui.overview import pictures as overview_pictures  # noqa: E402
from tests.ui.reports import form_pictures  # noqa: E402
from tests.ui.reports import pictures as report_pictures  # noqa: E402
from tests.ui.sending import pictures as sending_pictures  # noqa: E402
from tests.ui.sessions import pictures as session_pictures  # noqa: E402
from tests.ui.system import copy_pictures, erasing_pictures, merging_pictures  # noqa: E402
from tests.ui.system import pictures as system_pictures  # noqa: E402

SCREENS.update(objective_pictures.SCREENS)
SCREENS.update(overview_pictures.SCREENS)
SCREENS.update(session_pictures.SCREENS)
SCREENS.update(system_pictures.SCREENS)
SCREENS.update(copy_pictures.SCREENS)
SCREENS.update(erasing_pictures.SCREENS)
SCREENS.update(merging_pictures.SCREENS)
SCREENS.update(counts_pictures.SCREENS)
SCREENS.update(closing_pictures.SCREENS)
SCREENS.update(report_pictures.SCREENS)
SCREENS.update(form_pictures.SCREENS)
SCREENS.update(sending_pictures.SCREENS)
SCREENS.update(board_pictures.SCREENS)
