"""Numbers that name rows: no larger than what a database keeps, so that a wild one is refused at the door."""

from typing import Annotated

from pydantic import Field

LARGEST = 2**63 - 1

RowId = Annotated[int, Field(ge=1, le=LARGEST)]
Version = Annotated[int, Field(ge=0, le=LARGEST)]
Offset = Annotated[int, Field(ge=0, le=LARGEST)]
