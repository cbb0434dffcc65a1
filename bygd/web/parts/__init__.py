"""Small pieces of the page in Vue, for what the widget libraries lack: plain, keyboard and screen reader ready."""
