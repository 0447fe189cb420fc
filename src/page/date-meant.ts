import { timestampOf } from './timestamp.ts'

/** The first three letters of the months, or as many as tell them apart, in languages that many courses are written in. */
const MONTHS = [
  'january jan januar janvier janv enero ene gennaio gen janeiro januari stycznia styczen ledna января январь',
  'february feb februar fevrier fevr febrero febbraio fevereiro fev februari lutego luty unora февраля февраль',
  'march mar marz maerz mrz mars marzo marco maart marca marzec brezna марта март',
  'april apr avril avr abril abr aprile kwietnia kwiecien dubna апреля апрель',
  'may mai mayo maggio mag maio mei maj maja kvetna мая маи',
  'june jun juni juin junio giugno giu junho czerwca czerwiec cervna июня июнь',
  'july jul juli juillet juil julio luglio lug julho lipca lipiec cervence июля июль',
  'august aug aout agosto ago augustus augusti sierpnia sierpien srpna августа август',
  'september sept sep septembre septiembre settembre set setembro wrzesnia wrzesien zari сентября сентябрь',
  'october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik rijna октября октябрь',
  'november nov novembre noviembre novembro listopada listopad ноября ноябрь',
  'december dec dezember dez decembre diciembre dic dicembre dezembro grudnia grudzien prosince декабря декабрь',
].map((names) => names.split(' '))

/** The dates, as in `2024-12-31`, that an author may have meant by a text that is none; several where day and month may change places. */
export function datesMeant(written: string): readonly string[] {
  const text = written.trim().replace(/[T ]+\d{1,2}:\d{2}.*$/i, '')
  const [first = '', second = '', third = ''] = text.split(/[./年月日년월일\s-]+/).filter((part) => part !== '')
  if (/^\d{8}$/.test(text)) return existing([[text.slice(0, 4), text.slice(4, 6), text.slice(6)]])
  const numbers = /^\D{0,2}\d+\D{1,3}\d+\D{1,3}\d+\D{0,2}$/.test(text) && !/\p{L}{2}/u.test(text)
  if (numbers && /^\d{4}$/.test(first)) {
    const usual = existing([[first, second, third]])
    return usual.length ? usual : existing([[first, third, second]])
  }
  if (numbers && /^\d{4}$/.test(third))
    // Between dots the day stands first everywhere; between strokes that depends on the country.
    return existing(
      text.includes('/')
        ? [
            [third, second, first],
            [third, first, second],
          ]
        : [[third, second, first]],
    )
  const year = /(?<!\d)\d{4}(?!\d)/.exec(text)?.[0]
  const day = /(?<!\d)(\d{1,2})(?!\d)/.exec(text)?.[1]
  const month = monthIn(text)
  return year === undefined || day === undefined || month === undefined ? [] : existing([[year, String(month), day]])
}

/** Why a date of the right form is none: `February 2026 has 28 days`. Undefined where that is not the reason. */
export function impossibleDay(written: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(written.trim()) ?? []
  if (year === '' || timestampOf(`${year}-${month}-${day}`) !== undefined) return undefined
  const [number, days] = [Number(month), new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()]
  const name = MONTHS[number - 1]?.[0]
  return name === undefined
    ? 'a year has 12 months'
    : `${name.replace(/^./, (letter) => letter.toUpperCase())} ${year} has ${days} days`
}

/** Those of year, month and day that there are, each once. */
const existing = (dates: readonly (readonly [year: string, month: string, day: string])[]): readonly string[] => [
  ...new Set(
    dates
      .map(([year, month, day]) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
      .filter((date) => timestampOf(date) !== undefined),
  ),
]

/** The number of the month that a text names; undefined where it names none, or several. */
function monthIn(text: string): number | undefined {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const found = new Set(words.map((word) => MONTHS.findIndex((names) => names.includes(word))).filter((i) => i >= 0))
  const [only] = found
  return found.size === 1 && only !== undefined ? only + 1 : undefined
}
