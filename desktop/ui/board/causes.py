"""Why a file waits, in the words of the window: what is typed where."""

from collections.abc import Mapping

from desktop.i18n import _
from desktop.wording.superior import cause_text


def cause_words(cause: str, details: Mapping[str, str], *, code: str) -> str:
    """Why a package waits or is out, and what to do here; empty for none."""
    if cause == "new_key":
        return _(
            "The key that signed it is not known yet: type the check code from the signed slip."
        )
    return cause_text(cause, details, code=code)
