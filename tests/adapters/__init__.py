"""Storage, documents and delivery against real files and real servers on loopback."""
