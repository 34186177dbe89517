"""Sentences about registers that lie elsewhere on a PC of several accounts."""

from collections.abc import Sequence

from desktop.i18n import _


def elsewhere_text(folder: str, *, unseen: Sequence[str]) -> str:
    """Where else a register lies, and what a new one would mean.

    ``folder`` is one that can be opened; without one ``unseen`` names the accounts that may have
    a register; without these another account surely has one.
    """
    if folder:
        text = _(
            "It lies in {folder}. The folder in use here holds none: what is begun here would be a "
            "second register."
        )
        return text.format(folder=folder)
    if unseen:
        text = _(
            "Windows does not let this account see whether a register is kept in: {names}. If one "
            "is, sign in there to go on with it; what is begun here would be a second register. "
            "Whoever runs the setup file can let all accounts share one folder."
        )
        return text.format(names=", ".join(unseen))
    return _(
        "Another account of this PC keeps a register in its own folder, which this account cannot "
        "read. Sign in with that account to go on with it; what is begun here would be a second "
        "register. Whoever runs the setup file can let all accounts share one folder."
    )


def elsewhere_title(*, only_unseen: bool) -> str:
    """What is known at all: that there is a register, or that there are other accounts."""
    return _("Other accounts use this PC") if only_unseen else _("This PC has a register already")
