"""Parameters of keyset lists, the same on every list of this service."""

from typing import Annotated

from fastapi import Query

Cursor = Annotated[str | None, Query(max_length=80)]
Limit = Annotated[int, Query(ge=1, le=200)]
