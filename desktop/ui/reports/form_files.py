"""The window's side of form files: which forms there are, what a chosen file says, in words."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.actions.desk import Desk
from desktop.actions.form_trials import tried_paper
from desktop.actions.forms import (
    FormDifference,
    FormFile,
    KnownForm,
    known_forms,
    look_at_form,
    own_differences,
    read_form_file,
)
from desktop.actions.periods import OpenPeriodError
from desktop.actions.reports import NoCorrectionError
from desktop.domain.form_checks import FormProblem
from desktop.domain.periods import Period
from desktop.files import free_place
from desktop.i18n import _, ngettext
from desktop.ui.reports.file_names import plain
from desktop.ui.reports.rendering import PageSize, page_sizes
from desktop.ui.widgets.start_folder import start_folder
from desktop.wording import period_title
from desktop.wording.forms import form_problem_text


class FormFilePlace:
    """The system's own dialogs for a form's file; tests replace both."""

    @classmethod
    def ask(cls, parent: QWidget, *, folder: Path | None = None) -> Path | None:
        """Ask for a file to take; none when it was left."""
        title, kinds = _("Choose the edited file"), _("Texts (*.txt *.toml)")
        begin = folder if folder is not None and folder.is_dir() else start_folder()
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(begin), kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def ask_place(cls, parent: QWidget, *, name: str, folder: Path | None = None) -> Path | None:
        """Ask where to save a form; none when it was left."""
        begin = folder if folder is not None and folder.is_dir() else start_folder()
        title, kinds = _("Save the texts to edit them"), _("Texts (*.txt *.toml)")
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(begin / name), kinds)
        if not chosen:
            return None
        place = Path(chosen)
        return place if place.suffix else free_place(place.with_name(f"{place.name}.txt"))


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list with what the committee says otherwise in it."""

    known: KnownForm
    differences: tuple[FormDifference, ...]

    @property
    def name(self) -> str:
        """The name of its file as it is shipped."""
        return self.known.name

    @property
    def title(self) -> str:
        """What it is the form of."""
        return self.known.title

    @property
    def state(self) -> str:
        """Whose words it has."""
        return _("Committee's own") if self.known.own else _("The program's")


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file that was chosen for a form, read and looked at; its text where it can be taken."""

    name: str
    path: Path
    content: bytes
    seen: FormFile

    @property
    def usable(self) -> bool:
        """Whether the file can be taken."""
        return not self.seen.problems


@dataclass(frozen=True, slots=True)
class TriedPages:
    """Pages that show a form; or the sentence that says why there are none."""

    data: bytes = b""
    sizes: tuple[PageSize, ...] = ()
    refusal: str = ""


def read_forms(desk: Desk) -> tuple[FormLine, ...]:
    """Every form with what differs, those of the committee's own first; runs on the worker."""
    lines = [FormLine(one, own_differences(desk, one.name)) for one in known_forms(desk)]
    return tuple(sorted(lines, key=lambda one: not one.known.own))


def read_chosen(name: str, path: Path) -> ChosenFile:
    """Read a file and look at it; nothing is stored. Runs on the worker."""
    content = read_form_file(path)
    if isinstance(content, FormProblem):
        return ChosenFile(name, path, b"", FormFile(problems=(content,)))
    return ChosenFile(name, path, content, look_at_form(name, content))


def read_tried(desk: Desk, name: str, month: Period, content: bytes | None) -> TriedPages:
    """The pages that show a form, or one that is tried; runs on the worker."""
    text = content.decode("utf-8-sig") if content is not None else None
    try:
        data = tried_paper(desk, name, month, text)
    except NoCorrectionError:
        said = _("{period} was never corrected, so there is no replacement report.")
    except OpenPeriodError:
        said = _("{period} is not closed yet; this paper is made of closed figures alone.")
    except LookupError:
        said = _("{period} follows no plan, so there is no sheet of its objectives.")
    else:
        return TriedPages(data, page_sizes(data))
    return TriedPages(refusal=said.format(period=period_title(month)))


def fault_sentence(problem: FormProblem) -> str:
    """What is to be corrected at a place, without the place itself."""
    return form_problem_text(replace(problem, key="", line=0))


def file_name(form: FormLine) -> str:
    """A good name for a saved form: ``Mau-cau-chu_Bao-cao-thang.txt``."""
    return f"{plain(_('Texts of papers'))}_{plain(form.title)}.txt"


def state_sentence(form: FormLine) -> str:
    """Whose words a form has, and how many of them differ from ours."""
    if not form.known.own:
        return _("Papers take the program's words here.")
    count = len(form.differences)
    said = ngettext(
        "Papers take the committee's own words here: {n} text differs.",
        "Papers take the committee's own words here: {n} texts differ.",
        count,
    ).format(n=count)
    if form.known.ours:
        again = _("Taken from the program again, since their fields changed: {keys}.")
        said = f"{said} {again.format(keys=', '.join(form.known.ours))}"
    return said


def chosen_sentence(chosen: ChosenFile, *, own: bool) -> str:
    """What became of a chosen file; it is never taken by being chosen."""
    count = len(chosen.seen.problems)
    if count:
        if any(one.code == "unreadable" for one in chosen.seen.problems):
            said = _("“{name}” is not there or cannot be read. Nothing was changed. Choose a file.")
            return said.format(name=chosen.path.name)
        return ngettext(
            "“{name}” cannot be taken yet: {n} place to correct. Nothing was changed. Correct the"
            " file and choose it again.",
            "“{name}” cannot be taken yet: {n} places to correct. Nothing was changed. Correct the"
            " file and choose it again.",
            count,
        ).format(name=chosen.path.name, n=count)
    count = len(chosen.seen.differences)
    if not count:
        said = _("“{name}” says the same as the program's words. There is nothing to take.")
        if own:
            said = _("“{name}” says the same as the program's words. Taking it goes back to them.")
        return said.format(name=chosen.path.name)
    return ngettext(
        "“{name}” fits, {n} text differs from the program's. It is not taken yet.",
        "“{name}” fits, {n} texts differ from the program's. It is not taken yet.",
        count,
    ).format(name=chosen.path.name, n=count)
