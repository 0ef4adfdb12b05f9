"""Which addresses are the open web: every block of the registries, at both its ends and beside them."""

from ipaddress import ip_address, ip_network

import pytest

from ats_desktop.outside.reachable import is_name, is_number, is_public


def words(text):
    return text.split()


BLOCKS = words("""
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24
192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4
240.0.0.0/4 ::/128 ::1/128 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/32 2001:1::1/128
2001:1::2/128 2001:2::/48 2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28 2001:30::/28 2001:db8::/32 2002::/16
2620:4f:8000::/48 3ffe::/16 3fff::/20 5f00::/16 fc00::/7 fd00::/8 fe80::/10 fec0::/10 ff00::/8 ff02::/16 ::/96 4000::/3
""")
INSIDE = [
    (block, str(one))
    for block in BLOCKS
    for network in [ip_network(block)]
    for one in (network[0], network[network.num_addresses // 2], network[-1])
]
WRAPPED = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "172.20.1.1", "100.100.100.200", "0.0.0.0"]  # noqa: S104 - an address to be refused
FORMS = ["::ffff:{0}", "::{0}", "64:ff9b::{0}", "2002:{1}::", "::ffff:0:{0}", "2001:0:{1}::", "fe80::5efe:{0}"]
WRAPPINGS = [
    form.format(v4, f"{int(ip_address(v4)) >> 16:x}:{int(ip_address(v4)) & 0xFFFF:x}")
    for v4 in WRAPPED
    for form in FORMS
]
OUTSIDE = words("""
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 93.184.215.14 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0
192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0
223.255.255.255 2001:200::1 2001:4860:4860::8888 2003::1 2400::1 2606:4700::6810:84e5 2620:4f:7fff::1 2a00::1 3000::1
""")
NO_ADDRESS = [
    "",
    " ",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "01.2.3.4",
    "0x7f.0.0.1",
    "2130706433",
    "127.1",
    "1.2.3.4/8",
    "::g",
    "fe80::1%eth0",
    "2606:4700::1%1",
    "[2606:4700::1]",
    "1.1.1.1 ",
    "\uff11.1.1.1",
    "localhost",
]  # fmt: skip


@pytest.mark.parametrize(("block", "address"), INSIDE)
def test_an_address_of_a_special_block_is_never_public(block, address):
    assert not is_public(address)


@pytest.mark.parametrize("address", WRAPPINGS)
def test_an_inside_address_wrapped_in_another_is_never_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_beside_the_blocks_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_is_no_address_is_not_public(text):
    assert not is_public(text)


@pytest.mark.parametrize("number", range(256))
def test_each_first_number_is_public_or_not_as_the_registry_says(number):
    handed_out = {*range(1, 224)} - {10, 127}

    assert is_public(f"{number}.200.77.9") == (number in handed_out)


NAMES = ["example.com", "jobs.example.com", "JOBS.Example.COM", "xn--bcher-kva.example", "a-b.example", "9gag.example",
         "example.com.", "boards-api.greenhouse.io", "x_y.example"]  # fmt: skip
NO_NAMES = ["", ".", "..", "localhost", "LOCALHOST", "localhost.", "printer", "foo.localhost", "nas.local", "a.internal",
            "router.lan", "x.home.arpa", "a.corp", "box.home", "hidden.onion", "0x7f.1", "0x7f000001", "2130706433", "017.1",
            "127.1", "127.0.1", "1.2.3.4", "0177.0.0.01", "example.1", "example.0x1", "a..example", ".example.com", "a b.example",
            "a/b.example", "a@b.example", "[::1]", "::1", "a\x00.example", "exa\nmple.com", "a%00.example"]  # fmt: skip


@pytest.mark.parametrize("host", NAMES)
def test_a_name_of_a_site_is_a_name(host):
    assert is_name(host)


@pytest.mark.parametrize("host", NO_NAMES)
def test_a_machine_next_door_or_a_number_in_disguise_is_no_name(host):
    assert not is_name(host)


@pytest.mark.parametrize(("host", "number"), [("1.2.3.4", True), ("::1", True), ("2a00::1", True), ("1.2.3", False),
                                              ("0x7f000001", False), ("example.com", False), ("", False)])  # fmt: skip
def test_a_number_is_one_that_is_written_out(host, number):
    assert is_number(host) == number
