"""務め: what each division and each customer is due without anybody having complained (S004-1.2 to 1.4). 0036."""
