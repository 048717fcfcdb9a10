"""やり切る: what both sides agreed to do, what of it was done, and that the customer was told (S003-9)."""
