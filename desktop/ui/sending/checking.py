"""Looking at a stick that was plugged in anew: are the files on it, whole?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.actions.desk import Desk
from desktop.actions.sending import check_again
from desktop.actions.sent_periods import history
from desktop.actions.sticks import Drive, OldFile, Place, StickGoneError, old_files, place_again
from desktop.actions.terms import FileFaultError


def check_somewhere(
    desk: Desk, package_id: str, place: Place | None, drives: Sequence[Drive]
) -> Place:
    """Where a file lies whole: its former place first, then every stick that is plugged in.

    Raises:
        FileFaultError: it lies nowhere, or the first place that has it holds other bytes.
    """
    trouble: FileFaultError = StickGoneError(_former_folder(desk, package_id, place))
    for one in _places(desk, package_id, place, drives):
        try:
            check_again(desk, package_id, one.folder)
        except FileFaultError as error:
            trouble = error
            if error.code == "stick_failing":
                break
        else:
            return one
    raise trouble


def check_together(
    desk: Desk, package_ids: Sequence[str], place: Place | None, drives: Sequence[Drive]
) -> Place:
    """Where files lie whole side by side; see :func:`check_somewhere`.

    Raises:
        FileFaultError: one of them is not there, or holds other bytes.
    """
    first, *others = package_ids
    found = check_somewhere(desk, first, place, drives)
    for one in others:
        check_again(desk, one, found.folder)
    return found


def others_on(desk: Desk, place: Place, file: Path) -> tuple[OldFile, ...]:
    """The other files of ours beside one; none where the stick is not there any more."""
    try:
        return old_files(desk, place.folder, but=file)
    except FileFaultError:
        return ()


def _places(
    desk: Desk, package_id: str, place: Place | None, drives: Sequence[Drive]
) -> Iterator[Place]:
    again = place_again(place, drives) if place is not None else None
    if again is not None:
        yield again
    yield from (Place(one.folder, one) for one in drives)
    former = _former_folder(desk, package_id, None)
    if place is None and former.is_dir() and not any(one.folder == former for one in drives):
        yield Place(former)


def _former_folder(desk: Desk, package_id: str, place: Place | None) -> Path:
    if place is not None:
        return place.folder
    found = (one for one in history(desk) if one.package.package_id == package_id)
    copies = [copy for line in found for copy in line.copies]
    last = max(copies, key=lambda one: one.written_at, default=None)
    return Path(last.place).parent if last is not None else Path()
