"""The figure that shows an exercise: drawn from declared poses, as a picture for pages and one for notifications."""
