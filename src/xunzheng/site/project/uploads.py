"""Takes uploads: a report into memory, never onto the disk; a batch, which is kept, into its folder."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_MOST_FILES = 2


class MemoryUpload(FileUploadHandler):
    """Keeps a file in memory up to the upload limit; of a larger one, beyond it, only the size.

    More than two files are no report: `TooManyFilesSent`.
    """

    files = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with an empty buffer."""
        super().new_file(*args, **kwargs)
        self.files += 1
        if self.files > _MOST_FILES:
            raise TooManyFilesSent
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the part of the chunk that lies within the limit."""
        self.kept.write(raw_data[: max(settings.UPLOAD_LIMIT - start, 0)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file with its true size."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


class FolderUpload(FileUploadHandler):
    """Writes the files of a batch into a folder under numbers, and stops where there is too much.

    `files` are their names, where they lie and their sizes. `failure` is what the disk said, if it did.
    """

    def __init__(self, folder: Path, most_bytes: int, most_files: int) -> None:
        super().__init__()
        self.folder, self.most_bytes, self.most_files = folder, most_bytes, most_files
        self.files: list[tuple[str, Path, int]] = []
        self.is_too_large = self.are_too_many = False
        self.failure: OSError | None = None
        self._total = 0
        self._opened: BinaryIO | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file for it."""
        super().new_file(*args, **kwargs)
        if len(self.files) == self.most_files:
            self.are_too_many = True
            raise StopUpload(connection_reset=True)
        self._path = self.folder / f"{len(self.files):06d}"
        try:
            self._opened = self._path.open("xb")
        except OSError as failure:
            self._fail(failure)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the chunk."""
        self._total += len(raw_data)
        if self._total > self.most_bytes:
            self.is_too_large = True
            self._close()
            raise StopUpload(connection_reset=True)
        try:
            if self._opened is not None:
                self._opened.write(raw_data)
        except OSError as failure:
            self._fail(failure)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """The file is whole."""
        self._close()
        self.files.append((self.file_name or "", self._path, file_size))
        return UploadedFile(name=self.file_name, size=file_size)

    def upload_interrupted(self) -> None:
        """The sender went away."""
        self._close()

    def _fail(self, failure: OSError) -> None:
        self.failure = failure
        self._close()
        raise StopUpload(connection_reset=True)

    def _close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        self._opened = None
