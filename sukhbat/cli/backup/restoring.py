"""Restoring an archive: checked wholly before anything is touched."""

import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from uuid import uuid4

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connections

from sukhbat.bodies.registers import directory_sizes
from sukhbat.cli.backup import tools
from sukhbat.cli.backup.counts import counts, differences
from sukhbat.cli.backup.manifest import DUMP, FILES, NAME, BadArchiveError, Manifest, part_of
from sukhbat.cli.words import CommandError
from sukhbat.kernel import clock
from sukhbat.ledger.signing import public_key
from sukhbat.questions import counters
from sukhbat.settings import env


def restore(archive: Path, *, replace: bool) -> tuple[Manifest, list[str]]:
    """Restore; what the archive says of itself, and a line for all that differs now (none is right).

    CommandError when the database holds people's questions and ``replace`` was not said, or somebody works on
    it. BadArchiveError when a part is missing, damaged or not listed; nothing is touched then.
    """
    url = env.secret("DATABASE_URL")
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=media.parent, prefix=".sukhbat-restore-") as name:
        folder = Path(name)
        manifest = _unpacked(archive, folder)
        if not replace and _holds_something():
            raise CommandError("This database holds an installation. Add --replace to throw it away.")
        connections.close_all()
        _load(folder / DUMP, url, at_least=manifest.postgres_major)
        _put_files(folder / FILES, media)
    call_command("migrate", verbosity=0, interactive=False)
    lines = differences(dict(manifest.counts), counts(), now=clock.now())
    if manifest.public_key != public_key():
        lines.append("RECEIPT_KEY is another one than at the backup: receipts from then name the former key.")
    return manifest, lines


def _unpacked(archive: Path, folder: Path) -> Manifest:
    """Unpack into the folder what the manifest lists, and compare every checksum."""
    try:
        with tarfile.open(archive, "r:") as tar:
            first = tar.next()
            if first is None or first.name != NAME:
                raise BadArchiveError("This is no archive of `sukhbat backup`.")
            manifest = Manifest.from_bytes(_read(tar, first))
            seen = {member.name for member in tar if _kept(tar, member, manifest, folder)}
    except tarfile.TarError as error:
        raise BadArchiveError(f"The archive cannot be read: {error}.") from error
    if missing := manifest.parts.keys() - seen:
        raise BadArchiveError(f"The archive is cut short: {sorted(missing)[0]} is missing.")
    if DUMP not in seen:
        raise BadArchiveError("The archive holds no database.")
    return manifest


def _kept(tar: tarfile.TarFile, member: tarfile.TarInfo, manifest: Manifest, folder: Path) -> bool:
    if member.name == NAME:
        return False
    wanted = manifest.parts.get(member.name)
    path = PurePosixPath(member.name)
    if wanted is None or not member.isfile() or path.is_absolute() or ".." in path.parts:
        raise BadArchiveError(f"The archive holds {member.name[:80]}, which its manifest does not list.")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    source = tar.extractfile(member)
    assert source is not None
    with source, target.open("xb") as file:
        shutil.copyfileobj(source, file)
    with target.open("rb") as file:
        if part_of(file) != wanted:
            raise BadArchiveError(f"{member.name} is damaged: its checksum is another one.")
    return True


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    if file is None:
        raise BadArchiveError("The manifest of the archive cannot be read.")
    return file.read()


def _holds_something() -> bool:
    """Whether there are questions or a directory; a database without our tables holds nothing."""
    try:
        return bool(counters.total_balance().received or any(directory_sizes().values()))
    except Error:
        return False


def _load(dump: Path, url: str, *, at_least: int) -> None:
    """Empty the schema and load the dump in one transaction of its own."""
    restorer = tools.program("pg_restore", at_least=max(at_least, tools.server_major(url)))
    with psycopg.connect(url, autocommit=True) as connection:
        others = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        ).fetchone()
        if others and others[0]:
            raise CommandError("Others are connected to this database. Stop pages and jobs first.")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    arguments = ["--no-owner", "--no-acl", "--exit-on-error", "--single-transaction"]
    tools.run([restorer, *arguments, "-d", _database(url), dump], url=url)


def _database(url: str) -> str:
    name = psycopg.conninfo.conninfo_to_dict(url).get("dbname")
    return str(name)


def _put_files(unpacked: Path, media: Path) -> None:
    """Exchange the folder of files; the former one is removed only when the new one is in its place."""
    unpacked.mkdir(exist_ok=True)
    former = media.with_name(f".{media.name}-{uuid4().hex[:8]}")
    if media.exists():
        media.rename(former)
    unpacked.rename(media)
    shutil.rmtree(former, ignore_errors=True)
