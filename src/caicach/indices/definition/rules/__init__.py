"""Rule kinds of an index: pure functions over Decimal, from the cells of the input table to points and their steps."""
