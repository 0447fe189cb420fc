const picture = (width: number, height: number, colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour}"/></svg>`

/** A course with all of the dialect in it, some of it as awkward as authors make it. */
export const course: Readonly<Record<string, string>> = {
  'site.yaml':
    'title: A course of everything\nauthor: Ada\nurl: https://course.example\ndescription: What an author may write.\n',
  'sitemap.yaml': [
    'Start: index',
    'Basics:',
    '    Everything: basics/everything',
    '    Short: basics/short',
    '____:',
    'Elsewhere: https://elsewhere.example/',
    '',
  ].join('\n'),
  'content/index.md': 'title: Start\n\nWelcome. Read %link:everything% first.\n',
  'content/basics/short.md': 'title: Short\n\nOne sentence, and %ref:everything#FigBlue%.\n',
  'content/basics/img/everything/blue.svg': picture(800, 500, '#2c54c4'),
  'content/basics/img/everything/tall.svg': picture(300, 900, '#1a7443'),
  'content/basics/tbl/everything/ages.csv':
    'name,age,height,weight,city,score\nAda,36,1.61,55.5,London,0.00001\nBob,41,1.8,80.25,Lisbon,2\n',
  'content/basics/lst/everything/loop.py': `for i in range(10):\n    print(i, ${"'long ' * 3 + ".repeat(12)}'')\n`,
  'content/basics/everything.md': `---
title: Everything
description: A page with all that the dialect has.
authors: [Ada, Bob]
date: 2024-05-01
---

Text with *emphasis*, **strong**, \`code\`, a [link](%link:short%), another
[far away](https://elsewhere.example/a/long/path?with=a&query=that-goes-on-and-on-and-on-and-on), a footnote[^one], HTML,
%FigBlue, %VidIntro, %TblAges, %LstLoop and ${'averylongwordthatnobodycanbreak'.repeat(6)}.
{.summary}

[^one]: It says more.

*[HTML]: HyperText Markup Language

[TOC]

## Figures and videos

%--
figure:
    source: blue.svg
    id: FigBlue
    caption: A blue field, with a [link](https://elsewhere.example/).
    alt: A blue field
--%

%--
figure:
    source: tall.svg
    id: FigTall
    caption: A tall one of half the width.
    alt: A green field
    width: 50
--%

%--
figure:
    source: blue.svg
    id: FigLinked
    caption: One that leads elsewhere.
    link: "%url:short%"
--%

%--
video:
    source: youtube
    id: VidIntro
    videoid: XBc3kbel7XY
    caption: An introduction.
--%

## Tables and listings

%--
table:
    source: ages.csv
    id: TblAges
    caption: People.
--%

| | width | height | depth | colour | weight | price |
|---|--:|:-:|---|---|---|---|
| first | 12345678 | 12345678 | 12345678 | aquamarine | 12345678 | 12345678 |

%--
code:
    source: loop.py
    id: LstLoop
    caption: A loop.
--%

\`\`\`python
def add(a: int, b: int = 1) -> int:  # a comment
    """Adds."""
    return a + b * 2.5 if a else None
\`\`\`

\`\`\`diff
- old
+ new
\`\`\`

## Boxes

> A quote.

> [!NOTE]
> A note with a [link](%link:short%).

> [!TIP]
> A tip.

> [!IMPORTANT]
> Important.

> [!WARNING]
> A warning.

> [!CAUTION]
> Caution.

<div class="info-box" markdown="1">
### In a box

A [link](%link:short%) and \`code\`.
</div>

<div class="exercise" markdown="1">
Do *this*.
</div>

<details>
<summary>More</summary>
<p>Hidden text.</p>
</details>

## Lists

- [x] done
- [ ] to do

Perceptron
: A network.

1. one
    - nested
        - deeper
2. two

## Formulas

Euler: $e^{i\\pi} + 1 = 0$, a colour $\\color{red}{x}$ and

$$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} \\hat{x} = \\boxed{\\sum_{i=1}^{n} x_i^2 + \\int_0^1 f(t)\\,dt + \\frac{a+b+c+d+e+f+g}{h+i+j+k+l+m}}$$

### Below it

[A button](%link:short%){.btn}, <kbd>Ctrl</kbd> and <mark>marked</mark> text.
`,
}
