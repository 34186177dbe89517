"""The help bundle: shown whole, then saved as one .zip."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk
from desktop.actions.help_bundle import Part, bundle_parts, bundle_text, write_bundle
from desktop.i18n import _
from desktop.paths import log_folder, settings_file
from desktop.ui.crash.shown_text import TextDialog
from desktop.ui.widgets.text import Text


def parts_of(desk: Desk) -> tuple[Part, ...]:
    """The parts of the bundle of an open desk; on the worker."""
    return bundle_parts(
        folder=desk.store.folder,
        desk=desk,
        logs=log_folder(),
        settings=settings_file(),
        more={"qt": qVersion()},
    )


class BundleDialog(TextDialog):
    """Shows the parts, and saves exactly them."""

    def __init__(self, parent: QWidget | None, *, parts: tuple[Part, ...]) -> None:
        known = _(
            "For whoever helps you: versions, settings, what a check finds, the technical"
            " log and error reports. It holds exactly what stands here; no data, no names."
        )
        super().__init__(
            parent,
            bundle_text(parts),
            title=_("Help bundle"),
            do=_("Save the bundle…"),
            leave=_("Close"),
            name=_("Help bundle"),
            known=(Text(known, wrap=True),),
            width=680,
        )
        self._parts = parts
        self.do_button.clicked.disconnect()
        self.do_button.clicked.connect(self.save)

    @classmethod
    def ask(cls, parent: QWidget | None, *, parts: tuple[Part, ...]) -> None:
        """Show it until it is closed."""
        cls(parent, parts=parts).exec()

    def save(self) -> None:
        """Save what is shown."""
        self.save_as(
            "so138-tro-giup.zip", "Zip (*.zip)", lambda place: write_bundle(place, self._parts)
        )
