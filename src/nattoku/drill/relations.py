"""How objects are related to one another, and where that goes in a circle."""

from collections.abc import Iterable, Mapping, Sequence


def circles(related: Mapping[str, Sequence[str]]) -> tuple[int, tuple[str, ...]]:
    """How many objects lead back to themselves, and one such way, with its beginning at both ends."""
    caught = 0
    way: tuple[str, ...] = ()
    for group in _strong(related):
        if len(group) > 1 or group[0] in related.get(group[0], ()):
            caught += len(group)
            way = way or _way(related, group)
    return caught, way


def _strong(related: Mapping[str, Sequence[str]]) -> Iterable[list[str]]:
    """Groups in which each leads to every other (Tarjan, without recursion: chains may be long)."""
    at: dict[str, int] = {}
    low: dict[str, int] = {}
    held: dict[str, None] = {}
    for root in related:
        todo = [] if root in at else [(root, iter(related.get(root, ())))]
        while todo:
            one, rest = todo[-1]
            if one not in at:
                at[one] = low[one] = len(at)
                held[one] = None
            for other in rest:
                if other not in at:
                    todo.append((other, iter(related.get(other, ()))))
                    break
                if other in held:
                    low[one] = min(low[one], at[other])
            else:
                todo.pop()
                if todo:
                    low[todo[-1][0]] = min(low[todo[-1][0]], low[one])
                if low[one] == at[one]:
                    yield list(_popped(held, one))


def _popped(held: dict[str, None], until: str) -> Iterable[str]:
    while held:
        one, _ = held.popitem()
        yield one
        if one == until:
            return


def _way(related: Mapping[str, Sequence[str]], group: Sequence[str]) -> tuple[str, ...]:
    """From the smallest of the group back to it, by the fewest steps."""
    first, inside = min(group), set(group)
    before: dict[str, str] = {}
    todo = [first]
    for one in todo:
        for other in related.get(one, ()):
            if other == first:
                way = [one]
                while way[-1] != first:
                    way.append(before[way[-1]])
                return (*reversed(way), first)
            if other in inside and other not in before:
                before[other] = one
                todo.append(other)
    return (first,)
