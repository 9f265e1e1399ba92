"""OGC API – Features: municipalities, zones and projects where they lie, for maps and geographic programs."""
