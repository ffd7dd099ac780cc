"""The lecture: the animations of a build joined into one video, and cut into one clip per step."""
