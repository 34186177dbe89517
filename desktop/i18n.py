"""Words and numbers of the screen: English message ids in code, Vietnamese by default.

Messages are marked with ``_("… {field} …")`` and filled by ``str.format`` after translation; the
fields are named, so that a translation may turn their order. ``N_`` marks without translating,
for a constant that is translated where it is shown.

The installed translation is the one module-level state of the program: a message must be
reachable from anywhere without being passed through every signature, as in gettext itself.
"""

import gettext as _gettext
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from desktop.paths import resource

DEFAULT_LANGUAGE = "vi"
LANGUAGES = ("vi", "en")
_WHOLE = 100
_TENTH = Decimal("0.1")


class _Installed:
    """The translation in use; loaded at the first message unless one was installed before."""

    def __init__(self) -> None:
        self._language = DEFAULT_LANGUAGE
        self._translation: _gettext.NullTranslations | None = None

    def choose(self, language: str) -> None:
        self._language = language
        self._translation = _load(language)

    @property
    def language(self) -> str:
        return self._language

    @property
    def translation(self) -> _gettext.NullTranslations:
        if self._translation is None:
            self._translation = _load(self._language)
        return self._translation


@lru_cache(maxsize=2)
def _load(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    with resource(f"translations/{language}.mo").open("rb") as compiled:
        return _gettext.GNUTranslations(compiled)


_installed = _Installed()


def install(language: str = DEFAULT_LANGUAGE) -> None:
    """Speak ``language`` from now on; ValueError when it is not one of ``LANGUAGES``."""
    if language not in LANGUAGES:
        raise ValueError(f"language not known: {language}")
    _installed.choose(language)


def language() -> str:
    """Return the code of the language in use, "vi" or "en"."""
    return _installed.language


def _(message: str) -> str:
    """Return ``message`` in the language in use; its named fields are still to be filled."""
    return _installed.translation.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form that fits ``n``, in the language in use."""
    return _installed.translation.ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802  the usual name of this marker
    """Mark ``message`` for the catalogue and return it untranslated."""
    return message


def _babel_decimal(value: Decimal, pattern: str) -> str:
    # Not small, and seldom needed: imported at first use so that the window opens quickly.
    from babel import Locale
    from babel.numbers import format_decimal as babel_decimal

    return babel_decimal(value, format=pattern, locale=Locale.parse(_installed.language))


def _grouping() -> str:
    return "," if _installed.language == "en" else "."


def format_number(value: int) -> str:
    """Return a whole number with its thousands grouped: ``1.234`` in Vietnamese."""
    return f"{value:,}".replace(",", _grouping())


def format_decimal(value: Decimal, *, decimals: int) -> str:
    """Return ``value`` with exactly ``decimals`` places: ``85,7`` in Vietnamese.

    It rounds half to even and knows no domain: whether 99.6 % may read 100 % is decided before.
    """
    places = "." + "0" * decimals if decimals else ""
    return _babel_decimal(value, f"#,##0{places}")


def format_percent(percent: Decimal) -> str:
    """Return ``85,7 %`` for 85.7, with a no-break space and one decimal unless it is zero.

    More decimals where one would make it 0 or 100, which it is not: ``0,04 %``.
    """
    if 0 <= percent <= _WHOLE:
        step = _TENTH
        rounded = percent.quantize(step, ROUND_HALF_EVEN)
        while rounded != percent and rounded in (0, _WHOLE):
            step /= 10
            rounded = percent.quantize(step, ROUND_HALF_EVEN)
        shown = f"{rounded:f}".removesuffix(".0")
        shown = shown.replace(".", "." if _installed.language == "en" else ",")
    else:
        shown = _babel_decimal(percent, "#,##0.#")
    return f"{shown}\N{NO-BREAK SPACE}%"


def format_date(day: date) -> str:
    """Return ``05/09/2026``: the form of tables and screens in both languages."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_day_month(day: date) -> str:
    """Return ``05/09``: a date whose year is plain from its surroundings."""
    return f"{day.day:02}/{day.month:02}"
