"""What the lake and the monitoring cost, measured against other ways to do the same: `python -m bench`."""
