x <- c(1,2,3)
plot(x)
