"""The configuration files of the embedded PostgreSQL, written anew at each start."""

import os
from pathlib import Path

from sukhbat.kernel.postgres.account import Account, name_of

PORT = 5432  # only a part of the socket's name: the server listens on no network address
ROLE = "sukhbat"


def postgresql_conf(*, home: Path, socket_folder: Path, fsync: bool) -> str:
    """`fsync=False` gives up durability for speed: for tests, whose data die with them."""
    settings = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": f'"{socket_folder}"',
        "unix_socket_permissions": "0700",
        "hba_file": str(home / "pg_hba.conf"),
        "ident_file": str(home / "pg_ident.conf"),
        "max_connections": "60",
        "shared_buffers": "128MB",
        "huge_pages": "off",
        "jit": "off",
        "shared_preload_libraries": "",
        "synchronous_commit": "on",
        "fsync": "on" if fsync else "off",
        "full_page_writes": "on" if fsync else "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "log_line_prefix": "%m [%p] ",
        # The log must hold no citizen's words: neither the failed statement nor the DETAIL with its values.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in settings.items())


def pg_hba_conf() -> str:
    """Only over the socket, only as the account itself or root, as the kernel reports the caller.

    The socket's folder is 0700, which lets in the same two; `peer` still holds if somebody opens the folder.
    """
    return f"local all {ROLE} peer map={ROLE}\n"


def pg_ident_conf(account: Account) -> str:
    names = sorted({"root", account.name, name_of(os.geteuid())})
    return "".join(f'{ROLE} "{name}" {ROLE}\n' for name in names)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
