"""What can be wrong with a database, as errors whose message names the file and the cure.

Which SQLite error becomes which sentence is in `engines/trouble.py`; what a file must look like, in `engines/files.py`.
"""

from deliverability.model import ProductError


class StoreError(ProductError):
    """The database cannot be used as it is; what it held before is untouched.

    StoreError
    ├── StoreMissing    there is no database yet
    └── StoreBusy       another process holds what only one may hold
    """


class StoreMissing(StoreError):  # noqa: N818 - the word says what is the matter
    """There is no database at that place, or nothing has been written into it yet."""


class StoreBusy(StoreError):  # noqa: N818 - the same
    """Another process holds the exclusive lock; the message says which one and since when, if that is known."""
