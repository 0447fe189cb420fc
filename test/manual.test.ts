import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parse } from 'parse5'
import { afterAll, describe, expect, test } from 'vitest'
import { build } from '../src/build/build.ts'
import { textOf } from '../src/build/session.ts'
import { prettyAll } from '../src/diagnostics/pretty.ts'
import { openSession } from '../src/open-session.ts'

const output = fs.mkdtempSync(path.join(os.tmpdir(), 'lectern-test-'))
afterAll(() => fs.rmSync(output, { recursive: true }))

const { session } = openSession(path.resolve(import.meta.dirname, '..'), '0.0.0')
const result = build(session, { output, strict: true })
const pages = fs.readdirSync(output, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'))

describe('the manual', () => {
  test('builds without a diagnostic', () => {
    expect(prettyAll(result.diagnostics, textOf(session))).toEqual([])
    expect(result.pages).toBeGreaterThan(10)
  })

  test.each(pages)('%s is HTML that says what it means', (file) => {
    const text = fs.readFileSync(path.join(output, file), 'utf8')
    const errors: string[] = []
    parse(text, { onParseError: (error) => errors.push(`${error.code} at line ${error.startLine}`) })
    expect(errors).toEqual([])
    if (text.includes('http-equiv="refresh"')) return
    expect(text.match(/<main[\s>]/g)).toHaveLength(1)
    expect(text.match(/<h1[\s>]/g)).toHaveLength(1)
    // A strict Content-Security-Policy would refuse these.
    expect(text).not.toMatch(/<[a-z][^>]* on[a-z]+="|<script(?![^>]* src=| type="application\/(?:ld\+)?json")/)
  })
})
