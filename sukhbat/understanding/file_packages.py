"""Documents that are ZIP packages: docx, xlsx (ECMA-376) and odt (OASIS OpenDocument 1.3, part 2)."""

import io
import re
import zipfile
import zlib

MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
_MAX_DIRECTORY_BYTES = 1024 * 1024
_MAX_PART_BYTES = 4 * 1024 * 1024
_DIRECTORY_END = b"PK\x05\x06"
_SMALL_MEMBER_BYTES = 1024 * 1024

_ACTIVE_NAME = re.compile(
    r"(vbaproject|vbadata|activex|oleobject|macrosheets?/)"
    r"|^(basic|scripts|dialogs)/"
    r"|\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs?|jse?|wsf|hta|lnk|jar|sh|html?|svg|docm|xlsm)$",
    re.IGNORECASE,
)
_LOADED_AT_OPENING = re.compile(rb"attachedTemplate|oleObject", re.IGNORECASE)
# A template on the author's own disk (file:///C:) is common in offices and harmless to others.
_FROM_NETWORK = re.compile(rb"Target\s*=\s*[\"'](https?:|ftp:|mhtml:|file:/*\\\\|\\\\)", re.IGNORECASE)
_PARTS = (
    ("docx", "word/document.xml", b"wordprocessingml.document.main+xml"),
    ("xlsx", "xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
)
_ODT = b"application/vnd.oasis.opendocument.text"


def document_in(data: bytes) -> str | None:
    """``docx``, ``xlsx`` or ``odt``; None for any other archive, a bomb, macros, encryption or damage."""
    end = data.rfind(_DIRECTORY_END)
    if end < 0 or int.from_bytes(data[end + 12 : end + 16], "little") > _MAX_DIRECTORY_BYTES:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if not _is_harmless(package, len(data)):
                return None
            return _office_kind(package) or _open_kind(package)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ):
        # Everything zipfile is known to raise on damaged or hostile archives.
        return None


def _is_harmless(package: zipfile.ZipFile, size: int) -> bool:
    members = package.infolist()
    names = [member.filename for member in members]
    if not 0 < len(members) <= MAX_MEMBERS or len(set(names)) != len(names):
        return False
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        return False
    # Overlapping members, as in the best known bombs, claim more packed bytes than the file has.
    if sum(member.compress_size for member in members) > size:
        return False
    return all(_is_harmless_member(member) for member in members)


def _is_harmless_member(member: zipfile.ZipInfo) -> bool:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or _ACTIVE_NAME.search(name):
        return False
    if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return False
    too_dense = member.file_size > MAX_RATIO * max(1, member.compress_size)
    return not (too_dense and member.file_size > _SMALL_MEMBER_BYTES)


def _office_kind(package: zipfile.ZipFile) -> str | None:
    types = _part(package, "[Content_Types].xml")
    if types is None or b"macroEnabled" in types:
        return None
    for name in package.namelist():
        if name.endswith(".rels") and _loads_from_network(_part(package, name) or b""):
            return None
    for kind, main, content_type in _PARTS:
        if main in package.namelist() and content_type in types:
            return kind
    return None


def _loads_from_network(relations: bytes) -> bool:
    return any(
        _LOADED_AT_OPENING.search(relation) and _FROM_NETWORK.search(relation)
        for relation in relations.split(b"<Relationship ")
    )


def _open_kind(package: zipfile.ZipFile) -> str | None:
    manifest = _part(package, "META-INF/manifest.xml")
    if _part(package, "mimetype") != _ODT or manifest is None or b"encryption-data" in manifest:
        return None
    return "odt" if "content.xml" in package.namelist() else None


def _part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """The first bytes of a member, whatever size it claims; None when it is missing."""
    if name not in package.namelist():
        return None
    with package.open(name) as part:
        return part.read(_MAX_PART_BYTES)
