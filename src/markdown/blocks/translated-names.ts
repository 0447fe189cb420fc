import { type BlockText, spanOf } from './block-text.ts'

/**
 * Names of blocks and fields as programs that translate pages leave them:
 *
 *     %--                     %--
 *     Abbildung:              figure：
 *         Quelle: loop.png        source：loop.png
 *     --%                     --%
 */

/** What is meant, and how it is called in other languages, in lower case. */
const TRANSLATED: Readonly<Record<string, string>> = {
  figure:
    'abbildung bild figura figuur imagen imagem image immagine рисунок рис obrázek obrazek rysunek ábra şekil figurë kuva 图 图片 图像 圖 圖片 図 图形 그림 شكل الشكل صورة شکل تصویر איור תמונה चित्र hình',
  video:
    'vidéo vídeo видео wideo wideo video videó видеоролик 视频 影片 動画 ビデオ 동영상 비디오 فيديو ویدئو ویدیو וידאו वीडियो',
  table:
    'tabelle tableau tabla tabela tabella tabel таблица tabulka táblázat tablo tabell taulukko 表格 表 表形式 표 جدول الجدول טבלה तालिका bảng',
  code: 'listing quellcode code código codice kod код kód koodi 代码 代碼 コード 코드 كود الكود کد קוד कोड mã',
  include:
    'einbinden einfügen inclure inclusion incluir incluire includi insluiten включить vložit dołącz 包含 インクルード 포함 تضمين',
  constant: 'konstante constante costante константа konstanta stała 常量 常數 定数 상수 ثابت',
  toc: 'inhaltsverzeichnis inhalt sommaire índice indice inhoudsopgave оглавление obsah spis 目录 目錄 目次 목차 المحتويات',
  source:
    'quelle datei fuente origen fonte sorgente bron источник zdroj źródło zrodlo forrás kaynak källa kilde lähde 来源 源 源文件 來源 ソース 出典 소스 출처 المصدر مصدر منبع מקור स्रोत nguồn',
  id: 'kennung identifiant identificador identificatore идентификатор ид kimlik 标识 編號 识别码 識別子 معرف المعرف',
  caption:
    'beschriftung bildunterschrift unterschrift untertitel legende légende leyenda legenda pie didascalia bijschrift onderschrift подпись popisek podpis felirat başlık bildtext billedtekst kuvateksti 标题 说明 说明文字 標題 題注 キャプション 캡션 설명 تعليق التسمية العنوان زیرنویس כיתוב कैप्शन',
  title: 'titel titre título titolo заголовок tytuł název cím otsikko タイトル 제목 عنوان',
  alt: 'alternativtext alternativa alternatief альт 替代文本 代替テキスト 대체',
  width:
    'breite largeur ancho anchura largura larghezza breedte ширина šířka szerokość szélesség genişlik bredd bredde leveys 宽度 寬度 幅 너비 عرض العرض רוחב चौड़ाई',
  height:
    'höhe hoehe hauteur alto altura altezza hoogte высота výška wysokość magasság yükseklik höjd højde korkeus 高度 高さ 높이 ارتفاع الارتفاع גובה ऊँचाई',
  link: 'verknüpfung verweis lien enlace collegamento ссылка odkaz łącze 链接 連結 リンク 링크 رابط',
  videoid: 'video-id videokennung',
  lines: 'zeilen lignes líneas linhas righe regels строки řádky wiersze 行 줄 أسطر',
  syntax: 'syntaxe sintaxis sintaxe sintassi синтаксис 语法 構文 구문',
  delimiter: 'trennzeichen séparateur delimitador delimitatore scheidingsteken разделитель oddělovač 分隔符 区切り',
  exclude: 'ausschließen exclure excluir escludi uitsluiten исключить 排除 除外',
}

const meanings: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>()
  for (const [name, words] of Object.entries(TRANSLATED))
    for (const word of words.split(' ')) found.set(word, [...(found.get(word) ?? []), name])
  return found
})()

/** The one of `names` that a word in another language means; undefined where that is not certain. */
export function meantName(written: string, names: Iterable<string>): string | undefined {
  const wanted = meanings.get(written.trim().toLowerCase().normalize('NFC'))
  if (!wanted) return undefined
  const found = [...names].filter((name) => wanted.includes(name.toLowerCase()))
  return found.length === 1 ? found[0] : undefined
}

/** The text of a block with plain colons, and a blank behind each, where it has such of full width: places stay those of the file. */
export function withPlainColons(text: BlockText): BlockText {
  const wide = wideColons(text.yaml)
  if (wide.length === 0) return text
  const lines: { at: number; file: number }[] = []
  let yaml = ''
  let from = 0
  let next = 0
  /** Takes over the text up to an offset, and what is known of its lines. */
  const takeTo = (to: number): void => {
    for (let line = text.lines[next]; line && line.at < to; line = text.lines[++next])
      lines.push({ at: yaml.length + line.at - from, file: line.file })
    yaml += text.yaml.slice(from, to)
    from = to
  }
  for (const at of wide) {
    takeTo(at)
    const file = spanOf(text, at, at + 1).start
    yaml += ': '
    from = at + 1
    lines.push({ at: yaml.length, file: file + 1 })
  }
  takeTo(text.yaml.length)
  return { ...text, yaml, lines }
}

/** Colons of full width behind names: offsets of them in the text of a block. In a text of several lines they are text. */
export function wideColons(yaml: string): readonly number[] {
  if (!yaml.includes('：')) return []
  const found: number[] = []
  let at = 0
  /** The indentation of the field whose text goes on below it. */
  let text = Number.POSITIVE_INFINITY
  for (const line of yaml.split('\n')) {
    const indent = line.search(/\S/)
    if (indent >= 0 && indent <= text) {
      const [before, name = ''] = /^[ \t]*(?:- )?([^\s:：#'"]+)(?=：)/.exec(line) ?? []
      if (before !== undefined && (/^[\w-]+$/.test(name) || meanings.has(name.toLowerCase().normalize('NFC'))))
        found.push(at + before.length)
      text = /[:：][ \t]*[|>][-+\d]*[ \t]*$/.test(line) ? indent : Number.POSITIVE_INFINITY
    }
    at += line.length + 1
  }
  return found
}
