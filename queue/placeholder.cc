namespace tamis {}
