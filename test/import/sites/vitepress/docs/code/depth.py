seed = 1
depth = 2 * seed
print(depth)
