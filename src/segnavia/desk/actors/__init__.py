"""Actors: the bodies and organisations that the plan asks something of."""
