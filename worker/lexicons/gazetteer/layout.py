"""The bytes of a compiled gazetteer: what the compiler writes and the index reads.

``names.trie``     a marisa trie of all names, and of all transliteration keys behind ``KEY_MARK``
``postings.bin``   for each name's number, where its entries begin; then the entries, best first: rank << 24 | entry
``records.bin``    one ``RECORD`` for each entry
``strings.bin``    UTF-8 strings, each ended by a zero byte; 0 is the empty string
``stamp.json``     the format's number, the checksum of the sources, the sizes of the package's tables and of these files
"""

from __future__ import annotations

import struct
from pathlib import Path

FORMAT = 5
NAMES, POSTINGS, RECORDS, STRINGS, STAMP = "names.trie", "postings.bin", "records.bin", "strings.bin", "stamp.json"
PLACES = Path(__file__).parents[2] / "data" / "places"  # the package's own sources
NOT_COMPILED = ("context.yaml",)  # read when the gazetteer is opened
KEY_MARK = "~"

# name, code, iso, countries: offsets into the strings; latitude and longitude in 1e-5 degrees; population; GeoNames id;
# first- and second-level division: entry + 1, 0 for none; radius in 0.1 km; unused; kind; flags
RECORD = struct.Struct("<IIIIiiIIIIIHBB")
CAPITAL, OWN = 1, 2  # flags
RANK_SHIFT = 24
ENTRY_MASK = (1 << RANK_SHIFT) - 1
DEGREE_SCALE = 100_000
RADIUS_SCALE = 10


def source_sizes() -> dict[str, int]:
    """The sizes in bytes of the package's tables and lists: cheap to compare, so that an outdated build is noticed."""
    return {path.name: path.stat().st_size for path in sorted(PLACES.iterdir()) if path.name not in NOT_COMPILED}
