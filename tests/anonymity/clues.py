"""What an intruder can sort people's rows by: columns, and places in files."""

from collections import defaultdict

import numpy as np

from tests.anonymity.chance import Clue
from tests.anonymity.needles import Needles

PAGES = {"pollsvc.sqlite": 4096, "postgresql/": 8192}
SHM_HEADER, SHM_FRAMES = 136, 4062


def clues_in(left, people):
    """All clues to people whose responses have known ids.

    Args:
        left: What was found.
        people: The number of each person, by the id of the response.
    """
    return [*of_columns(left, people), *of_places(left, people)]


def of_columns(left, people):
    """Each column of each table that holds ids, and the order of its rows."""
    for name, table in left.tables.items():
        if "id" not in table.columns:
            continue
        ids = [bytes(i) if not isinstance(i, str) else i for i in table.column("id")]
        rows = {
            people[i]: row
            for i, row in zip(ids, table.rows, strict=True)
            if i in people
        }
        if not rows:
            continue
        yield Clue(f"{name}, row by row", {n: place for place, n in enumerate(rows)})
        for place, column in enumerate(table.columns):
            values = {n: sortable(row[place]) for n, row in rows.items()}
            yield Clue(f"{name}.{column}", values)


def of_places(left, people):
    """Where in each file ids stand: first and last, in its page, how often, at all."""
    needles = Needles(
        {form: n for i, n in people.items() for form in (i, i.hex().encode())}
    )
    for name, content in left.files.items():
        places = defaultdict(list)
        for hit in needles.hits_in(name, content):
            places[hit.label].append(hit.offset)
        if not places:
            continue
        size = next((s for start, s in PAGES.items() if name.startswith(start)), None)
        yield Clue(f"{name}: first place", {n: p[0] for n, p in places.items()})
        yield Clue(f"{name}: last place", {n: p[-1] for n, p in places.items()})
        yield Clue(
            f"{name}: how often", {n: len(places.get(n, ())) for n in people.values()}
        )
        if size:
            # Both databases fill a page from its end.
            yield Clue(
                f"{name}: laid", {n: (p[0] // size, -p[0]) for n, p in places.items()}
            )
            yield Clue(
                f"{name}: place in page", {n: p[0] % size for n, p in places.items()}
            )
            if f"{name}-shm" in left.files:
                yield of_frames(name, left.files[f"{name}-shm"], places, size)


def of_frames(name, index, places, size):
    """When the page of an id was first written, by the index of the log of writes."""
    frames = np.frombuffer(index[SHM_HEADER:], dtype="<u4")[:SHM_FRAMES]
    first = {}
    for frame, page in enumerate(frames.tolist()):
        first.setdefault(page, frame)
    found = {n: first.get(p[0] // size + 1, SHM_FRAMES) for n, p in places.items()}
    return Clue(f"{name}-shm: pages", found)


def sortable(value):
    """Something that sorts among its kind: numbers as numbers, whatever their type."""
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    text = str(value)
    if text.startswith("(") and text.endswith(")"):  # ctid
        return tuple(int(part) for part in text[1:-1].split(","))
    return f"{int(text):020}" if text.isdecimal() else text
