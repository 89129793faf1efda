a
b	c