"""What a submission is and who sent it, without the database."""
