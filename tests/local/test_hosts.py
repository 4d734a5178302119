import pytest

from local.hosts import Part, host_name, part_of


@pytest.mark.parametrize(
    ("host", "part"),
    [
        ("acme.localhost:8024", Part.SITES),
        ("ACME.LocalHost", Part.SITES),
        ("acme.localhost.", Part.SITES),
        ("preview-r0123456789--acme.localhost:8024", Part.SITES),
        ("a.b.localhost", Part.SITES),
        ("api.localhost:8024", Part.PLATFORM),
        ("API.localhost.:8024", Part.PLATFORM),
        ("x.api.localhost", Part.SITES),
        ("localhost:8024", Part.STATUS),
        ("127.0.0.1:8024", Part.STATUS),
        ("127.8.9.1", Part.STATUS),
        ("[::1]:8024", Part.STATUS),
        ("acme.localhost.example.com", Part.NOWHERE),
        ("notlocalhost", Part.NOWHERE),
        ("192.168.1.5:8024", Part.NOWHERE),
        ("169.254.169.254", Part.NOWHERE),
        ("", Part.NOWHERE),
    ],
)
def test_part_behind_a_host(host: str, part: Part) -> None:
    assert part_of(host) is part


def test_host_name_is_without_port_in_lower_case() -> None:
    assert host_name("Acme.LOCALHOST.:8024") == "acme.localhost"
    assert host_name("[::1]:8024") == "::1"
