"""The shipped forms: texts alone, read quickly and as TOML reads them."""

import tomllib

import pytest

from desktop.domain.text import nfc
from desktop.paths import resource
from desktop.reports.forms import load_form

FORMS = sorted(path.stem for path in resource("forms").glob("*.toml"))


def flat(prefix: str, data: dict[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found |= flat(f"{prefix}{key}.", value)
        else:
            found[prefix + key] = nfc(str(value).strip())
    return found


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_as_toml_reads_it(name: str) -> None:
    data = tomllib.loads(resource(f"forms/{name}.toml").read_text(encoding="utf-8"))
    assert dict(load_form(name).texts) == flat("", data)


@pytest.mark.parametrize("name", FORMS)
def test_no_text_of_a_form_is_empty(name: str) -> None:
    assert all(load_form(name).texts.values())
