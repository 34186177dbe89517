"""Free text in which a person seems to stand: people appear as counts only."""

from desktop.domain.problems import Problem, Severity
from desktop.domain.text import looks_personal


def personal_warnings(field: str, *texts: str) -> tuple[Problem, ...]:
    """One warning where a text looks like a citizen's or telephone number; nothing is refused."""
    if not any(map(looks_personal, texts)):
        return ()
    return (Problem("looks_personal", field, Severity.WARNING),)
