"""The pages that people read the record in: `onrecord serve`."""
