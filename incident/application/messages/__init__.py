"""From words that are released to the people who have them: recipients, links, escalations, corrections."""
