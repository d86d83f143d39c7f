"""The home of an installation and what its owner set: ``config/*.toml`` read, checked and told back.

Nothing here writes into ``config/`` but :func:`init_home`, which makes a fresh home.
"""

from pvd_watch.config.contact import check_contact
from pvd_watch.config.effective import Config, dump, load_config, load_settings, load_sources
from pvd_watch.config.fresh import init_home
from pvd_watch.config.home import Home, check_writable, find_home
from pvd_watch.config.settings import Catalogue, Collect, DigestSettings, Linking, Pages, Settings, Site
from pvd_watch.shipping import shipped

__all__ = [
    "Catalogue",
    "Collect",
    "Config",
    "DigestSettings",
    "Home",
    "Linking",
    "Pages",
    "Settings",
    "Site",
    "check_contact",
    "check_writable",
    "dump",
    "find_home",
    "init_home",
    "load_config",
    "load_settings",
    "load_sources",
    "shipped",
]
