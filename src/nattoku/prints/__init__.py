"""Paper: one case printed for four readers, the blank slip for an outage, and what one entry has already written."""
