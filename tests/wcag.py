"""How well colours stand out from each other, as WCAG 2.1 computes it (1.4.3)."""

Rgb = tuple[int, int, int]


def rgb(code: str) -> Rgb:
    """A colour as style sheets write it: "#0b7a75"."""
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The ratio of two relative luminances, from 1 to 21."""
    darker, lighter = sorted([_luminance(one), _luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
