"""The rules for classing areas that are shipped."""

from datetime import date
from pathlib import Path

from desktop.domain.area_parsing import parse_area_rule
from desktop.domain.area_rules import AreaRule
from desktop.paths import resource


class AreaRuleNotShippedError(LookupError):
    """A shipped rule is missing or broken; ``args[0]`` is its file."""


def shipped_rules() -> tuple[AreaRule, ...]:
    """All shipped rules, the oldest first.

    Raises AreaRuleNotShippedError when one of them cannot be used.
    """
    rules = [_shipped(path) for path in resource("hotspots").glob("*.toml")]
    return tuple(sorted(rules, key=lambda rule: (rule.valid_from or date.min, rule.id)))


def _shipped(path: Path) -> AreaRule:
    rule = parse_area_rule(path.read_bytes()).rule
    if rule is None:
        raise AreaRuleNotShippedError(path.name)
    return rule
