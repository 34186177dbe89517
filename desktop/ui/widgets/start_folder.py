"""Where a dialog for files begins."""

from pathlib import Path

import platformdirs


def start_folder() -> Path:
    """The user's documents, or the home folder where there are none.

    A dialog that begins in a folder that is not there takes its name for that of a file.
    """
    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()
