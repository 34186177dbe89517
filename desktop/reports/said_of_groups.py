"""What became of groups that lacked something in the period before."""

from collections.abc import Collection, Iterator, Sequence

from desktop.reports.administrative import amount
from desktop.reports.figures import Figures
from desktop.reports.said import names_fit


def result_of(
    f: Figures, key: str, groups: Sequence[str], reached: Collection[str]
) -> Iterator[str]:
    """What became of the groups that lacked something."""
    if not groups:
        return
    done = [one for one in groups if one in reached]
    left = [one for one in groups if one not in reached]
    variant = "all" if not left else "some" if done else "none"
    if len(groups) == 1:
        variant = f"{variant}_one"
    yield f.frame.forms.named("promised").say(
        f"{key}.{variant}",
        unit=f.unit,
        count=amount(len(groups)),
        done=amount(len(done)),
        left=amount(len(left)),
        names=_names(f, done),
        left_names=_names(f, left),
    )


def _names(f: Figures, groups: Sequence[str]) -> str:
    if names_fit(f, groups):
        return f.names(groups)
    return f.frame.forms.named("promised").text("many")
