"""What more than one door of this room says."""

from nattoku.lib.text import Text

ONCE = Text(
    "リンクはすでに作られています。お見せできるのは一度だけですので、お手元になければ、使えなくしてから作り直してください。",
    "The link was made already and is shown only once. Revoke it and make a new one if it is lost.",
)
