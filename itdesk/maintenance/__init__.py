"""Maintenance: plans that recur, and the work orders that fall due from them."""
