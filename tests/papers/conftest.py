"""Two communes for the whole run, and each paper of theirs as tree, PDF and measured pages."""

from collections.abc import Iterator

import pytest

from desktop import i18n
from tests.papers.measured import MeasuredPage, measure
from tests.papers.papers import ALL, Asked, Papers, papers_in


@pytest.fixture(scope="session", autouse=True)
def vietnamese() -> None:
    """No test here speaks another language: the catalogue is read once."""
    i18n.install("vi")


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One place for settings, logs and data of all these tests: most of them write nothing."""
    place = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SO138_SETTINGS", str(place / "window.json"))
        patch.setenv("SO138_LOGS", str(place / "logs"))
        patch.setenv("SO138_DATA", str(place / "data"))
        patch.delenv("SO138_PASSWORD", raising=False)
        yield


@pytest.fixture(scope="session")
def papers(vietnamese: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Papers]:
    with papers_in(tmp_path_factory.mktemp("communes")) as made:
        yield made


@pytest.fixture(params=ALL, ids=str)
def asked(request: pytest.FixtureRequest) -> Asked:
    found = request.param
    assert isinstance(found, Asked)
    return found


@pytest.fixture(scope="session")
def measured() -> dict[Asked, list[MeasuredPage]]:
    return {}


@pytest.fixture
def pages(
    papers: Papers, asked: Asked, measured: dict[Asked, list[MeasuredPage]]
) -> list[MeasuredPage]:
    if asked not in measured:
        measured[asked] = measure(papers.pdf(asked))
    return measured[asked]
