import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sukhbat.understanding.file_kind import MAX_BYTES, MAX_TEXT_BYTES, FileKind, kind_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PDF = b"%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def kind(data: bytes) -> FileKind | None:
    return kind_of(io.BytesIO(data))


def picture(form: str, **options: object) -> bytes:
    held = io.BytesIO()
    Image.effect_noise((40, 30), 50).convert("RGB").save(held, form, **options)
    return held.getvalue()


def package(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def docx(extra: dict[str, str | bytes] | None = None, types: str = WORD) -> bytes:
    return package(
        {"[Content_Types].xml": f"<Types>{types}</Types>", "word/document.xml": "<w/>", **(extra or {})}
    )


def odt(extra: dict[str, str | bytes] | None = None, manifest: str = "<manifest/>") -> bytes:
    text = "application/vnd.oasis.opendocument.text"
    parts: dict[str, str | bytes] = {
        "mimetype": text,
        "content.xml": "<c/>",
        "META-INF/manifest.xml": manifest,
    }
    return package({**parts, **(extra or {})})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PDF, FileKind.PDF),
        (picture("PNG"), FileKind.PNG),
        (picture("JPEG"), FileKind.JPEG),
        (picture("JPEG", progressive=True), FileKind.JPEG),
        (picture("WEBP"), FileKind.WEBP),
        (picture("WEBP", lossless=True), FileKind.WEBP),
        (picture("WEBP", exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00"), FileKind.WEBP),
        (docx(), FileKind.DOCX),
        (package({"[Content_Types].xml": SHEET, "xl/workbook.xml": "<w/>"}), FileKind.XLSX),
        (odt(), FileKind.ODT),
        ("Жауап: жол 2027 жылы жөнделеді.\r\n\tСм. прил. <1>".encode(), FileKind.TXT),
        ("\ufeffтекст с BOM".encode(), FileKind.TXT),
    ],
)
def test_accepted(data: bytes, expected: FileKind) -> None:
    assert kind(data) == expected
    assert "/" in expected.media_type


REFUSED = {
    "empty": b"",
    "blank": b"  \n ",
    "windows program": b"MZ\x90\x00" + b"\x00" * 60,
    "linux program": b"\x7fELF" + b"\x00" * 60,
    "html": b"<!DOCTYPE html><html><body>hi</body></html>",
    "html after a bom and blanks": "\ufeff \n < HTML>".encode(),
    "script inside prose": b"Dear all,\n<script>alert(1)</script>",
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "php": b"<?php system($_GET[0]);",
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "batch": b"@ECHO OFF\r\ndel *.*\r\n",
    "rtf": b"{\\rtf1 hello}",
    "utf-16": "привет".encode("utf-16"),
    "cp1251": "привет, это ответ".encode("cp1251"),
    "text with nul": b"abc\x00def",
    "old office or encrypted office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "gif": b"GIF89a" + b"\x00" * 50,
    "png head only": picture("PNG")[:40],
    "png of a billion pixels": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + struct.pack(">II", 40_000, 40_000)
    + b"\x08" * 20,
    "jpeg head only": b"\xff\xd8\xff\xe0",
    "riff of another kind": b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 40,
    "pdf cut": PDF[:40],
    "pdf encrypted": PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R"),
    "pdf with a script": PDF.replace(b"/Catalog", b"/Catalog /OpenAction <</S /JavaScript /JS (x)>>"),
    "pdf with a hidden script": PDF.replace(b"/Catalog", b"/Catalog /OpenAction <</S /J#61vaScript>>"),
    "pdf launching a program": PDF.replace(b"/Catalog", b"/Catalog /A <</S /Launch /F (cmd.exe)>>"),
    "pdf not at the start": b"junk " + PDF,
    "plain zip": package({"readme.txt": "x"}),
    "jar": package({"META-INF/MANIFEST.MF": "x", "A.class": "x"}),
    "docx without its document": package({"[Content_Types].xml": WORD}),
    "docm": docx(
        {"word/vbaProject.bin": b"x"}, types="application/vnd.ms-word.document.macroEnabled.main+xml"
    ),
    "docx with hidden macros": docx({"word/vbaProject.bin": b"x"}),
    "docx with a program": docx({"word/embeddings/setup.EXE": b"MZ"}),
    "docx with activex": docx({"word/activeX/activeX1.xml": b"x"}),
    "docx with an ole object": docx({"word/embeddings/oleObject1.bin": b"x"}),
    "docx with a path upwards": docx({"../../etc/passwd": b"x"}),
    "docx with a template from the network": docx(
        {
            "word/_rels/settings.xml.rels": '<Relationships><Relationship Id="1" Type="x/attachedTemplate" '
            'Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
        }
    ),
    "odt with macros": odt({"Basic/Standard/script.xml": "x"}),
    "odt encrypted": odt(manifest="<manifest:encryption-data/>"),
    "bomb by ratio": docx({"word/media/a.xml": b"\x00" * 30_000_000}),
    "bomb by count": docx({f"word/{n}.xml": b"" for n in range(2_001)}),
    "zip cut": docx()[:-30],
    "text too long": b"a" * (MAX_TEXT_BYTES + 1),
    "too large": PDF + b"\x00" * MAX_BYTES,
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    assert kind(REFUSED[name]) is None


def test_a_template_on_the_authors_disk_is_harmless() -> None:
    relations = (
        '<Relationship Id="1" Type="x/attachedTemplate" Target="file:///C:\\t.dotx" TargetMode="External"/>'
    )
    assert kind(docx({"word/_rels/settings.xml.rels": relations})) == FileKind.DOCX


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(docx())
    central = data.find(b"PK\x01\x02")
    data[central + 8] |= 1
    assert kind(bytes(data)) is None


def test_the_position_is_put_back() -> None:
    file = io.BytesIO(PDF)
    file.seek(5)
    kind_of(file)
    assert file.tell() == 5


@given(st.sampled_from([PDF, picture("PNG"), picture("JPEG"), picture("WEBP"), docx(), odt()]), st.data())
def test_damage_never_raises(data: bytes, draw: st.DataObject) -> None:
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 6))):
        damaged[draw.draw(st.integers(0, len(damaged) - 1))] = draw.draw(st.integers(0, 255))
    kind(bytes(damaged[: draw.draw(st.integers(0, len(damaged)))]))
    kind(bytes(damaged))


@given(st.binary(max_size=200))
def test_noise_never_raises(data: bytes) -> None:
    kind(data)
    kind(b"PK\x03\x04" + data)
    kind(b"\xff\xd8\xff" + data)
    kind(b"RIFF" + data)
