"""Only the named server's own, newest verdict about an aligned DKIM signature proves a sender."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.mailbox.proving import is_proven, read

SERVER = "mx.example.org"


def proven(*headers: str, domain: str = "example.org", server: str = SERVER) -> bool:
    return is_proven(headers, server=server, domain=domain)


@pytest.mark.parametrize(
    "header",
    [
        f"{SERVER}; dkim=pass header.d=example.org",
        f"{SERVER}; dkim=pass (2048-bit key; unprotected) header.d=example.org header.i=@example.org header.b=AbC",
        f'{SERVER} 1; spf=pass smtp.mailfrom=x@y.z; dkim=pass reason="good; really" header.i=@example.org',
        f"{SERVER.upper()};\n\tdkim=fail header.d=other.org;\n\tDKIM=Pass header.d=Example.ORG",
        f'"{SERVER}"; dkim/1=pass header.d="example.org"',
        f"(a (nested) comment) {SERVER}; dkim = pass header . d = example.org",
    ],
)
def test_a_pass_of_the_named_server_for_the_senders_domain_proves(header: str) -> None:
    assert proven(header)


@pytest.mark.parametrize(
    "header",
    [
        "mx.example.org.evil.org; dkim=pass header.d=example.org",
        f"{SERVER}; none",
        f"{SERVER}",
        "",
        f"{SERVER}; dkim=fail header.d=example.org",
        f"{SERVER}; dkim=neutral header.d=example.org",
        f"{SERVER}; spf=pass smtp.mailfrom=example.org; dmarc=pass header.from=example.org",
        f"{SERVER}; dkim=pass header.d=evil.org",
        f"{SERVER}; dkim=pass header.d=ple.org",
        f"{SERVER}; dkim=pass header.d=org",
        f"{SERVER}; dkim=pass",
        f"{SERVER}; dkim=fail (dkim=pass header.d=example.org)",
        f'{SERVER}; dkim=fail reason="; dkim=pass header.d=example.org"',
        f"{SERVER}; x-dkim=pass header.d=example.org",
        f"{SERVER}; dkim=pass header.d=evil.org header.d=example.org",
    ],
)
def test_anything_else_does_not(header: str) -> None:
    assert not proven(header)


def test_a_domain_that_holds_the_senders_may_sign_for_it() -> None:
    assert proven(f"{SERVER}; dkim=pass header.d=example.org", domain="team.example.org")
    assert not proven(f"{SERVER}; dkim=pass header.d=team.example.org", domain="example.org")


def test_only_the_newest_verdict_of_the_named_server_counts() -> None:
    forged = f"{SERVER}; dkim=pass header.d=example.org"
    assert not proven(f"{SERVER}; dkim=none", forged)
    assert proven("relay.example.net; dkim=fail", forged)


def test_without_a_named_server_nothing_is_proven() -> None:
    assert not proven("; dkim=pass header.d=example.org", server="")
    assert not proven(f"{SERVER}; dkim=pass header.d=example.org", server="")


@given(st.text(alphabet='mx.example.org;=() "\\dkimpasshead@\n\t', max_size=80))
def test_no_header_breaks_the_reader(header: str) -> None:
    server, verdicts = read(header)
    assert isinstance(server, str)
    assert all(verdict.method for verdict in verdicts)


@given(st.text(max_size=60))
def test_a_header_of_another_server_never_proves(rest: str) -> None:
    assert not proven(f"mx.evil.org; dkim=pass header.d=example.org; {rest}")
