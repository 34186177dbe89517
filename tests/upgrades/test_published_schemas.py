"""A published schema accepts every file of the versions that it names, the oldest among them.

In open_data lie real files of superiors: those of the first program that wrote any, and one of
the first that knew late slips. The snapshots are those that the stores of every schema keep.
"""

import json
import shutil
from pathlib import Path

import pytest

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.setup import Sources, open_desk
from desktop.db import queries
from tests.actions.schema_faults import faults, schema_of
from tests.exchange.test_snapshot_schema import faults_of_file

KEPT = Path(__file__).parent
FILES = sorted((KEPT / "open_data").glob("*.json"))
STORES = {"schema_1": {1}, "schema_2": {2}, "schema_3": {2}}
"""The stores, and of which versions the snapshots in them are."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_open_data_of_before_is_what_the_schema_says(file: Path) -> None:
    assert faults(*schema_of(file.read_bytes())) == []


def test_open_data_that_lacks_what_was_always_there_is_not() -> None:
    value, shape = schema_of((KEPT / "open_data" / "first-report.json").read_bytes())
    del value["complete"]
    value["returned"] = [{"code": "20001", "valid_from": "2025-07-01"}]
    assert faults(value, shape) == [".complete lacks", ".returned[0].name lacks"]


@pytest.mark.parametrize("name", STORES)
def test_snapshots_of_every_store_are_what_the_schema_says(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(KEPT / name, tmp_path / "data"))
    with open_desk(folder, sources=Sources(SystemClock(), RandomIds())) as desk:
        kept = [
            json.loads(queries.closing_snapshot(desk.store, one.id))
            for one in queries.closings(desk.store)
        ]
    assert {one["version"] for one in kept} == STORES[name]
    assert [faults_of_file(one) for one in kept] == [[]] * len(kept)
