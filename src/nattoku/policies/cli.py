"""nattoku policies: show, decide, calendar."""

import click

from nattoku.lib.options import as_json, data
from nattoku.lib.text import Text


@click.group(help="取り決め（期限や上限の目安） / our defaults and limits")
def policies() -> None:
    pass


@policies.command(help="いまの値と、いつ誰がなぜ決めたか / what is in force, since when, by whom, why")
@click.argument("key", required=False)
@as_json
@data
def show(key: str | None, as_json: bool, _data: str | None) -> None:
    """All of them, or one."""
    from nattoku.lib.terminal import answer, language, tell
    from nattoku.policies import shown
    from nattoku.policies.api import told
    from nattoku.policies.words import MARK

    found = [shown.one(key)] if key else shown.everything()
    if as_json:
        answer({"policies": [told(one) for one in found]})
        return
    for one in found:
        why = MARK.to(language()) if one.ours else one.history[0].reason
        tell(f"{one.key}: {one.what.to(language())} = {one.words.to(language())} ({why})")


@policies.command(help="決める（代表だけ） / decide, the representative alone")
@click.argument("key")
@click.argument("value", type=int)
@click.option("--business", is_flag=True, help="営業時間で数える（丸一日は1営業日） / counted in business time")
@click.option("--reason", required=True, help="理由 / why")
@click.option("--by", "email", metavar="EMAIL", help="決める方 / who decides (NATTOKU_PERSON)")
@data
def decide(key: str, value: int, business: bool, reason: str, email: str | None, _data: str | None) -> None:
    """VALUE: minutes of a time, else the policy's own unit."""
    from django.utils import timezone

    from nattoku.lib.terminal import tell
    from nattoku.people.actor import actor
    from nattoku.policies import actions, shown

    actions.decide(key=key, value=value, business=business, reason=reason, by=actor(email), at=timezone.now())
    one = shown.one(key)
    tell(Text("「{what}」を{value}としました。", "“{what}” is now {value}.").with_(what=one.what, value=one.words))


@policies.command(help="営業日と営業時間 / business days and hours, as JSON")
@data
def calendar(_data: str | None) -> None:
    """The closed days and the hours."""
    from nattoku.lib.terminal import answer
    from nattoku.policies.api import open_when

    answer(open_when())


commands = [policies]
