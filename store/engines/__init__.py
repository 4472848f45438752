"""The engines that can hold the store: `engine` is what each promises, the other files are the engines."""
