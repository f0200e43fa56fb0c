"""The pages by area. Each module has a `router` of thin functions: read, render; or parse, send, redirect."""
