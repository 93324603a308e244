"""Pages of publishing: what is published, whether the chain holds, publishing and correcting."""
