"""Letters on paper: vertical Japanese as PDF, SVG and PNG, the same letter as Word and HTML, and its envelope.

Pure: a letter goes in, bytes come out. It knows paper and letters, no complaint. `letter.read` takes the JSON of
docs/letters.md; `drawing.pages` sets it; `pdf`, `word` and `web` write it. Faces come from packages at build time.
"""
