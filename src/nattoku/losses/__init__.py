"""What the company bears for the sake of a solution: the representative decides."""
