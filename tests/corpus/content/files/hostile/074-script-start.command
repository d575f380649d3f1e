#!/bin/sh -
echo hallo
