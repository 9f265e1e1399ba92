"""The staff's pages under `/scrivania`: what waits for whom, and the forms that call the actions."""
