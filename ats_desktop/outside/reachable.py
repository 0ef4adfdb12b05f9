"""Which addresses are on the open web, and which are somebody's own network, this machine or nobody's at all.

Why:    Python's `is_global` calls multicast, 6to4, NAT64 and 192.0.0.8 public; each of them can lead
        back inside.  So what is forbidden is listed here, and of IPv6 only what is handed out is allowed.
Source: IANA's registries of special-purpose addresses (RFC 6890, 8190); promises.md P54.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_HANDED_OUT = IPv6Network("2000::/3")
_NOT_THE_WEB = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # between a carrier and its customers
        "127.0.0.0/8",  # this machine
        "169.254.0.0/16",  # this cable, and what clouds tell their machines
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # examples
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # examples
        "203.0.113.0/24",  # examples
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # kept, and broadcast
        "2001::/23",  # protocols: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # examples
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the old test network
        "3fff::/20",  # examples
    )
)

# what is never asked of a name server: these names are inside by their ending
_INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa", "onion", "test")
_LOCAL_ENDINGS = tuple(f".{ending}" for ending in _INSIDE)


def is_public(address: str) -> bool:
    """Say whether an IP address is on the open web.

    >>> is_public("93.184.215.14"), is_public("10.0.0.1"), is_public("64:ff9b::7f00:1"), is_public("nonsense")
    (True, False, False, False)
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (found.scope_id or found not in _HANDED_OUT):
        return False
    return not any(found in block for block in _NOT_THE_WEB if block.version == found.version)


def is_name(host: str) -> bool:
    """Say whether a host is the name of a site, rather than of a machine next door or a number in disguise.

    >>> is_name("jobs.example.com"), is_name("localhost"), is_name("printer"), is_name("0x7f.1"), is_name("2130706433")
    (True, False, False, False, False)
    """
    plain = host.casefold().removesuffix(".")
    last = plain.rpartition(".")[2]
    if "." not in plain or ".." in plain or plain.startswith(".") or plain.endswith(_LOCAL_ENDINGS):
        return False
    return not last[:1].isdigit() and all(part.replace("-", "").replace("_", "").isalnum() for part in plain.split("."))


def is_number(host: str) -> bool:
    """Say whether a host is an IP address, written out.

    >>> is_number("93.184.215.14"), is_number("::1"), is_number("017.0.0.1")
    (True, True, False)
    """
    try:
        return isinstance(ip_address(host), IPv4Address | IPv6Address)
    except ValueError:
        return False
