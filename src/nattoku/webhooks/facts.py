"""Who outside is told by webhook. The key of a receiver is no fact: it is made of our own."""

from nattoku.ledger.facts import Fact, fact


@fact("webhooks.added", ja="Webhookの送り先を加えました（{url}）", en="A webhook receiver was added ({url})")
class HookAdded(Fact):
    """kinds: of facts, such as "cases.received", or "closure.*"."""

    hook: str
    url: str
    kinds: list[str]


@fact("webhooks.removed", ja="Webhookの送り先を外しました（{url}）", en="A webhook receiver was removed ({url})")
class HookRemoved(Fact):
    hook: str
    url: str
