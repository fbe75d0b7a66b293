"""What comes in from elsewhere, made into plain data; nothing here touches the database."""
