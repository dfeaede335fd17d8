"""The world: storage, documents, delivery, clock, secrets. Each adapter names its technology."""
