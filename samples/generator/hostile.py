"""Files that mean harm, or came to it."""


def make(folder):
    folder.mkdir(exist_ok=True)
