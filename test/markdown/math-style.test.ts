import { expect, test } from 'vitest'
import { render } from '../site.ts'

const formulas = String.raw`\color{red}{x}
\colorbox{yellow}{x} \fcolorbox{red}{yellow}{x}
\rule[0.3em]{1em}{2em} \raisebox{1em}{x} \raisebox{-0.3em}{x}
\mathllap{x} \mathrlap{x} \mathclap{x} \cancel{x} \xcancel{x} \sout{x} \boxed{x}
\begin{pmatrix}a&b\\[1em]c&d\end{pmatrix} \begin{smallmatrix}a&b\end{smallmatrix}
\begin{array}{||l|c:r||}a&b&c\\\hline c&d&e\\\hdashline f&g&h\end{array}
\begin{cases}a&b\\c&d\end{cases} \begin{rcases}a\\b\end{rcases}
\begin{align}a&=b\\c&=d\end{align}
\begin{gather}a\\b\end{gather}
\begin{multline}a\\b\\c\end{multline}
\begin{CD}A @>a>> B\\@VVbV @AAcA\\C @= D\end{CD}
x \tag{1}
\hat{x} \vec{x} \widehat{xyz} \overline{x} \underbrace{x}_{a}
\frac{\frac{\frac ab}{c}}{d} \cfrac{a}{b} \genfrac{}{}{2pt}{}{a}{b}
a\hspace{-1em}b \! \kern-3mu c
\mathbf{x} \bm{x} \pmb{x} \text{a b} \textit{x} \textsc{x}
\sideset{_a^b}{_c^d}\sum \prescript{a}{b}{X} \reflectbox{R} \phase{x} \ce{A <=> B}`.split('\n')

test.each(formulas)('%s has no style of its own', (tex) => {
  const html = render(`$$\n${tex}\n$$`)
  expect(html).toContain('<math')
  expect(html).not.toContain(' style=')
})
