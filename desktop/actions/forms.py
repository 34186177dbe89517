"""The texts of papers: the shipped forms, and the committee's own version beside them.

A form is no part of a closed period's figures. A paper that is printed anew takes the forms in
force on that day, a closed period's too; its figures stay those of the closing.
"""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.actions.desk import Changes, Desk, Outcome
from desktop.actions.own_forms import forms_in_force
from desktop.db.text_queries import own_forms
from desktop.domain.form_checks import FormProblem
from desktop.domain.plan_reading import LARGEST_FILE
from desktop.domain.problems import Problem
from desktop.reports.form_files import (
    form_names,
    form_title,
    read_form,
    shipped_content,
    written_form,
)
from desktop.reports.forms import load_form

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form: ``own`` says that the committee keeps its own version.

    ``ours`` are the keys of an own version whose texts are the shipped ones again, since a
    later version of the program asks for other fields there.
    """

    name: str
    title: str
    own: bool
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormDifference:
    """A text that the committee says in its own words: its key, our words, its words."""

    key: str
    ours: str
    own: str


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form's file that was looked at and not taken: what is wrong, or what it would change."""

    problems: tuple[FormProblem, ...] = ()
    differences: tuple[FormDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class FormOutcome(Outcome[T]):
    """An outcome that also says what is wrong with a form's file, by key and line."""

    form_problems: tuple[FormProblem, ...] = ()


def is_form(name: str) -> bool:
    """Whether there is a form of the name that the committee may keep its own version of."""
    return name in form_names()


def known_forms(desk: Desk) -> tuple[KnownForm, ...]:
    """Every form that the committee may keep its own version of, by name."""
    stored = own_forms(desk.store)
    return tuple(_known(name, stored.get(name)) for name in form_names())


def _known(name: str, content: str | None) -> KnownForm:
    if content is None:
        return KnownForm(name, form_title(name), own=False)
    problems = read_form(name, content.encode()).problems
    ours = tuple(one.key for one in problems if one.code != "key_unknown")
    return KnownForm(name, form_title(name), own=True, ours=ours)


def form_content(desk: Desk, name: str) -> str:
    """The file of a form in force, to be shown, changed and brought back.

    Raises:
        KeyError: there is no such form.
    """
    shipped = shipped_content(name)
    stored = own_forms(desk.store).get(name)
    if stored is None:
        return shipped
    if not read_form(name, stored.encode()).problems:
        return stored
    return written_form(forms_in_force(desk).named(name))


def look_at_form(name: str, content: bytes) -> FormFile:
    """What a form's file would change, or everything that is wrong with it; nothing is stored.

    Raises:
        KeyError: there is no such form.
    """
    reading = read_form(name, content, taken=False)
    if reading.problems:
        return FormFile(problems=reading.problems)
    return FormFile(differences=_differences(name, reading.texts))


def own_differences(desk: Desk, name: str) -> tuple[FormDifference, ...]:
    """What the committee says otherwise than we do in a form; none while it keeps no own version.

    Raises:
        KeyError: there is no such form.
    """
    stored = own_forms(desk.store).get(name)
    return () if stored is None else _differences(name, read_form(name, stored.encode()).texts)


def _differences(name: str, texts: Mapping[str, str]) -> tuple[FormDifference, ...]:
    shipped = load_form(name).texts
    return tuple(
        FormDifference(key, ours, texts[key])
        for key, ours in shipped.items()
        if key in texts and texts[key] != ours
    )


def read_form_file(path: Path) -> bytes | FormProblem:
    """The bytes of a plain file, no more of them than a form may be large."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return FormProblem("unreadable")
        with path.open("rb") as source:
            return source.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        return FormProblem("unreadable")


def use_form(desk: Desk, name: str, content: bytes) -> FormOutcome[str]:
    """Keeps the committee's own version of a form; one that does not fit is refused whole.

    Raises:
        KeyError: there is no such form.
    """
    problems = read_form(name, content, taken=False).problems
    if problems:
        return FormOutcome(problems=(Problem("form_not_usable", "file"),), form_problems=problems)
    text = content.decode("utf-8-sig")
    if own_forms(desk.store).get(name, shipped_content(name)) == text:
        return FormOutcome(name)
    with desk.writing(action="use_form", label=name) as write:
        write.put("own_forms", {"kind": name, "content": text})
    return FormOutcome(name, (), Changes.of_tables(write.changed_tables))


def reset_form(desk: Desk, name: str) -> Outcome[bool]:
    """Goes back to the shipped form; the value says whether there was one of the committee's own.

    Raises:
        KeyError: there is no such form.
    """
    if not is_form(name):
        raise KeyError(name)
    if name not in own_forms(desk.store):
        return Outcome(value=False)
    with desk.writing(action="reset_form", label=name) as write:
        write.remove("own_forms", name)
    return Outcome(value=True, changes=Changes.of_tables(write.changed_tables))
