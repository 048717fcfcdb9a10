"""How the user guide is built; see tools/guide.py."""

project = "納得 Nattoku"
language = "ja"
extensions = ["myst_parser"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "納得の手引き"
html_show_copyright = False
html_show_sphinx = False
