"""Write the one stylesheet of the pages from its sources: no build chain, one request, no @import.

Run ``python ops/dev/bundle_css.py`` after touching ``static/web/css``; a house test fails when it is stale.
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "sukhbat" / "web" / "static" / "web"
SOURCES = STATIC / "css"
RESULT = STATIC / "sukhbat.css"
LAYERS = "@layer tokens, base, layout, components, print;"
FIRST = ("fonts.css", "tokens.css", "base.css", "layout.css")
LAST = ("forced.css", "print.css")

_STRING_OR_COMMENT = re.compile(r'("[^"]*")|/\*.*?\*/', re.DOTALL)
_TOKEN = re.compile(r"(--[\w-]+):\s*light-dark\(([^,()]+),[^()]+\);")


def sources() -> list[Path]:
    """The source files in the order of the cascade."""
    named = [SOURCES / name for name in FIRST]
    parts = sorted((SOURCES / "parts").glob("*.css"))
    return [*named, *parts, *(SOURCES / name for name in LAST)]


def light_only(tokens: str) -> str:
    """The light scheme in plain values, for browsers that do not know light-dark() (before 2024)."""
    plain = ";".join(f"{name}:{light.strip()}" for name, light in _TOKEN.findall(tokens))
    condition = "@supports not (color:light-dark(red,red))"
    return f"{condition}{{@layer tokens{{:root{{color-scheme:light;{plain}}}}}}}"


def shrink(css: str) -> str:
    """Drop comments and spare white space outside strings; nothing clever, the rest is left to gzip."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match[1] is None:
            return " "
        kept.append(match[1])
        return f"\0{len(kept) - 1}\0"

    css = _STRING_OR_COMMENT.sub(keep, css)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").replace(": ", ":")
    return re.sub("\0(\\d+)\0", lambda match: kept[int(match[1])], css).strip()


def bundle() -> str:
    """The whole stylesheet; addresses in the sources are relative to css/, in the result to its parent."""
    files = sources()
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    css = LAYERS + "\n".join(texts.values()).replace('url("../', 'url("')
    return f"{shrink(css)}\n{light_only(texts['tokens.css'])}\n"


def main() -> int:
    RESULT.write_text(bundle(), encoding="utf-8")
    sys.stdout.write(f"{RESULT.name}: {RESULT.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
