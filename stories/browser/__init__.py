"""Stories in a real browser: Chromium against a running server, a real Chatwork-like peer behind it."""
