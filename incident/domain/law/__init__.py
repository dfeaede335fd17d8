"""What the law asks: the register of obligations, which of them bind, when each is due."""
