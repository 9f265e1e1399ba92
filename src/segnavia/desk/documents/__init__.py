"""Documents at the desk: reading one."""
