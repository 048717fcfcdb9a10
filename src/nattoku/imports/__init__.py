"""What a company has already: its ledger of complaints, its customers, its orders. Read, shown, taken, taken back."""
