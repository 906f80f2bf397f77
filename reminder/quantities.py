"""Amounts of drink and caffeine as people say them."""

STEP_MG = 5
"""Estimates of caffeine are told in steps of so much: a digit more would look measured."""

STEP_ML = 10
"""A mean of drinks is told in steps of so much."""


def amount(ml: int) -> str:
    """An amount of drink: "600 ml", "1.8 l", "1.25 l"."""
    if ml < 1000:
        return f"{ml} ml"
    return f"{ml / 1000:.2f}".rstrip("0").rstrip(".") + " l"


def mean_amount(ml: float) -> str:
    """An amount that nobody drank, such as the mean of some days, in whole steps: "1.33 l"."""
    return amount(STEP_ML * round(ml / STEP_ML))


def milligrams(mg: float) -> str:
    """A dose in whole milligrams, which is finer than any cup is known; below one, "under 1 mg"."""
    return "under 1 mg" if 0 < mg < 0.5 else f"{mg:.0f} mg"


def about(mg: float) -> str:
    """An estimate without false precision: "about 45 mg", "under 5 mg"."""
    steps = round(mg / STEP_MG)
    return f"about {STEP_MG * steps} mg" if steps else f"under {STEP_MG} mg"
