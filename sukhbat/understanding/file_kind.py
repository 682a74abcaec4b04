"""What an uploaded file is, by its bytes. Its name and declared type are never believed.

A closed list is accepted; all else (executables, HTML, SVG, scripts, old or encrypted office files, macros)
is None. This is no virus scanner: serve files as attachments with ``nosniff``.
"""

import re
from enum import StrEnum
from typing import BinaryIO

from sukhbat.understanding import file_packages

MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_TEXT_BYTES = 2 * 1024 * 1024

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_WITHOUT_LENGTH = frozenset((0x01, *range(0xD0, 0xD8)))
_HEX_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_REFUSED = re.compile(rb"/(Encrypt|JavaScript|Launch|RichMedia)\b")
_MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|img|\?xml|\?php)\b|<%|javascript:|%pdf-"
)
_SCRIPT_HEADS = ("#!", "@echo", "mz", "{\\rtf", "wscript.", "powershell")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class FileKind(StrEnum):
    """An accepted kind; the value is the extension under which it is stored and served."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    TXT = "txt"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.TXT: "text/plain; charset=utf-8",
}


def kind_of(file: BinaryIO) -> FileKind | None:
    """The kind of a seekable binary file, or None when it is refused. The position is put back.

    Reads at most ``MAX_BYTES`` (a larger file is refused); never raises on any content.
    """
    position = file.tell()
    try:
        file.seek(0)
        data = file.read(MAX_BYTES + 1)
        return _kind_of_bytes(data) if 0 < len(data) <= MAX_BYTES else None
    finally:
        file.seek(position)


def _kind_of_bytes(data: bytes) -> FileKind | None:
    if data.startswith(b"%PDF-"):
        return FileKind.PDF if _is_plain_pdf(data) else None
    if data.startswith(_PNG):
        return FileKind.PNG if _is_png(data) else None
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG if _is_jpeg(data) else None
    if data.startswith(b"RIFF"):
        return FileKind.WEBP if _is_webp(data) else None
    if data.startswith(b"PK\x03\x04"):
        name = file_packages.document_in(data)
        return FileKind(name) if name else None
    return FileKind.TXT if _is_text(data) else None


def _is_plain_pdf(data: bytes) -> bool:
    """A whole PDF without password, scripts, programs or media players (ISO 32000-1, 7.3.5, 12.6)."""
    if b"%%EOF" not in data[-2048:]:
        return False
    names = _HEX_NAME.sub(lambda found: bytes.fromhex(found[1].decode()), data)
    return _PDF_REFUSED.search(names) is None


def _is_png(data: bytes) -> bool:
    if data[8:16] != b"\x00\x00\x00\rIHDR" or not _fits(data[16:20], data[20:24]):
        return False
    at = 8
    while at + 12 <= len(data):
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False


def _is_jpeg(data: bytes) -> bool:
    """Markers up to a frame header of a sane size (ITU T.81, B.1)."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in _JPEG_WITHOUT_LENGTH:
            at += 2
        elif marker in _JPEG_FRAMES:
            return _fits(data[at + 7 : at + 9], data[at + 5 : at + 7])
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return False


def _is_webp(data: bytes) -> bool:
    """RFC 9649, 2.4–2.7."""
    declared = int.from_bytes(data[4:8], "little") + 8
    if data[8:12] != b"WEBP" or not 30 <= declared <= len(data):
        return False
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif chunk == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    else:
        return False
    return 0 < width * height <= MAX_PIXELS


def _fits(width: bytes, height: bytes) -> bool:
    pixels = int.from_bytes(width, "big") * int.from_bytes(height, "big")
    return 0 < pixels <= MAX_PIXELS


def _is_text(data: bytes) -> bool:
    """UTF-8 prose: no control characters, no markup a browser could run, no known head of a script."""
    if len(data) > MAX_TEXT_BYTES:
        return False
    try:
        text = data.decode("utf-8-sig").lower()
    except UnicodeDecodeError:
        return False
    if not text.strip() or _CONTROL.search(text) or _MARKUP.search(text):
        return False
    return not text.lstrip().startswith(_SCRIPT_HEADS)
