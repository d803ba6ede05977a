"""Throttling without keeping addresses: only keyed marks, in memory, forgotten with the day and with the process."""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Lock

from nacl.utils import random

DAY = 24 * 3600
MARK_BYTES = 16


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class Throttle:
    """A bucket of tokens for each key: `burst` at once, then `rate` a second.

    It keeps at most `most` keys. When more come, the one unseen longest is forgotten and so starts full again: a flood
    from many addresses may slip through, but it never stops anybody else.
    """

    def __init__(self, rate: float, burst: float, *, most: int = 10_000) -> None:
        """Set the rate (tokens a second), the burst (tokens), and how many keys are kept."""
        self.rate, self.burst, self.most = rate, burst, most
        self._buckets: OrderedDict[bytes, _Bucket] = OrderedDict()
        self._day, self._secret = -1, b""
        self._lock = Lock()

    def __len__(self) -> int:
        """Return how many keys are kept now."""
        return len(self._buckets)

    def allows(self, key: str) -> bool:
        """Take a token of the key; False when none is left."""
        moment = time.time()
        with self._lock:
            bucket = self._bucket(key, moment)
            passed = max(0.0, moment - bucket.filled_at)
            bucket.tokens = min(self.burst, bucket.tokens + passed * self.rate)
            bucket.filled_at = moment
            if bucket.tokens < 1:
                return False
            bucket.tokens -= 1
            return True

    def _bucket(self, key: str, moment: float) -> _Bucket:
        self._turn_the_day(int(moment // DAY))
        mark = hashlib.blake2b(key.encode("utf-8", "replace"), key=self._secret, digest_size=MARK_BYTES).digest()
        bucket = self._buckets.setdefault(mark, _Bucket(self.burst, moment))
        self._buckets.move_to_end(mark)
        if len(self._buckets) > self.most:
            self._buckets.popitem(last=False)
        return bucket

    def _turn_the_day(self, day: int) -> None:
        if day != self._day:
            self._day, self._secret = day, random(32)
            self._buckets.clear()


def network_of(address: str) -> str:
    """Return what a throttle counts an address as: IPv4 itself, IPv6 its /64 (one household), anything else "?"."""
    try:
        ip = ip_address(address.strip())
    except ValueError:
        return "?"
    if not isinstance(ip, IPv6Address):
        return str(ip)
    if ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(IPv6Address(int(ip) >> 64 << 64))
