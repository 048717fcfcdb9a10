"""The other side of our channels: real servers on real sockets that behave, or misbehave, as told."""
