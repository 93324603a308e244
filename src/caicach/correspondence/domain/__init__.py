"""Pure rules and values of documents received: states, the review, identity, quotes, areas of reform."""
