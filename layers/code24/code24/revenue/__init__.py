"""Monthly recurring revenue: a ledger of what happened to subscriptions, and the months that follow from it.

In the order that a report is made in (docs/revenue.md says it all in words):

- `ledger/`: what can happen (`models`), whether it can have happened then (`recording`, `states`), when periods end;
- `definitions`: where ChartMogul, Stripe and ProfitWell differ, as a table;
- `levels`: what one subscription brings, from moment to moment, by such a definition;
- `customers`: what a customer brings with all of its subscriptions, and how that moved in a month;
- `months`: the sums of all customers, and whether they add up;
- `breakdown`: plans, losses and cohorts;
- `reporting`: the report itself, `revenue_of`.
"""
