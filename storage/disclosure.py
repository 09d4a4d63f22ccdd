"""What may be shown of sums that several firms make up, so that none gives a single firm away.

A sum is hidden where fewer than FEWEST_FIRMS told it. Where whoever subtracts what is shown from
the total would find it all the same, the next smallest is hidden too, until what is hidden is at
least two sums and of FEWEST_FIRMS firms together. Each currency has a total of its own, and so is
looked at on its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from storage.records.kinds import FEWEST_FIRMS


@dataclass(frozen=True, slots=True)
class Share:
    """What one firm sold in one currency of a key: a month, a product, a market."""

    key: str
    firm_id: int
    currency: str
    amount: int
    sales: int


def hidden(shares: Iterable[Share]) -> set[tuple[str, str]]:
    """Which sums are not shown, by key and currency."""
    by_currency: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        by_currency[share.currency].append(share)
    return {(key, code) for code, of in by_currency.items() for key in _hidden_keys(of)}


def _hidden_keys(shares: Iterable[Share]) -> set[str]:
    firms: dict[str, set[int]] = defaultdict(set)
    amounts: Counter[str] = Counter()
    for share in shares:
        firms[share.key].add(share.firm_id)
        amounts[share.key] += share.amount
    out = {key for key, of in firms.items() if len(of) < FEWEST_FIRMS}
    for key in sorted(set(firms) - out, key=lambda key: (amounts[key], key)):
        together = set().union(*(firms[one] for one in out))
        if not out or (len(out) > 1 and len(together) >= FEWEST_FIRMS):
            break
        out.add(key)
    return out
