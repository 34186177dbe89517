"""The forms that papers take: ours, with the committee's own texts in their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.actions.desk import Desk
from desktop.db.text_queries import own_forms
from desktop.reports.forms import SHIPPED, Forms


@dataclass(frozen=True, slots=True)
class TryingDesk(Desk):
    """A desk at which papers are looked at with forms that are not in force yet.

    ``tried`` holds the content of their files by name. Nothing is stored; the desk that it was
    made of stays open.
    """

    tried: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def beside(cls, desk: Desk, tried: Mapping[str, str]) -> "TryingDesk":
        """The same desk with these forms tried."""
        return cls(desk.store, desk.clock, desk.ids, desk.officer, tried=tried)


def forms_in_force(desk: Desk) -> Forms:
    """The forms that papers take now: a text of the committee's own where it fits, else ours."""
    stored = own_forms(desk.store)
    if isinstance(desk, TryingDesk):
        stored = {**stored, **desk.tried}
    if not stored:
        return SHIPPED
    # Reading a form's file is not needed by most committees: the first paper comes sooner.
    from desktop.reports.form_files import form_names, read_form

    known = form_names()
    return Forms(
        {
            name: dict(read_form(name, content.encode()).texts)
            for name, content in stored.items()
            if name in known
        }
    )
