"""Choosing files to import: several of the directory, or one calendar."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sukhbat.bodies.directory_csv import File
from sukhbat.bodies.table_file import MAX_BYTES, read_table

MOST_FILES = 10


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; ``clean`` gives a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files or [None]]


class UploadForm(forms.Form):
    """Files whose columns say what they are."""

    chosen = FilesField(
        label=_("Files"),
        help_text=_(
            "CSV or tab-separated, in UTF-8, UTF-16 or Windows-1251, with a first line of column names. "
            "Several at once may refer to one another."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("A file is empty.")},
    )

    def clean_chosen(self) -> list[File]:
        uploads: list[UploadedFile[Any]] = self.cleaned_data["chosen"]
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("At most 10 files at once."))
        if sum(upload.size or 0 for upload in uploads) > MAX_BYTES:
            raise forms.ValidationError(_("The files are larger than 10 MB together."))
        return [File((upload.name or "")[:100], upload.read()) for upload in uploads]

    def kind(self) -> str:
        """Whether the files are of the directory or one calendar; call after is_valid."""
        files: list[File] = self.cleaned_data["chosen"]
        is_calendar = len(files) == 1 and {"day", "working"} <= set(read_table(files[0].content).columns)
        return "calendar" if is_calendar else "directory"
