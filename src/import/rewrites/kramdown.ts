import { alert, attribute, isAlert } from './alerts.ts'
import { block } from './lines.ts'
import type { Rewrite } from './rewrite.ts'

/** Liquid and kramdown, of Jekyll and of older lessons. */
export const kramdownRewrites: readonly Rewrite[] = [
  {
    name: 'what is commented out',
    tools: ['jekyll', 'carpentries'],
    from: 'One.\n\n{% comment %}\nThe answer.\n{% endcomment %}\n\nTwo.',
    to: 'One.\n\n\nTwo.',
    block(lines, at) {
      if (!/^[ \t]*\{%-?[ \t]*comment[ \t]*-?%\}/.test(lines[at] ?? '')) return undefined
      const end = lines.findIndex((line, i) => i >= at && /\{%-?[ \t]*endcomment[ \t]*-?%\}/.test(line))
      return end < 0 ? undefined : { lines: [], next: end + 1 }
    },
    inline: [{ pattern: /\{%-?[ \t]*comment[ \t]*-?%\}[\s\S]*?\{%-?[ \t]*endcomment[ \t]*-?%\}/g, replace: () => '' }],
  },
  {
    name: 'code',
    tools: ['jekyll'],
    from: '{% highlight ruby %}\nputs 1\n{% endhighlight %}',
    to: '```ruby\nputs 1\n```',
    block(lines, at) {
      const [, indent = '', language = ''] =
        /^([ \t]*)\{%-?[ \t]*highlight[ \t]+([\w+#-]+)[^%]*%\}[ \t]*$/.exec(lines[at] ?? '') ?? []
      if (language === '') return undefined
      const end = lines.findIndex((line, i) => i > at && /\{%-?[ \t]*endhighlight[ \t]*-?%\}/.test(line))
      if (end < 0) return undefined
      return {
        lines: [
          `${indent}\`\`\`${language}`,
          ...lines.slice(at + 1, end).map((line) => line.replace(/\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}/g, '')),
          `${indent}\`\`\``,
        ],
        next: end + 1,
      }
    },
  },
  {
    name: 'text as it stands',
    fence(fence) {
      const body = fence.body
        .filter((line) => !/^[ \t]*\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*$/.test(line))
        .map((line) => line.replace(/\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}/g, ''))
      if (body.join() === fence.body.join()) return undefined
      return [`${fence.indent}${fence.marks}${fence.info}`, ...body, ...(fence.close === '' ? [] : [fence.close])]
    },
    tools: ['jekyll', 'carpentries'],
    from: '{% raw %}\nText.\n{% endraw %}',
    to: '\nText.\n',
    block: (lines, at) =>
      /^[ \t]*\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*$/.test(lines[at] ?? '')
        ? { lines: [''], next: at + 1 }
        : undefined,
    inline: [{ pattern: /\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}/g, replace: () => '' }],
  },
  {
    name: 'a file in place',
    tools: ['jekyll', 'carpentries'],
    from: '{% include part.md %}',
    to: '%-- include: part.md --%',
    block(lines, at, context) {
      const [, indent = '', written = '', rest = ''] =
        /^([ \t]*)\{%-?[ \t]*include(?:_relative)?[ \t]+([\w./-]+)[ \t]*([^%]*?)-?%\}[ \t]*$/.exec(lines[at] ?? '') ??
        []
      if (written === '') return undefined
      if (/^(?:links|figure_anchor)\.(?:md|html)$/.test(written)) return { lines: [], next: at + 1 }
      const picture = attribute(rest, 'url') || attribute(rest, 'src') || attribute(rest, 'image_path')
      if (picture !== '' && /figure|image|img/.test(written)) {
        const caption = attribute(rest, 'caption')
        const source = context.link(picture) ?? picture
        const fields = { source, id: context.id('Fig', picture), alt: attribute(rest, 'alt'), caption }
        return { lines: block('figure', fields, indent), next: at + 1 }
      }
      const path = /\.(?:md|markdown)$/.test(written) ? context.part(written) : undefined
      return path === undefined ? undefined : { lines: [`${indent}%-- include: ${path} --%`], next: at + 1 }
    },
  },
  {
    name: 'an address of the site',
    tools: ['jekyll', 'carpentries'],
    from: '[cats]({% link cats.md %}) ![A cat]({{ site.baseurl }}/img/cat.png)',
    to: '[cats](cats.md) ![A cat](/img/cat.png)',
    inline: [
      {
        pattern: /\{%-?[ \t]*(?:link|post_url)[ \t]+([^\s%]+)[ \t]*-?%\}/g,
        replace: ([, path = ''], context) => context.link(`/${path}`) ?? `/${path}`,
      },
      {
        pattern:
          /\{\{[ \t]*(?:["']([^"']*)["'][ \t]*\|[ \t]*(?:relative_url|absolute_url|prepend:[ \t]*site\.baseurl)|site\.baseurl|site\.url|page\.root|relative_root_path)[ \t]*\}\}(?:\{\{[ \t]*site\.baseurl[ \t]*\}\})?/g,
        replace: ([whole = '', path = '']) =>
          path === '' ? (/page\.root|relative_root/.test(whole) ? '' : '') : path.startsWith('/') ? path : `/${path}`,
      },
    ],
  },
  {
    name: 'an alert of kramdown',
    tools: ['carpentries', 'jekyll'],
    from: '> ## Try it\n>\n> What is 6 times 7?\n>\n> > ## Solution\n> >\n> > It is 42.\n> {: .solution}\n{: .challenge}',
    to: '::::note[Try it]\nWhat is 6 times 7?\n\n:::details[Solution]\nIt is 42.\n:::\n::::',
    block(lines, at, context) {
      if (!/^ {0,3}>/.test(lines[at] ?? '')) return undefined
      let next = at
      while (next < lines.length && /^ {0,3}>/.test(lines[next] ?? '')) next++
      const name = /^\{:[ \t]*(?:\.([\w-]+)[ \t]*)+\}[ \t]*$/.exec(lines[next] ?? '')?.[1]
      if (name === undefined || !isAlert(name)) return undefined
      const inside = lines.slice(at, next).map((line) => line.replace(/^ {0,3}> ?/, ''))
      const [, title] = /^#{1,6}[ \t]+(.*?)[ \t]*$/.exec(inside[0] ?? '') ?? []
      const body = title === undefined ? inside : inside.slice(1)
      const shown = name === 'solution' && /^solution$/i.test(title ?? '') ? '' : (title ?? '')
      return { lines: alert(name, shown, context.lines(body)), next: next + 1 }
    },
  },
  {
    name: 'a class above a paragraph',
    tools: ['jekyll'],
    from: '{: .note }\nSave first.\n\n{: .large }\nMore.',
    to: ':::note\nSave first.\n:::\n\nMore.\n{: .large }',
    block(lines, at, context) {
      const list = /^\{:[ \t]*((?:[.#][\w-]+[ \t]*)+)\}[ \t]*$/.exec(lines[at] ?? '')
      if (!list || (at > 0 && (lines[at - 1] ?? '').trim() !== '')) return undefined
      if (/^[ \t]*(?:$|[`~]{3}|\{:)/.test(lines[at + 1] ?? '')) return undefined
      let next = at + 1
      while (next < lines.length && (lines[next] ?? '').trim() !== '') next++
      const inside = lines.slice(at + 1, next)
      const name = list[1]
        ?.match(/\.([\w-]+)/g)
        ?.map((word) => word.slice(1))
        .find(isAlert)
      if (name === undefined) return { lines: [...context.lines(inside), list[0].trim()], next }
      const plain = inside.every((line) => /^ {0,3}>/.test(line))
        ? inside.map((line) => line.replace(/^ {0,3}> ?/, ''))
        : inside
      return { lines: alert(name, '', context.lines(plain)), next }
    },
  },
  {
    name: 'a class below code',
    tools: ['carpentries', 'jekyll'],
    from: '~~~\nx = 1\n~~~\n{: .language-python}',
    to: '~~~python\nx = 1\n~~~',
    takesBelow: true,
    fence(fence) {
      const name = /^\{:[ \t]*\.(?:language-)?([\w+#-]+)/.exec(fence.below)?.[1]
      if (name === undefined || fence.info !== '') return undefined
      const language = /^(?:output|error|warning|source|callout)$/.test(name) ? 'text' : name
      return [`${fence.indent}${fence.marks}${language}`, ...fence.body, ...(fence.close === '' ? [] : [fence.close])]
    },
  },
]
