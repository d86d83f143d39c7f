"""Are known vulnerabilities in what is installed? ``python .ci/audit.py PIP_AUDIT SITE_PACKAGES``.

pip-audit asks the service OSV over the internet. Where nobody answers it, the audit was not done, and one line says so:
the other service that pip-audit knows reports « no known vulnerabilities » where it could look up nothing at all.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

ACCEPTED: dict[str, str] = {}
"""Vulnerabilities that do not touch this program, each with the reason, by the id that pip-audit names."""


def main(program: str, packages: str) -> int:
    """1 where a vulnerability is known."""
    command = [program, "--vulnerability-service", "osv", "--path", packages, "--format", "json", "--timeout", "10"]
    done = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True, check=False)
    lines, found = verdict(done.stdout)
    print(*lines, sep="\n")
    return int(found)


def verdict(report: str) -> tuple[list[str], bool]:
    """What is said of a report of pip-audit, and whether a vulnerability is in it."""
    try:
        looked_up: list[Any] = [one for one in json.loads(report)["dependencies"] if "skip_reason" not in one]
    except (ValueError, KeyError, TypeError):
        looked_up = []
    if not looked_up:
        return ["dependency audit: NOT DONE, as no vulnerability service answers here"], False
    known = [
        f"{one['name']} {one['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'no version yet'}"
        for one in looked_up
        for each in one["vulns"]
        if each["id"] not in ACCEPTED
    ]
    return [f"dependency audit: {len(looked_up)} packages, {len(known)} known vulnerabilities", *known], bool(known)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
