"""What a returned document changes; pure."""
