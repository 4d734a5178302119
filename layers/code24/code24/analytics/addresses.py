"""What of an address tells visitors apart."""

from ipaddress import IPv6Address


def network(address: str, bits: int = 64) -> str:
    """What stands for an address wherever visitors are told apart: IPv4 as it is, of IPv6 the first `bits` bits.

    A household has 2^64 IPv6 addresses, and its computers take another one every day (RFC 8981): only the /64 lasts.
    What is no address stands for itself.
    """
    address = address.strip()
    if ":" not in address:
        return address
    try:
        parsed = IPv6Address(address)
    except ValueError:
        return address
    return str(parsed.ipv4_mapped or f"{int(parsed) >> (128 - bits):x}/{bits}")
