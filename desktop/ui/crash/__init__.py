"""What is shown when the program itself fails: the report, and going on."""
