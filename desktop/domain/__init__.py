"""The rules of the register: pure functions over frozen values, standard library only."""
