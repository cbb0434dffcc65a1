"""Maps of results: real geography, offline; outcomes of places and their differences, as SVG, PNG and GeoJSON."""
