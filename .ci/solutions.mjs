// A right program and a wrong one for each graded exercise of a real course, by page and id, with what is answered to `input()`.

const PRIMES = 'primes = [1, 3, 5, 7, 11]\n'
const CITIES = "cities = ['Berlin', 'São Paulo', 'Tokyo', 'New York']\n"
const SALES = "sales = {'The Beatles': 600e6, 'Elvis Presley': 500e6, 'Michael Jackson': 350e6, 'Madonna': 300e6}\n"
const artist = (head, body) => `${SALES}def best_selling_artists(${head}):\n${body}\n`

export const solutions = {
  'basic/introduction': {
    exercise_get_started: { right: "print('Welcome to PythonTutorials.eu!')", wrong: 'print()' },
  },
  'basic/syntax': {
    exercise_print: { right: "print('Learning Python is fun!')", wrong: "print('Learning Python is hard!')" },
    exercise_input: { right: "print(input('A number: '))", wrong: "input()\nprint('4 2')", lines: ['42'] },
    exercise_assignment: { right: "my_favorite_language = 'Python'", wrong: "my_favorite_language = 'Java'" },
    exercise_bool: {
      right: "a = input('a ')\nb = input('b ')\nprint(a == b)",
      wrong: 'print(input() != input())',
      lines: ['7', '7'],
    },
    exercise_str: { right: "my_lowercase_str = 'SOME Text'.lower()", wrong: "my_lowercase_str = 'SOME Text'" },
    exercise_power: { right: 'print(9 ** .5)', wrong: 'print(9 ** 2)' },
    exercise_convert: {
      right: "a = float(input('First: '))\nprint(a + float(input('Second: ')))",
      wrong: 'print(input() + input())',
      lines: ['1.5', '2'],
    },
    exercise_if: {
      right:
        "age = int(input('Guess: '))\nif age == 30:\n    print('You guessed correctly!')\nelse:\n    print('You guessed incorrectly!')",
      wrong:
        "age = input()\nif age == 30:\n    print('You guessed correctly!')\nelse:\n    print('You guessed incorrectly!')",
      lines: ['30'],
    },
  },
  'basic/iterables': {
    exercise_list: { right: "print(list('abc'))", wrong: "print(tuple('abc'))" },
    exercise_index: { right: `${PRIMES}print(primes[1])`, wrong: `${PRIMES}print(primes[2])` },
    exercise_slice: { right: `${PRIMES}print(primes[1:-1])`, wrong: `${PRIMES}print(primes[1:])` },
    exercise_in: {
      right: `${PRIMES}n = int(input('Number: '))\nprint('The number is prime' if n in primes else 'no')`,
      wrong: `${PRIMES}n = input('Number: ')\nprint('The number is prime' if n in primes else 'no')`,
      lines: ['7'],
    },
    exercise_pop: { right: `${PRIMES}primes.pop(1)\nprint(primes)`, wrong: `${PRIMES}primes.pop(4)\nprint(primes)` },
    exercise_dict: {
      right:
        "cities = {'Tokyo': 37, 'Delhi': 29}\nname = input('City: ')\nprint(f'The population of {name} is {cities.get(name, \"unknown\")} million inhabitants')",
      wrong: "cities = {'Tokyo': 37}\nname = input('City: ')\nprint(f'{name}: {cities[name]}')",
      lines: ['Tokyo'],
    },
    exercise_tuple: {
      right: 'print((1, 1, 2, 3, 5) + (1, 3, 5, 7, 11))',
      wrong: 'print((1, 1, 2, 3, 5), (1, 3, 5, 7, 11))',
    },
    exercise_set: { right: 'print({1, 2, 3, 5} & {1, 3, 5, 7, 11})', wrong: 'print({1, 2, 3, 5} | {1, 3, 5, 7, 11})' },
  },
  'basic/loops': {
    exercise_for: {
      right: "for letter in 'abcde':\n    print(letter)\nprint('Done!')",
      wrong: "for letter in 'abcde':\n    print(letter)\n    print('Done!')",
    },
    exercise_while: {
      right:
        "total = 0\nwhile True:\n    line = input('Number: ')\n    if line == 'add':\n        break\n    total += float(line)\nprint(total)",
      wrong:
        "total = ''\nwhile True:\n    line = input('Number: ')\n    if line == 'add':\n        break\n    total += line\nprint(total)",
      lines: ['3', '2', '1', 'add'],
    },
    exercise_continue: {
      right: `${CITIES}for city in cities:\n    if ' ' in city:\n        continue\n    print(city)`,
      wrong: `${CITIES}for city in cities:\n    print(city)`,
    },
    exercise_break: {
      right: `${CITIES}for city in cities:\n    print(city)\n    if city == 'Tokyo':\n        break`,
      wrong: `${CITIES}for city in cities:\n    if city == 'Tokyo':\n        break\n    print(city)`,
    },
    exercise_range: {
      right: "for i in range(5, 0, -1):\n    print(i)\nprint('Go!')",
      wrong: "for i in range(5, 0):\n    print(i)\nprint('Go!')",
    },
    exercise_zip: {
      right: 'for a, b in zip(range(5), range(4, -1, -1)):\n    print(a, b)',
      wrong: 'for a, b in zip(range(5), range(4, 0, -1)):\n    print(a, b)',
    },
    exercise_enumerate: {
      right: 'for a, b in enumerate(range(4, -1, -1)):\n    print(a, b)',
      wrong: 'for a, b in enumerate(range(4, -1, -1)):\n    print(b, a)',
    },
  },
  'basic/functions': {
    exercise_def: {
      right: artist('', "    for name, n in sales.items():\n        print(f'{name} sold {n} records')"),
      wrong: 'best_selling_artists = 3',
    },
    exercise_args: {
      right: artist('artist', "    print(f'{artist} sold {sales.get(artist, 0)} records')"),
      wrong: artist('artist', '    print(sales[artist])'),
    },
    exercise_keywords: {
      right: artist(
        'artist=None',
        "    if artist is None:\n        artist = input()\n    print(f'{artist} sold {sales.get(artist, 0)} records')",
      ),
      wrong: artist('artist', '    print(sales.get(artist, 0))'),
    },
    exercise_return: {
      right: artist('artist=None', '    if artist is None:\n        artist = input()\n    return sales.get(artist, 0)'),
      wrong: artist('artist=None', '    print(sales.get(artist, 0))'),
    },
    exercise_docstring: {
      right: artist('artist=None', '    """Gives what an artist sold."""\n    return sales.get(artist, 0)'),
      wrong: artist('artist=None', '    return sales.get(artist, 0)'),
    },
  },
  'basic/modules': {
    exercise_import: {
      right: 'import string\nprint(string.ascii_letters)',
      wrong: 'import string\nprint(string.ascii_lowercase)',
    },
    exercise_import_from: {
      right:
        "from random import sample\nfrom string import ascii_letters\nfive_letters = ''.join(sample(ascii_letters, 5))",
      wrong: 'from random import sample\nfrom string import ascii_letters\nfive_letters = sample(ascii_letters, 4)',
    },
  },
  'basic/exceptions': {
    exercise_exception: { right: "int('this is not an int')", wrong: "int('this is an int')" },
    exercise_except: {
      right: 'def safe_int(i):\n    try:\n        return int(i)\n    except ValueError:\n        return None',
      wrong: 'def safe_int(i):\n    return int(i)',
    },
    exercise_raise: {
      right:
        "def capitalize_last_name(name):\n    if not isinstance(name, str):\n        raise TypeError('no str')\n    words = name.split()\n    if len(words) != 2:\n        raise ValueError('two words')\n    return words[0].capitalize() + ' ' + words[1].upper()",
      wrong:
        "def capitalize_last_name(name):\n    first, last = name.split()\n    return first.capitalize() + ' ' + last.upper()",
    },
  },
  'basic/files-and-folders': {
    exercise_if: {
      right: "from pathlib import Path\nprint(Path('/home/sebastiaan') / 'coding' / 'python' / 'exercise1.py')",
      wrong: "from pathlib import Path\nprint(Path('exercise1.py'))",
    },
  },
}
