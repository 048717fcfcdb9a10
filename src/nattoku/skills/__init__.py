"""技能: 知っている is one thing, 使った another (S003-14). Each person's own view; nobody reads it of another."""
