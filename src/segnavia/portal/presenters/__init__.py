"""Pure functions from a plan and a bulletin to what templates show. No request, no database, no markup."""
