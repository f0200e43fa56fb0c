"""The packaged law, loaded once."""

import pytest

from zf_law.loader import Law, load_law


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()
