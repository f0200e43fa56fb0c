"""How much of a fault: `--dose ci` fits every run, `--dose nightly` is the full measure. Chance comes from a printed seed."""

import os
import random
from dataclasses import dataclass
from typing import TypeVar

import pytest

T = TypeVar("T")


@dataclass(frozen=True)
class Dose:
    """`seed` can be given again with ZF_TEST_SEED to replay the choices of a run."""

    nightly: bool
    seed: int

    def of(self, ci: T, nightly: T) -> T:
        return nightly if self.nightly else ci

    @property
    def chance(self) -> random.Random:
        """A fresh series from the seed."""
        return random.Random(self.seed)


def say(dose: Dose, what: str) -> None:
    """One line of figures for the report of the run; shown with -s and kept in the captured output."""
    print(f"\n[seed {dose.seed}] {what}", flush=True)


@pytest.fixture
def dose(request: pytest.FixtureRequest) -> Dose:
    seed = int(os.environ.get("ZF_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 31)
    return Dose(nightly=request.config.getoption("--dose") == "nightly", seed=seed)
