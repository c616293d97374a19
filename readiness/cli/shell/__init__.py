"""What all commands share: the session, what is printed, the door to the screens."""
