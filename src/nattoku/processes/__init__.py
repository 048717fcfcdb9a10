"""工程: what usually happens to an order, where it breaks, and the odds of a date; roles only, never names (T5)."""
