"""``sukhbat backup FILE``."""

import os
import tarfile
import tempfile
from argparse import ArgumentParser, Namespace
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from sukhbat.cli.backup import tools
from sukhbat.cli.backup.manifest import DUMP, FILES, NAME, Manifest, Part, part_of
from sukhbat.cli.environment import ready
from sukhbat.cli.words import CommandError, say
from sukhbat.settings import env


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the archive to write (tar)")
    parser.add_argument("--replace", action="store_true", help="write over an archive that exists")


def run(options: Namespace) -> int:
    """Dump the database and add the files of answers; the archive appears whole or not at all."""
    target: Path = options.file.absolute()
    if target.exists() and not options.replace:
        raise CommandError(f"{target} exists. Name another file or add --replace.")
    if not target.parent.is_dir():
        raise CommandError(f"There is no folder {target.parent}.")
    with ready(), tempfile.TemporaryDirectory(dir=target.parent, prefix=".sukhbat-backup-") as folder:
        manifest = make(Path(folder) / "backup.tar")
        os.replace(Path(folder) / "backup.tar", target)
    size = target.stat().st_size / 1_000_000
    say(
        f"{target}: {size:.1f} MB, {manifest.counts['questions']} questions, {len(manifest.parts) - 1} files."
    )
    say("The keys are not in it: keep SECRET_KEY and RECEIPT_KEY in another safe place.")
    return 0


def make(archive: Path) -> Manifest:
    """Write an archive; what it says of itself."""
    from django.conf import settings

    from sukhbat.kernel import clock
    from sukhbat.ledger.signing import public_key

    url = env.secret("DATABASE_URL")
    major = tools.server_major(url)
    dump = archive.with_name(DUMP)
    counted = _dump(dump, url, major)
    # After the dump: a file is there before the row that names it, and signed answers keep theirs for ever.
    parts = {DUMP: dump, **_files(Path(settings.MEDIA_ROOT))}
    manifest = Manifest(
        made_at=clock.now().isoformat(timespec="seconds"),
        sukhbat=version("sukhbat"),
        postgres_major=major,
        counts=counted,
        public_key=public_key(),
        parts={name: _part(path) for name, path in parts.items()},
    )
    archive.touch(mode=0o600)
    with tarfile.open(archive, "w") as tar:
        _add_bytes(tar, NAME, manifest.to_bytes())
        for name, path in parts.items():
            tar.add(path, arcname=name, recursive=False, filter=_without_owner)
    return manifest


def _dump(dump: Path, url: str, major: int) -> dict[str, int]:
    """Dump what one snapshot sees, and count in the same one, while people go on asking."""
    from django.db import connection

    from sukhbat.cli.backup.counts import counts
    from sukhbat.kernel.snapshots import one_snapshot

    command: list[str | Path] = [tools.program("pg_dump", at_least=major), "-Fc", "--no-owner", "--no-acl"]
    with one_snapshot():
        counted = counts()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            row = cursor.fetchone()
        assert row is not None
        tools.run([*command, "-f", dump, f"--snapshot={row[0]}"], url=url)
    return counted


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {FILES + path.relative_to(folder).as_posix(): path for path in found}


def _part(path: Path) -> Part:
    with path.open("rb") as file:
        return part_of(file)


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, BytesIO(data))


def _without_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
