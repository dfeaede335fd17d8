"""The folder that a team keeps."""
