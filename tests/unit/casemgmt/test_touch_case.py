"""Saving other fields of a case refuses to save a state."""

from typing import cast

import pytest

from tests.unit.casemgmt.files import case_file
from zf_casemgmt.cases.touch_case import touch_case
from zf_platform.transaction import Scope


@pytest.mark.parametrize("field", ["state", "holder", "returns", "adjournments", "flags", "version"])
async def test_a_state_is_never_saved_on_the_side(field: str) -> None:
    with pytest.raises(ValueError, match="advance alone"):
        await touch_case(cast("Scope", None), case_file(), changes={field: "closed"})
