"""The tone check at the doors: asked in the API and on a page; nothing is kept."""
