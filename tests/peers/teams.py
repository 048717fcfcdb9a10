"""The webhook of a Teams workflow: takes a card, says 202 and nothing more."""

from tests.peers.chats import Answer, Call, ChatPeer


class TeamsPeer(ChatPeer):
    @property
    def address(self) -> str:
        return f"{self.origin}/workflows/1/triggers/manual/paths/invoke?sig=secret"

    def is_post(self, call: Call) -> bool:
        return True

    def stored(self, call: Call) -> Answer:
        return Answer(202, None, (("x-ms-workflow-run-id", "08585"),))
