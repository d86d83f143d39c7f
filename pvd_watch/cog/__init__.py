"""What ``communes update`` needs: fetch the official lists, compare them with the rows in force, write the new."""

from pvd_watch.cog.download import Fetch, download
from pvd_watch.cog.official import COG_URL, PVD_URL
from pvd_watch.cog.plan import Changes, Update, plan_update
from pvd_watch.cog.rows import CommuneRow, read_communes, write_communes

__all__ = [
    "COG_URL",
    "PVD_URL",
    "Changes",
    "CommuneRow",
    "Fetch",
    "Update",
    "download",
    "plan_update",
    "read_communes",
    "write_communes",
]
