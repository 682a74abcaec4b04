"""A form field whose text passes the same door as a question's: without what nobody sees."""

from django import forms

from sukhbat.understanding.text import clean


class CleanText(forms.CharField):
    """Text through ``clean`` before it is measured and checked, so that a NUL is no error and no danger."""

    def to_python(self, value: object) -> str:
        return clean(super().to_python(value) or "")
