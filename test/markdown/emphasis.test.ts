import { describe, expect, test } from 'vitest'
import { render } from '../site.ts'

describe('emphasis beside Chinese, Japanese and Korean', () => {
  test.each([
    ['**注意：**这很重要', '<strong>注意：</strong>这很重要'],
    ['**テスト。**です', '<strong>テスト。</strong>です'],
    ['**중요!**은', '<strong>중요!</strong>은'],
    ['这是**“引号”**强调', '这是<strong>“引号”</strong>强调'],
    ['*Extended template (拡張テンプレート)*では', '<em>Extended template (拡張テンプレート)</em>では'],
    ['**bold (x)**y', '**bold (x)**y'],
  ])('%s', (written, wanted) => {
    expect(render(written)).toBe(`<p>${wanted}</p>`)
    expect(render(`- ${written}`)).toContain(wanted)
  })
})
