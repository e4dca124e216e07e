"""Why an upload is not taken: each a type, so that the server gives each its own status."""

from __future__ import annotations

from graph.errors import InputError


class UploadError(InputError):
    """An upload that cannot be taken; nothing of it is kept."""


class UploadTooLargeError(UploadError):
    """An upload over one of the limits of size or number."""


class UploadTooSlowError(UploadError):
    """An upload that stands still, or lasts longer than it may."""


class UploadBrokenOffError(UploadError):
    """An upload whose sender went away."""


class NotAFormError(UploadError):
    """A request that is not a form with files."""


class QueueFullError(UploadError):
    """An upload for which there is no room until others are read."""


class DiskFullError(UploadError):
    """An upload for which the disk has no room."""
