#!/usr/bin/env python3
# Robot
import turtle

def geh():
    turtle.forward(100)

if __name__ == '__main__':
    geh()
