"""What Chatwork posts to us: signed with the webhook's own token, believed in no other way."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, Field

SIGNATURE = "x-chatworkwebhooksignature"
LARGEST = 1024 * 1024  # bytes; a message of 65,535 characters, each of them escaped in JSON, fits

_Number = Annotated[str, BeforeValidator(str), Field(pattern=r"^[0-9]{1,20}$")]


class Message(BaseModel):
    """A message in a room. author: an account number, called differently in each kind of event."""

    room: _Number = Field(validation_alias="room_id")
    message: _Number = Field(validation_alias="message_id")
    author: _Number = Field(validation_alias=AliasChoices("account_id", "from_account_id"))
    body: str
    send_time: int = Field(ge=0, le=32_503_680_000)

    @property
    def said_at(self) -> datetime:
        return datetime.fromtimestamp(self.send_time, UTC)


class Event(BaseModel):
    """message_created, or mention_to_me for the same message; an edited one (message_updated) is no new answer."""

    kind: Literal["message_created", "mention_to_me"] = Field(validation_alias="webhook_event_type")
    message: Message = Field(validation_alias="webhook_event")


class Kind(BaseModel):
    webhook_event_type: str


def signed(raw: bytes, signature: str, keys: Sequence[bytes]) -> bool:
    """Whether the signature is base64(HMAC-SHA256(key, raw)) with one of the keys. Never without a key."""
    given = signature.encode("utf-8", "replace")
    right = [base64.b64encode(hmac.new(key, raw, hashlib.sha256).digest()) for key in keys if key]
    return sum(hmac.compare_digest(one, given) for one in right) > 0  # not any(): every key takes its time


def event_of(raw: bytes) -> Event | None:
    """The event, or None for a kind we do not listen to. Raises pydantic.ValidationError for anything else."""
    if Kind.model_validate_json(raw).webhook_event_type not in ("message_created", "mention_to_me"):
        return None
    return Event.model_validate_json(raw)
