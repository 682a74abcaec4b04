"""The names of static files in production: each carries its content's hash, also where one module imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = (
    (r"""(?P<matched>from "(?P<url>\./[^"]+)";)""", 'from "%(url)s";'),
    (r"""(?P<matched>import\("(?P<url>\.[^"]+)"\))""", 'import("%(url)s")'),
)


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Rewrites the imports of our own modules, so that a new release never meets a kept module of the old one.

    Only ours: Django's own switch for it reads every script, and stops at examples in those of other packages.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("web/js/*.js", IMPORTS))
