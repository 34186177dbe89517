"""The help bundle: shown whole, then saved as one .zip."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk
from desktop.actions.help_bundle import Part, bundle_parts, bundle_text, write_bundle
from desktop.files import FileFaultError
from desktop.i18n import _
from desktop.paths import log_folder, settings_file
from desktop.ui.crash.shown_text import SaveChoice, ShownText
from desktop.ui.widgets.dialogs import FormDialog
from desktop.ui.widgets.text import Text
from desktop.wording import error_text


def parts_of(desk: Desk) -> tuple[Part, ...]:
    """The parts of the bundle of an open desk; on the worker."""
    return bundle_parts(
        folder=desk.store.folder,
        desk=desk,
        logs=log_folder(),
        settings=settings_file(),
        more={"qt": qVersion()},
    )


class BundleDialog(FormDialog):
    """Shows the parts, and saves exactly them."""

    def __init__(self, parent: QWidget | None, *, parts: tuple[Part, ...]) -> None:
        super().__init__(
            parent,
            title=_("Help bundle"),
            do=_("Save the bundle…"),
            leave=_("Close"),
            width=680,
        )
        self._parts = parts
        self.body.addWidget(
            Text(
                _(
                    "For whoever helps you: versions, settings, what a check finds, the technical"
                    " log and error reports. It holds exactly what stands here; no data, no names."
                ),
                wrap=True,
            )
        )
        self.shown = ShownText(bundle_text(parts), name=_("Help bundle"))
        self.body.addWidget(self.shown, 1)
        self.told = Text("", look="soft", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        self.do_button.clicked.disconnect()
        self.do_button.clicked.connect(self.save)

    @classmethod
    def ask(cls, parent: QWidget | None, *, parts: tuple[Part, ...]) -> None:
        """Show it until it is closed."""
        cls(parent, parts=parts).exec()

    def save(self) -> None:
        """Save what is shown."""
        place = SaveChoice.ask(self, name="so138-tro-giup.zip", kind="Zip (*.zip)")
        if place is None:
            return
        try:
            write_bundle(place, self._parts)
        except FileFaultError as fault:
            self._tell(error_text(fault.code, fault.details), look="trouble")
        else:
            self._tell(_("Saved: {path}").format(path=place), look="met")

    def _tell(self, words: str, *, look: str) -> None:
        self.told.setText(words)
        self.told.look_like(look)
        self.told.show()
