"""The kinds of checks that a contract is made of. A new one is one class, in `cells` or `rows`."""
