"""Takes uploads into memory, never onto the disk."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class MemoryUpload(FileUploadHandler):
    """Keeps a file in memory up to the upload limit; of a larger one, beyond it, only the size."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with an empty buffer."""
        super().new_file(*args, **kwargs)
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
