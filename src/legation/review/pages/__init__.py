"""The pages of the desk: functions from a `Visit` to a response, one file per subject."""
