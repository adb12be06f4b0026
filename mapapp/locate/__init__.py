"""Placing: the offline gazetteer, and which place each name in a report means."""
