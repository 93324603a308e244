"""Boards on pages: for a leader, for a unit, after a block of holidays; every figure opens its rows."""
