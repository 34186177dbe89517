"""The design tokens: every colour, size and distance of the window comes from here.

Colours are roles, the same in the light, dark and high-contrast sets. Sizes are in
device-independent pixels.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a colour stands for."""

    INK = "ink"
    SOFT = "soft"
    HINT = "hint"
    LINE = "line"
    EDGE = "edge"
    PAPER = "paper"
    GROUND = "ground"
    HEAD = "head"
    HOVER = "hover"
    COMING = "coming"
    ACCENT = "accent"
    ACCENT_STRONG = "accent_strong"
    ACCENT_SOFT = "accent_soft"
    ON_ACCENT = "on_accent"
    MET = "met"
    MET_SOFT = "met_soft"
    DUE = "todo"
    TODO_SOFT = "todo_soft"
    TROUBLE = "trouble"
    TROUBLE_SOFT = "trouble_soft"


Palette = dict[Role, str]

LIGHT: Palette = {
    Role.INK: "#1b2430",
    Role.SOFT: "#5b6675",
    Role.HINT: "#7d8794",
    Role.LINE: "#e3e7ec",
    Role.EDGE: "#c3cad3",
    Role.PAPER: "#ffffff",
    Role.GROUND: "#f5f6f8",
    Role.HEAD: "#fafbfd",
    Role.HOVER: "#f1f4f8",
    Role.COMING: "#eef0f3",
    Role.ACCENT: "#1f4e8c",
    Role.ACCENT_STRONG: "#173d70",
    Role.ACCENT_SOFT: "#e8eff8",
    Role.ON_ACCENT: "#ffffff",
    Role.MET: "#1d7a4f",
    Role.MET_SOFT: "#e3f3ea",
    Role.DUE: "#a86200",
    Role.TODO_SOFT: "#fdf1dd",
    Role.TROUBLE: "#b3261e",
    Role.TROUBLE_SOFT: "#fbe9e7",
}

DARK: Palette = {
    Role.INK: "#e6eaf0",
    Role.SOFT: "#a5b0be",
    Role.HINT: "#8490a0",
    Role.LINE: "#2f3947",
    Role.EDGE: "#4a5667",
    Role.PAPER: "#1a212b",
    Role.GROUND: "#12171f",
    Role.HEAD: "#1e2631",
    Role.HOVER: "#242d3a",
    Role.COMING: "#27303c",
    Role.ACCENT: "#8ab4f2",
    Role.ACCENT_STRONG: "#aecbf7",
    Role.ACCENT_SOFT: "#22344f",
    Role.ON_ACCENT: "#0d1c33",
    Role.MET: "#6fd3a0",
    Role.MET_SOFT: "#1c3b2d",
    Role.DUE: "#f0b35a",
    Role.TODO_SOFT: "#41311a",
    Role.TROUBLE: "#ff8f85",
    Role.TROUBLE_SOFT: "#47211f",
}

CONTRAST_DARK: Palette = {
    Role.INK: "#ffffff",
    Role.SOFT: "#ffffff",
    Role.HINT: "#d8d8d8",
    Role.LINE: "#ffffff",
    Role.EDGE: "#ffffff",
    Role.PAPER: "#000000",
    Role.GROUND: "#000000",
    Role.HEAD: "#000000",
    Role.HOVER: "#2b2b2b",
    Role.COMING: "#3a3a3a",
    Role.ACCENT: "#ffff00",
    Role.ACCENT_STRONG: "#ffffff",
    Role.ACCENT_SOFT: "#003a6b",
    Role.ON_ACCENT: "#000000",
    Role.MET: "#5cff9d",
    Role.MET_SOFT: "#003d1d",
    Role.DUE: "#ffc14d",
    Role.TODO_SOFT: "#4a2e00",
    Role.TROUBLE: "#ff9a92",
    Role.TROUBLE_SOFT: "#5c0d08",
}

CONTRAST_LIGHT: Palette = {
    Role.INK: "#000000",
    Role.SOFT: "#000000",
    Role.HINT: "#333333",
    Role.LINE: "#000000",
    Role.EDGE: "#000000",
    Role.PAPER: "#ffffff",
    Role.GROUND: "#ffffff",
    Role.HEAD: "#ffffff",
    Role.HOVER: "#e0e0e0",
    Role.COMING: "#d0d0d0",
    Role.ACCENT: "#00296b",
    Role.ACCENT_STRONG: "#000000",
    Role.ACCENT_SOFT: "#cfe2ff",
    Role.ON_ACCENT: "#ffffff",
    Role.MET: "#00522b",
    Role.MET_SOFT: "#cdf5de",
    Role.DUE: "#6b3d00",
    Role.TODO_SOFT: "#ffe4b8",
    Role.TROUBLE: "#7d0600",
    Role.TROUBLE_SOFT: "#ffd9d5",
}


class Type(NamedTuple):
    """The type scale: figures and titles, headings, text, small."""

    title: int = 20
    heading: int = 16
    text: int = 13
    small: int = 12
    bar: int = 14


class Space(NamedTuple):
    """Distances in steps of four; 16 inside panels, 24 between the parts of a screen."""

    hair: int = 4
    small: int = 8
    medium: int = 12
    inner: int = 16
    outer: int = 24


class Shape(NamedTuple):
    """Corners, lines and fixed heights."""

    panel_radius: int = 8
    button_radius: int = 6
    button_height: int = 32
    row_height: int = 32
    matrix_cell: int = 28
    top_bar: int = 48
    path: int = 96
    path_folded: int = 40
    status_line: int = 28
    navigation: int = 168
    navigation_narrow: int = 144
    fold_below: int = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One complete look: colours of the present set, type, distances and shapes."""

    name: str
    colours: Palette
    type: Type = field(default_factory=Type)
    space: Space = field(default_factory=Space)
    shape: Shape = field(default_factory=Shape)

    def __getitem__(self, role: Role) -> str:
        return self.colours[role]

    def sized(self, *, scale: int, row_height: int) -> "Tokens":
        """These tokens with text at ``scale`` per cent and table rows ``row_height`` high."""
        sizes = Type()
        scaled = Type(
            title=_part(sizes.title, scale),
            heading=_part(sizes.heading, scale),
            text=_part(sizes.text, scale),
            small=_part(sizes.small, scale),
            bar=_part(sizes.bar, scale),
        )
        plain = Shape()
        shape = plain._replace(
            row_height=max(row_height, _part(28, scale)),
            button_height=_part(plain.button_height, max(scale, 100)),
            matrix_cell=_part(plain.matrix_cell, max(scale, 100)),
            top_bar=_part(plain.top_bar, max(scale, 100)),
            path=_part(plain.path, max(scale, 100)),
            path_folded=_part(plain.path_folded, max(scale, 100)),
            status_line=_part(plain.status_line, max(scale, 100)),
            navigation=_part(plain.navigation, max(scale, 100)),
            navigation_narrow=_part(plain.navigation_narrow, max(scale, 100)),
        )
        return replace(self, type=scaled, shape=shape)


def _part(size: int, scale: int) -> int:
    return round(size * scale / 100)


SETS: dict[str, Tokens] = {
    "light": Tokens(name="light", colours=LIGHT),
    "dark": Tokens(name="dark", colours=DARK),
    "contrast-dark": Tokens(name="contrast-dark", colours=CONTRAST_DARK),
    "contrast-light": Tokens(name="contrast-light", colours=CONTRAST_LIGHT),
}
