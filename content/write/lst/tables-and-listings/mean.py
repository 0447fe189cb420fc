"""Describes a list of reaction times."""

from math import sqrt


def mean(values):
    """The average of some numbers."""
    return sum(values) / len(values)


def deviation(values):
    """How far the values are from their mean, on average."""
    return sqrt(mean([(value - mean(values)) ** 2 for value in values]))


if __name__ == '__main__':
    times = [0.31, 0.29, 0.35, 0.30]
    print(f'{mean(times):.3f} s, SD {deviation(times):.3f} s')
