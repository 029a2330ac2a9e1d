"""The picture of the tutorial: what one printed share says about the whole city, as bars with their certain and their
possible part. Drawn from the data; the same data always give the same bytes."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import cn_industrial_internet as cnii

__all__ = ["picture"]

_PART, _WHOLE = "thnet-2022-09-23.o04", "guangzhou-high-tech-enterprises-2021-12-31"
_WIDTH, _LEFT, _RIGHT = 820, 190, 660
_INK, _SOFT, _LINE, _SURE, _PAPER = "#1f2328", "#59636e", "#d1d9e0", "#0b5cad", "#ffffff"
_FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif"
_STEP = 2500

Bar = tuple[str, Decimal, Decimal]


def _bars() -> list[Bar]:
    """Label, lower and upper bound."""
    part, whole = cnii.observations.get(_PART), cnii.derived.get(_WHOLE)
    assert part and whole and part.lower and part.upper and whole.lower and whole.upper
    rest = ("Guangzhou without it", whole.lower - part.upper, whole.upper - part.lower)
    return [("Tianhe District", part.lower, part.upper), rest, ("Guangzhou", whole.lower, whole.upper)]


def picture() -> str:
    """The SVG."""
    bars = _bars()
    end = max(upper for _, _, upper in bars) * Decimal("1.02")

    def at(number: Decimal | int) -> float:
        return round(_LEFT + float(number / end) * (_RIGHT - _LEFT), 1)

    title = "High-tech enterprises at the end of 2021"
    height = 122 + 46 * len(bars)
    subtitle = "Full: there at least. Striped: what the rounding of the printed share leaves open."
    body = [_text(24, 36, title, 17, weight=600), _text(24, 58, subtitle, 13, colour=_SOFT)]
    for tick in range(0, int(end) + 1, _STEP):
        body.append(f'<path d="M{at(tick)} 78V{height - 40}" stroke="{_LINE}"/>')
        body.append(_text(at(tick), height - 22, f"{tick:,}", 12, colour=_SOFT, anchor="middle"))
    for number, (label, lower, upper) in enumerate(bars):
        y = 90 + 46 * number
        body.append(_text(_LEFT - 12, y + 17, label, 14, anchor="end"))
        body.append(f'<rect x="{_LEFT}" y="{y}" width="{at(lower) - _LEFT:g}" height="24" fill="{_SURE}"/>')
        if upper > lower:
            width = round(at(upper) - at(lower), 1)
            place = f'x="{at(lower)}" y="{y}" width="{width}" height="24"'
            body.append(f'<rect {place} fill="url(#open)" stroke="{_SURE}"/>')
        words = f"{lower:,}" if lower == upper else f"{lower:,} to {upper:,}"
        body.append(_text(at(upper) + 10, y + 17, words, 14, weight=600))
    told = "; ".join(f"{label}: {lower:,} to {upper:,}" for label, lower, upper in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="t d" font-family="{_FONT}">\n'
        f'<title id="t">{escape(title)}</title>\n<desc id="d">{escape(told)}.</desc>\n'
        f'<defs><pattern id="open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{_PAPER}"/><rect width="3" height="6" fill="{_SURE}" fill-opacity="0.55"/>'
        f"</pattern></defs>\n"
        f'<rect width="{_WIDTH}" height="{height}" rx="8" fill="{_PAPER}"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def _text(
    x: float, y: float, words: str, size: int, *, colour: str = _INK, weight: int = 400, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" font-weight="{weight}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )
