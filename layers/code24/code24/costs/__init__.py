"""What running Code24 on AWS costs: prices, bills of what was counted, a model of fleets, and the quotas."""
