"""The pages by area. Each module has a `router` of thin functions: read, render; or parse, send, redirect."""

from zf_hall.pages import cases, sign_in, worklist

ROUTERS = (sign_in.router, worklist.router, cases.router)
