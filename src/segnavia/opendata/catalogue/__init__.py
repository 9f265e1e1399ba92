"""The catalogue by the Italian profile of DCAT-AP, in Turtle, RDF/XML and JSON-LD."""
