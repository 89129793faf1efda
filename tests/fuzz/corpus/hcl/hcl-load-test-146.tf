{
for v in a : v => v if v != null}