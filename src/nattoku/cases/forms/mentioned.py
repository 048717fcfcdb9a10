"""The form for a public mention of the matter."""

from typing import Final

from nattoku.cases import mentions
from nattoku.cases.forms.shape import WHEN, Form, Input, Seen, of
from nattoku.cases.words import REACHES, Reach
from nattoku.lib.text import Text
from nattoku.people.forms import Fields


def _note(seen: Seen, f: Fields) -> None:
    reach = f.choice("reach", Reach) or Reach.UNKNOWN
    at = f.moment("happened_at")
    mentions.note(seen.case.no, url=f.line("url"), reach=reach, happened_at=at, by=seen.by, at=seen.at)


PAGES: Final[dict[str, tuple[Form, ...]]] = {
    "mention": (
        Form(
            Text("口コミ・ネットでの言及", "Mentioned in public"),
            Text("見かけたことを記録する", "Write it down"),
            (
                Input("address", "url", mentions.URL, required=True, hint=Text("https:// から。", "From https:// on.")),
                Input("chips", "reach", Text("広がり", "How widely read"), choices=of(REACHES)),
                WHEN,
            ),
            _note,
            why=Text(
                "場所と日時と広がりだけを記録し、書かれている言葉は写しません。重大度が一つ上がり、リーダーに知らせます。",
                "Place, moment and reach only; nothing of what is written there. The severity rises by one step and the leader hears.",
            ),
        ),
    ),
}
