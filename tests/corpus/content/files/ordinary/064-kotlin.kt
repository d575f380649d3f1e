fun main() { println("Hallo") }
