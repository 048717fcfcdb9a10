"""What the customer is told: how it is handled, why it happened, how we keep in touch."""
