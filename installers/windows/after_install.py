"""Run by the setup file, in the version that it put there: accounts hear of each other's registers.

Whoever may look into the other accounts' folders leaves a mark for each register that lies there,
also for one that no version with marks ever opened.
"""

from desktop.actions.accounts import mark_every_account

if __name__ == "__main__":
    mark_every_account()
