"""Published tables as frozen values, what is left out of them, and the chain that holds their order; pure."""
