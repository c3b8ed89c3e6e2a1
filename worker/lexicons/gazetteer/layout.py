"""The bytes of a compiled gazetteer: what the compiler writes and the index reads.

``names.trie``     a marisa trie of all names, and of all transliteration keys behind ``KEY_MARK``
``postings.bin``   for each name's number, where its entries begin; then the entries, best first: rank << 24 | entry
``records.bin``    one ``RECORD`` for each entry
``strings.bin``    UTF-8 strings, each ended by a zero byte; 0 is the empty string
``stamp.json``     the format's number, the checksum of the sources, and counts
"""

from __future__ import annotations

import struct

FORMAT = 5
NAMES, POSTINGS, RECORDS, STRINGS, STAMP = "names.trie", "postings.bin", "records.bin", "strings.bin", "stamp.json"
KEY_MARK = "~"

# name, code, iso, countries: offsets into the strings; latitude and longitude in 1e-5 degrees; population; GeoNames id;
# first- and second-level division: entry + 1, 0 for none; radius in 0.1 km; unused; kind; flags
RECORD = struct.Struct("<IIIIiiIIIIIHBB")
CAPITAL, OWN = 1, 2  # flags
RANK_SHIFT = 24
ENTRY_MASK = (1 << RANK_SHIFT) - 1
DEGREE_SCALE = 100_000
RADIUS_SCALE = 10
