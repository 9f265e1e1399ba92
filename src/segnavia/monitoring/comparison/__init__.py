"""What differs between two published bulletins of a territory, exact to the cent, for any place of the plan."""
