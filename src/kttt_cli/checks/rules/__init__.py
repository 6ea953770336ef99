"""The rules, a page for each subject: texts, examples and, where the reading does not find it, the look itself."""
