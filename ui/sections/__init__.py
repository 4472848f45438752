"""Parts of pages that answer one question each; every one draws its own heading and what stands below it."""
