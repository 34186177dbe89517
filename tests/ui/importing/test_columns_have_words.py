"""Every field that a column can fill has a word in its box."""

import pytest

from desktop.sheets.vocabulary import ListKind, load_vocabulary
from desktop.ui.importing.columns import FIELDS


@pytest.mark.parametrize("kind", list(ListKind))
def test_every_field_of_a_list_can_be_named(kind: ListKind) -> None:
    fields = {one.field for one in load_vocabulary().fields[kind]}
    assert fields == set(FIELDS[kind.value])
