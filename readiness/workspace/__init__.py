"""An open workspace: opening, editing, history, safekeeping, writing out."""
