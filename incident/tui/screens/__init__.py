"""One screen a task of the responder; screens turn keys into commands for the gateway."""
