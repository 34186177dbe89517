"""The files of the third step: what they are, where they lie, and looking at their stick again."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.actions.sending import clean_stick
from desktop.actions.sticks import Drive, OldFile, Place, same_stick
from desktop.actions.terms import STOPPING
from desktop.i18n import ngettext
from desktop.ui.sending.big_words import Checked, again_words, pulled_words, trouble_words
from desktop.ui.sending.checking import check_together, others_on
from desktop.ui.sending.content import FileFacts, read_files
from desktop.ui.sending.dialogs import CleanDialog
from desktop.ui.sending.file_page import FilePage
from desktop.ui.sending.words import place_words
from desktop.wording import error_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.desk import Desk
    from desktop.actions.sending import SentFile
    from desktop.ui.shell.context import ShellContext


class ShownFile:
    """``files`` are none before one is shown; ``place`` is where they were written just now."""

    def __init__(self, context: "ShellContext", *, desk: "Desk", page: FilePage) -> None:
        self._context, self._desk, self._page = context, desk, page
        self.files: tuple[FileFacts, ...] = ()
        self.place: Place | None = None
        self.old: tuple[OldFile, ...] = ()
        self._safe = self._pulled = False
        page.check_wanted.connect(self.check)
        page.clean_wanted.connect(self.clean)

    @property
    def settled(self) -> bool:
        """Whether the big words speak of the files, not of a stick that may be pulled out."""
        return not self._safe

    def forget(self) -> None:
        """Other files come."""
        self.files, self.place, self._safe, self._pulled = (), None, False, False

    def show_written(self, sent: "Sequence[SentFile]", place: Place) -> None:
        """Files lie on their stick whole: say what they are, and what else of ours lies there."""
        self.place, self._safe, self._pulled = place, True, False
        sizes = {one.package.package_id: one.made.size for one in sent}
        self._context.ask(partial(read_files, self._desk, sizes), self._show_facts)
        self._context.ask(partial(others_on, self._desk, place, sent[-1].path), self._show_old)

    def show_kept(self, files: tuple[FileFacts, ...]) -> None:
        """Files of the history."""
        self.files, self.place, self._safe, self._pulled = files, None, False, False
        self._page.show_kept(files)

    def follow_drives(self, drives: tuple[Drive, ...]) -> None:
        """The big words are no longer true once the stick is pulled out, or is there again."""
        place = self.place
        if place is None or place.stick is None:
            return
        there = same_stick(place.stick, drives) is not None
        if self._safe and not there:
            self._safe, self._pulled = False, True
            self._page.say(pulled_words(place, len(self.files)))
            self._page.show_old(0)
        elif self._pulled and there:
            # Nobody looked at it since: what it holds is said after it was read again.
            self._pulled = False
            if self.files:
                self._page.show_kept(self.files)

    def check(self) -> None:
        """Read the files on the stick again."""
        drives = self._context.sticks.drives
        if not self.files:
            return
        waits = self.place or Place(Path(), drives[0] if drives else None)
        self._safe = self._pulled = False
        self._page.say(again_words(waits, Checked.RUNNING))
        packages = [one.line.package.package_id for one in self.files]
        task = partial(check_together, self._desk, packages, self.place, drives)
        self._context.ask(task, self._checked, self._not_checked)

    def clean(self) -> None:
        """List what of ours lies on the stick and take away what was ticked."""
        place = self.place
        if place is None or not self.old:
            return
        chosen = CleanDialog.ask(self._page, stick=place_words(place), files=self.old)
        if not chosen:
            return
        self._safe = False
        self._page.say(again_words(place, Checked.RUNNING))
        files = [one.file for one in chosen]
        self._context.ask(lambda: clean_stick(files), lambda done: self._cleaned(set(done.removed)))

    def _cleaned(self, removed: set[Path]) -> None:
        number = len(removed)
        said = ngettext("{n} file was taken away.", "{n} files were taken away.", number)
        self._context.note(said.format(n=number))
        self._show_old(tuple(one for one in self.old if one.file.path not in removed))
        self.check()

    def _show_facts(self, files: tuple[FileFacts, ...]) -> None:
        self.files = files
        self._page.show_facts(files)

    def _show_old(self, files: tuple[OldFile, ...]) -> None:
        self.old = files
        self._page.show_old(len(files))

    def _checked(self, place: Place) -> None:
        self.place, self._safe = place, True
        self._page.say(again_words(place, Checked.WHOLE, len(self.files)))

    def _not_checked(self, error: Exception) -> None:
        if isinstance(error, STOPPING):
            self._page.say(trouble_words(error_text(error.code, error.details)))
            return
        if self.files:
            self._page.show_kept(self.files)
        self._context.failed(error)
