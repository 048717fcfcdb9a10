"""The believable company of `--demo`: every one of its facts is written through the same actions as everybody's."""
