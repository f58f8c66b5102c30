"""The keeping of a record: where reports, judgements, events and deals meet the database, and what follows from them."""
