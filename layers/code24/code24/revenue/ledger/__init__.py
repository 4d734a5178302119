"""The subscription ledger: what happened to subscriptions, in entries that are only ever added."""
