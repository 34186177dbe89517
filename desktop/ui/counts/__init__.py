"""The room "Tình hình": the commune's counts of a month on one sheet."""
