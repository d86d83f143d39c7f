"""``python -m tests.bench.units``: the units and proxies of config/deploy, checked by the programs that read them.

systemd's own check (``systemd-analyze verify`` and ``security``), ``nginx -t`` and ``caddy validate``, each where it is
installed; what is not is said, and is no success. The program's path in the units is put in place of the one they name.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[2] / "config" / "deploy"
MOST_EXPOSED = 20
"""Of systemd's own hundred points of exposure, fewer is better."""


def main() -> int:
    """0 where every program was there and content, 1 where one was not content, 2 where one is missing."""
    missing = [name for name in ("systemd-analyze", "nginx", "caddy", "openssl") if shutil.which(name) is None]
    with tempfile.TemporaryDirectory() as folder:
        checks = [_units, _nginx, _caddy]
        found = [check(Path(folder)) for check in checks if not _needs(check.__name__, missing)]
    for name in missing:
        print(f"{name} is not installed: not checked with it")
    return 1 if not all(found) else 2 if missing else 0


def _needs(check: str, missing: list[str]) -> bool:
    wanted = {"_units": ("systemd-analyze",), "_nginx": ("nginx", "openssl"), "_caddy": ("caddy",)}
    return bool(set(wanted[check]) & set(missing))


def _units(folder: Path) -> bool:
    program = Path(sys.executable).with_name("pvd-watch")
    paths = []
    for unit in sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]):
        text = unit.read_text(encoding="utf-8").replace("/opt/pvd-watch/bin/pvd-watch", str(program))
        (folder / unit.name).write_text(re.sub(r"^(User|Group)=.*$", r"\1=daemon", text, flags=re.M), "utf-8")
        paths.append(str(folder / unit.name))
    # It merely mentions what it does not understand, and is content.
    good = _run("systemd-analyze", "verify", "--man=no", *paths, silent=True)
    for path in paths:
        if path.endswith(".service"):
            good &= _run(
                "systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", path, last=True
            )
    return good


def _nginx(folder: Path) -> bool:
    """The example inside the least configuration, with a certificate of a minute's standing."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    made = (
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=veille.example.fr",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    )
    if not _run("openssl", "req", "-x509", *made, quiet=True):
        return False
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"(ssl_certificate) .*;", rf"\1 {certificate};", text)
    text = re.sub(r"(ssl_certificate_key) .*;", rf"\1 {key};", text)
    whole = f"pid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{text}\n}}\n"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return _run("nginx", "-t", "-c", str(folder / "nginx.conf"))


def _caddy(folder: Path) -> bool:
    return _run("caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile"), last=True)


def _run(*command: str, quiet: bool = False, last: bool = False, silent: bool = False) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    words = (done.stderr + done.stdout).strip()
    good = done.returncode == 0 and not (silent and words)
    shown = words.splitlines()[-1:] if last else words.splitlines()
    if not good or not quiet:
        name = " ".join([*command[:2], Path(command[-1]).name])
        print(f"{'good' if good else 'BAD '}  {name}", *(f"      {line}" for line in shown), sep="\n")
    return good


if __name__ == "__main__":
    sys.exit(main())
