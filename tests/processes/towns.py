raise ImportError(
    "This file was created at 00:25:09 and overwritten by mistake nine seconds later by the writer of the "
    "clubs' tests; the original could not be recovered. Please write your version again over this line."
)
