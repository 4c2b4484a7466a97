"""What befalls an account before a reader looks at it."""

from simulated import Simulated


def fill(simulated: Simulated) -> None:
    """Five numbers on the instance, and a sixth that fails."""
    for digits in range(100, 106):
        simulated.claim(digits)


def spend(simulated: Simulated) -> None:
    """Eleven claims and releases on the first of January: one more than the 200 % rule allows."""
    for digits in range(100, 105):
        simulated.release(simulated.claim(digits))
    simulated.claim(105)


def exhaust(simulated: Simulated) -> None:
    """A full instance, an account whose budget is used up too, and a claim that FAILED for it: that of 108."""
    for digits in range(100, 103):
        simulated.release(simulated.claim(digits))
    for digits in range(103, 109):
        simulated.claim(digits)
