"""What runs under the screens: session, background work, keys, navigation."""
