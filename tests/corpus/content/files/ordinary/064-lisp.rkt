#lang racket
(display "Hallo")
