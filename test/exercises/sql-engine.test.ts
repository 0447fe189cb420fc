import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSqlEngine, type SqlJs } from '../../src/exercises/sql-engine.ts'
import { tryEngine } from './try-engine.ts'

/** The real engine in Node. */
describe('SQL', () => {
  const setup = "CREATE TABLE person (name TEXT, age INTEGER); INSERT INTO person VALUES ('Ada', 36), ('Bo', NULL);"
  const { host, state, take, run, check } = tryEngine({ setup })
  const bare = tryEngine()
  const loaded: { sqlJs?: SqlJs } = {}
  beforeAll(async () => {
    const init: () => Promise<SqlJs> = createRequire(import.meta.url)('sql.js')
    const sqlJs = await init()
    loaded.sqlJs = sqlJs
    const engine = createSqlEngine(sqlJs, host)
    take(engine)
    bare.take(engine)
  })

  test('shows what queries give, in columns', async () => {
    expect(
      await run("SELECT * FROM person;\nUPDATE person SET age = 1; SELECT count(*) AS n, x'00ff' FROM person"),
    ).toEqual({
      state: 'done',
      output: "name | age\n-----+-----\nAda  | 36\nBo   | NULL\nn | x'00ff'\n--+--------\n2 | x'00ff'\n",
      isCut: false,
    })
  })

  test('tells an error with the line of its statement', async () => {
    const { error, output } = await run('SELECT 1;\n\n-- a comment\nSELECT * FROM nobody;')
    expect(output).toBe('1\n-\n1\nno such table: nobody')
    expect(error).toEqual({
      type: 'Error',
      message: 'no such table: nobody',
      line: 4,
      text: 'Error: no such table: nobody',
    })
    expect((await run('SELECT 1;\nSELEC 2')).error?.line).toBe(2)
    expect(await run('', { setup: 'SELEC' })).toMatchObject({ state: 'setup', error: { line: 1 } })
  })

  test('begins with a new database each time, or with that of a file', async () => {
    await run('CREATE TABLE own (a)')
    expect((await run('SELECT * FROM own')).error?.message).toBe('no such table: own')
    const made = loaded.sqlJs && new loaded.sqlJs.Database()
    made?.run('CREATE TABLE kept (a); INSERT INTO kept VALUES (5)')
    const bytes = (made as unknown as { export: () => Uint8Array }).export()
    expect((await bare.run('SELECT a FROM kept', { files: { 'kept.db': bytes } })).output).toBe('a\n-\n5\n')
  })

  const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n'
  test('ends queries without end, stops, and bounds what is shown', async () => {
    expect((await run(endless, { limit: 0.2 })).state).toBe('limit')
    state.isStopped = true
    expect((await run(endless)).state).toBe('stopped')
    state.isStopped = false
    const { isCut, output } = await run(`${endless} LIMIT 5000`)
    expect([isCut, output.split('\n').length]).toEqual([true, 2001])
  })

  describe('checks', () => {
    test('what the last query gave, and what the program was and printed', async () => {
      const code = 'SELECT name FROM person WHERE age > 30'
      expect(
        await check(
          code,
          "SELECT count(*) = 1 AND name = 'Ada', 'x' FROM result;\nSELECT code LIKE '%WHERE%' FROM program",
        ),
      ).toEqual({ passed: true })
      expect(await check(code, "SELECT 1;\nSELECT count(*) = 2, '`Bo` is missing' FROM result")).toEqual({
        passed: false,
        line: 2,
        source: "SELECT count(*) = 2, '`Bo` is missing' FROM result",
        message: '`Bo` is missing',
      })
      expect(await check('SELEC', "SELECT error LIKE '%syntax%' FROM program")).toEqual({ passed: true })
      expect(await check('SELECT 1 AS a, 2 AS a', 'SELECT a = 1 AND "a:1" = 2 FROM result')).toEqual({ passed: true })
    })

    test('tables that the program changed', async () => {
      const source = "SELECT age = 37, 'Ada should be 37, and is ' || age FROM person WHERE name = 'Ada'"
      expect(await check('UPDATE person SET age = age + 1', source)).toEqual({ passed: true })
      expect((await check('', source))?.message).toBe('Ada should be 37, and is 36')
      expect((await check('DELETE FROM person', source))?.passed).toBe(false)
    })

    test('tells its own faults, and where it does not end', async () => {
      expect((await check('SELECT 1', 'SELEC'))?.error?.message).toContain('syntax error')
      expect((await run('', { check: endless, limit: 0.2 })).check).toEqual({ passed: false, isLate: true })
    })
  })
})
