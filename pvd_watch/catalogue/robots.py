"""What the robots.txt of a host says, told to the owner: to us, and to the agents of others (RFC 9309).

Who may fetch what is decided by the crawl child; here it is only read out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pvd_watch.model import HostState

AGENT = "pvd-watch"


def robots_words(host: HostState | None) -> str:
    """What is known of a host's robots.txt, in words."""
    if host is None or host.robots_status < 0:
        return "not asked"
    if host.robots_status == 0:
        return "no answer, so nothing is read"
    if host.robots_status >= 500:
        return f"HTTP {host.robots_status}, so nothing is read"
    if host.robots_status >= 400:
        return f"none (HTTP {host.robots_status}), so everything may be read"
    delay = f", asks for {host.delay_seconds:g} s between requests" if host.delay_seconds else ""
    named = any(agent == AGENT for agents, _ in groups(host.robots_text) for agent in agents)
    return f"read; {f'it names {AGENT}' if named else 'its group * binds us'}{delay}"


def refused_agents(text: str) -> list[str]:
    """The agents of others that a robots.txt keeps from everything, by name. They do not bind us."""
    names = [agent for agents, rules in groups(text) if "/" in rules for agent in agents if agent not in ("*", AGENT)]
    return sorted(dict.fromkeys(names))


def groups(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each group: its agents (lower case) and the paths it disallows. A blank line ends no group."""
    agents, paths, open_ = list[str](), list[str](), True
    for line in text.lstrip("\ufeff").splitlines():
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if key.lower() == "user-agent":
            if not open_:
                yield tuple(agents), tuple(paths)
                agents, paths, open_ = [], [], True
            agents.append(value.lower())
        elif key.lower() in ("allow", "disallow", "crawl-delay"):
            open_ = False
            if key.lower() == "disallow" and value:
                paths.append(value)
    if agents:
        yield tuple(agents), tuple(paths)
