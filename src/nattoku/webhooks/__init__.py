"""Other systems hear what happens, by a signed call: what kind of thing, in which case, when; never anybody's words."""
