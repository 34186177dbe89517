"""Kills, power cuts, failing disks and flipped bits, each with a control that must fail."""
