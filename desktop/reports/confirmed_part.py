"""What was confirmed before closing: each question as a statement, with the answer given."""

from collections.abc import Iterator, Mapping
from datetime import date

from desktop.domain.confirmations import LIST_MARK, MEASURED, NUMBERS, Confirmation
from desktop.domain.text import nfc
from desktop.reports.administrative import NBSP, bound, long_date, number_text
from desktop.reports.figures import Figures
from desktop.reports.forms import Form


def confirmed_lines(f: Figures) -> Iterator[str]:
    """The confirmed matters, each in one line with its answer; nothing where there are none."""
    if not f.snapshot.confirmations:
        return
    form = f.frame.forms.named("confirmations")
    yield f.say("objectives.confirmed")
    for one in f.snapshot.confirmations:
        statement = statement_of(form, one.confirmation)
        answer = bound(nfc(one.answer))
        if not answer:
            yield f"- {statement}."
            continue
        end = "" if answer.endswith((".", "!", "?")) else "."
        line = f.form.text("objectives.confirmed_line")
        yield bound(line).format(statement=statement, answer=answer) + end


def statement_of(form: Form, confirmation: Confirmation) -> str:
    """A question as the statement that was confirmed."""
    details = confirmation.details
    several = "since" in details and details["since"] != details.get("month", "")
    key = "since_january" if several else str(confirmation.code)
    text = form.text(key).format_map(_shown(form, details))
    return bound(text[:1].upper() + text[1:])


def _shown(form: Form, details: Mapping[str, str]) -> dict[str, str]:
    shown = {name: _detail(form, name, value) for name, value in details.items()}
    unit = details.get("unit", "")
    for name in MEASURED & details.keys():
        shown[name] = f"{shown[name]}{NBSP}{unit}" if unit else shown[name]
    if "since" in details:
        shown["until"] = _month(form, details["month"])
    return shown


def _detail(form: Form, name: str, value: str) -> str:
    if name in NUMBERS:
        return number_text(int(value))
    match name:
        case "month" | "before" | "since":
            return _month(form, value)
        case "day" | "last_day":
            return _day(value)
        case "months":
            return ", ".join(_month(form, month) for month in value.split(LIST_MARK))
        case "groups":
            names = ", ".join(value.split(LIST_MARK))
            return names or form.text("whole_commune")
        case "format":
            return value or form.text("no_format")
        case _:
            return value


def _month(form: Form, month: str) -> str:
    number = month[5:] if int(month[5:]) <= 2 else str(int(month[5:]))
    return form.say("month_name", month=number, year=month[:4])


def _day(value: str) -> str:
    return long_date(date.fromisoformat(value))
