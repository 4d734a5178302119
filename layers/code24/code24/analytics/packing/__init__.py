"""Sets as bytes: a site's events of an hour, and what the visitors of a test did. Columns, dictionaries, Brotli.

The same set makes the same bytes, in whatever order and however often its members come. A member has an identity, by
which it is one of its set, so that sets unite: `packed_events(*unpacked_events(a), *unpacked_events(b))` is the union.
"""
