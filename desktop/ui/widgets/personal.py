"""Free text that goes into a report: what is said while it seems to name a person."""

from desktop.domain.text import looks_like_person
from desktop.i18n import _
from desktop.ui.widgets.text import Text


def names_a_person(*texts: str) -> bool:
    """Whether one of these holds a name, a telephone number or a citizen's number."""
    return any(looks_like_person(text) for text in texts)


class PersonalWarning(Text):
    """An amber line, in sight while a text seems to name a person; nothing is refused."""

    def __init__(self) -> None:
        super().__init__("", look="todo-small", wrap=True)
        self.hide()

    def weigh(self, *texts: str) -> None:
        """Say it, or nothing."""
        found = names_a_person(*texts)
        self.setText(
            _("This looks like a name, a telephone or a citizen's number: please take it out.")
            if found
            else ""
        )
        self.setVisible(found)
