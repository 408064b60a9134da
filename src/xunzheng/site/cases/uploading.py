"""Takes the papers of a form: each into a file without a name, no further than one byte past the limit."""

from __future__ import annotations

import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from xunzheng.site.cases.papers import papers_dir

MOST_FILES = 20
_IN_MEMORY = 256 * 1024


class PaperUpload(FileUploadHandler):
    """Keeps up to `MOST_FILES` files; `are_too_many` where there were more, `failure` what the disk said.

    Of a file over the limit only so much is kept that it shows as too large. The texts of the form are read
    whatever becomes of the files, so that nothing that was typed is lost.
    """

    def __init__(self) -> None:
        super().__init__()
        self.files = 0
        self.are_too_many = False
        self.failure: OSError | None = None
        self._kept: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, unless there are too many."""
        super().new_file(*args, **kwargs)
        self.files += 1
        self.are_too_many = self.are_too_many or self.files > MOST_FILES
        self._kept = None
        if not self.are_too_many and self.failure is None:
            self._kept = tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(papers_dir()))  # noqa: SIM115 (open until the request ends)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the part of the chunk that may be needed."""
        try:
            if self._kept is not None:
                self._kept.write(raw_data[: max(settings.PAPER_LIMIT + 1 - start, 0)])
        except OSError as failure:
            self.failure, self._kept = failure, None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The file; None where it was not kept."""
        if self._kept is None:
            return None
        self._kept.seek(0)
        return UploadedFile(self._kept, self.file_name, size=file_size)
