"""What the caller knows beside the text: only then can some of the absence rules be asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """Everything may be left out.

    confirmed: the cause is confirmed, so that words about our own fault may be offered.
    unpromised: dates the text gives that stand in no promise (N8). items: what the customer brought up (N9).
    template: the text it was made from (N10). solution: it offers one (N11).
    channel, wished: how it goes out, and how the customer wants to be reached (N12).
    """

    confirmed: bool = False
    unpromised: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    template: str = ""
    solution: bool = False
    channel: str = ""
    wished: tuple[str, ...] = ()
