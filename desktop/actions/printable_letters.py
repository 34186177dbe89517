"""What is said of letters in a field that the papers cannot print."""

from collections.abc import Iterable, Mapping

from desktop.domain.printable import first_unprintable, letter_named
from desktop.domain.problems import Problem, Severity
from desktop.reports.form_files import is_drawn


def told_of_letters(fields: Mapping[str, str | Iterable[str]]) -> tuple[Problem, ...]:
    """A warning for each field, by name, with a letter that would be printed otherwise."""
    found = []
    for name, value in fields.items():
        text = value if isinstance(value, str) else "\n".join(value)
        letter = first_unprintable(text, is_drawn)
        if letter is not None:
            details = {"letter": letter_named(letter)}
            found.append(Problem("letter_not_drawn", name, Severity.WARNING, details))
    return tuple(found)
