"""Small pieces of the page in Vue, for what the widget libraries lack: plain, and ready for keyboards and
screen readers."""
