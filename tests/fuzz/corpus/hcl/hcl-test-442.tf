why

more