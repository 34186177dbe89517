"""The forms that papers take: ours, with the committee's own texts in their place."""

from desktop.actions.desk import Desk
from desktop.db.text_queries import own_forms
from desktop.reports.forms import SHIPPED, Forms


def forms_in_force(desk: Desk) -> Forms:
    """The forms that papers take now: a text of the committee's own where it fits, else ours."""
    stored = own_forms(desk.store)
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
