"""From files to articles: which files there are, and what each one holds.

A format is one file in `formats/`; nothing else has to know of it.
"""

from store.readers.article import read_file
from store.readers.folder import FileStat, scan
from store.readers.formats import is_article
from store.readers.names import locate, to_name

__all__ = ["FileStat", "is_article", "locate", "read_file", "scan", "to_name"]
