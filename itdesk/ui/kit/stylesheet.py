"""The style sheet: the template of resources/ filled with one theme's tokens."""

from __future__ import annotations

from string import Template

from itdesk.ui.kit.tokens import Tokens
from itdesk.ui.resources import resource

_INKS = ("text", "text2", "text3", "accent", "disabled", "on_accent", "selection_text", "tooltip_text")
_STATES = ("ok", "warn", "crit", "unknown", "maint", "info")


def stylesheet(tokens: Tokens, name: str, percent: int, images: str) -> str:
    """The sheet of theme `name`; `images` is the folder of check marks and arrows."""
    template = Template(resource("itdesk.qss.tmpl").read_text(encoding="utf-8"))
    names: dict[str, str] = {role: _css(colour) for role, colour in tokens.colours[name].items()}
    names |= {role: str(_scaled(px, percent)) for role, px in tokens.fonts.items()}
    names |= {
        "ctl": str(_scaled(tokens.size["control"], percent) - 2),
        "ctls": str(_scaled(tokens.size["control_small"], percent) - 2),
        "r": str(tokens.radius["control"]),
        "rc": str(tokens.radius["card"]),
        "ro": str(tokens.radius["overlay"]),
        "icons": images,
        "theme": name,
    }
    return template.substitute(names) + "\n" + _labels(tokens, name, percent)


def _labels(tokens: Tokens, name: str, percent: int) -> str:
    """Rules for kit.text.Label: its properties choose role and ink."""
    colours = tokens.colours[name]
    inks = (*_INKS, *_STATES, *(f"{state}_fg" for state in _STATES))
    rules = [f'QLabel[ink="{ink}"]{{color:{_css(colours[ink])};}}' for ink in inks]
    roles = (role for role in tokens.fonts if not role.startswith("weight_"))
    rules += [f'QLabel[role="{r}"]{{font-size:{_scaled(tokens.fonts[r], percent)}px;}}' for r in roles]
    rules += [
        f'#banner[state="{state}"],#panel[state="{state}"]{{background:{_css(colours[state + "_bg"])};}}'
        for state in _STATES
    ]
    return "\n".join(rules)


def _scaled(px: int, percent: int) -> int:
    return round(px * percent / 100)


def _css(colour: str) -> str:
    """#RRGGBBAA (the tokens' order) to Qt's #AARRGGBB."""
    return f"#{colour[7:9]}{colour[1:7]}" if len(colour) == 9 else colour
