@echo off
echo Wartung
