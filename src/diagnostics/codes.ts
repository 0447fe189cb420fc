/**
 * The table of everything that Lectern can say of a site. A code is a promise: it is never renamed or used again for
 * something else. `docs/diagnostics.md` and the manual's page are generated from here; a test has a wrong site for each.
 */

export type Severity = 'error' | 'warning'

interface CodeEntry {
  readonly severity: Severity
  /** It is told only where the site's `rules` ask for it. */
  readonly off?: true
  /** It says something of the whole site: the first one is told. */
  readonly once?: true
  /** What is wrong, as a heading would say it. */
  readonly title: string
  /** Why it matters and what mends it. */
  readonly doc: string
}

const error = (title: string, doc: string): CodeEntry => ({ severity: 'error', title, doc })
const warning = (title: string, doc: string): CodeEntry => ({ severity: 'warning', title, doc })
const warningOnce = (title: string, doc: string): CodeEntry => ({ severity: 'warning', once: true, title, doc })
const onRequest = (title: string, doc: string): CodeEntry => ({ severity: 'warning', off: true, title, doc })

const table = {
  'alert/unknown': warning(
    'There is no alert of this name',
    'The alerts are `note`, `info`, `tip`, `hint`, `important`, `warning`, `caution` and `danger`. Any other is shown as a note with its name for a title.',
  ),
  'attributes/not-allowed': warning(
    'An attribute list has an attribute that is not allowed',
    'Attribute lists take `class`, `id`, `width`, `height`, `lang`, `title` and `data-*`. Others are left out, event handlers always.',
  ),
  'attributes/unclaimed': warning(
    'An attribute list belongs to nothing, and is shown as text',
    'A list stands right behind a link, a picture, code or emphasis, at the end of a heading or a cell, or on the line below a block.',
  ),
  'block/bad-id': error(
    'An id has characters that no reference can name',
    'An id begins with a letter and goes on with letters, digits, `_` and `-`, so that `%Name` in the text can find it.',
  ),
  'block/bad-yaml': error(
    'The YAML of a block cannot be read',
    'A block is a YAML mapping. Often a value with `: ` or `#` in it wants quotes, or lines are not indented alike.',
  ),
  'block/duplicate-id': warning(
    'Two numbered things of a page have the same id',
    'References lead to the first one. The others get the id with `_1`, `_2` after it. Give each its own.',
  ),
  'block/failed': error(
    'A block of a plugin failed',
    'It threw, or gave something that is no HTML. The page is made without it. The hint says where it was thrown, if that is a file of the site.',
  ),
  'block/inside-line': error(
    'A block begins inside a line',
    'A block stands on lines of its own, in any list, quote or element; a caption or a cell of a table holds none. Only `github` may stand inside a line. Write `%--` in code where it is shown.',
  ),
  'block/missing-field': error(
    'A block lacks a field that it needs',
    'The reference of blocks lists the fields of each; required ones are marked.',
  ),
  'block/not-a-block': error(
    'The text between `%--` and `--%` is not a block',
    'A block is a mapping with one key, its name: `figure:` and, indented below it, the fields.',
  ),
  'block/not-run': warningOnce(
    'A `python` block is shown, and was not run',
    'Building runs no code of pages. `lectern run` does, and keeps what the code prints; then it is shown. It is told of the first such block of a site.',
  ),
  'block/translated-name': warning(
    'A name of a block or a field was translated, too',
    'Programs that translate pages write `Abbildung:` for `figure:`, or a colon of full width behind it. The block is shown all the same; `lectern check --fix` writes what is meant.',
  ),
  'block/unclosed': error(
    'A block begins with `%--` and never ends',
    'Write `--%` after the last field, at best on a line of its own.',
  ),
  'block/unknown': error(
    'There is no block of this name',
    'The reference of blocks lists all names. Upper and lower case do not matter.',
  ),
  'block/unknown-field': warning(
    'A block has no field of this name',
    'The field is ignored. The hint names the nearest one.',
  ),
  'block/wrong-type': error(
    'A field of a block has a value of the wrong kind',
    'The reference of blocks says which kind of value each field takes.',
  ),
  'code/bad-lines': error(
    'The range of lines of a listing cannot be used',
    'Write `lines: 3-12` or `lines: 7`; the first line is 1, and the file must have the lines.',
  ),
  'code/bad-marks': warning(
    'Lines to mark in code are not there',
    'Write lines and ranges of them, as in `{2,4-6}`. The first line of a fence is 1; a listing counts the lines of its file.',
  ),
  'code/bad-notes': warning(
    'The numbers in annotated code and those of the list below it are not the same',
    'Comments such as `# (1)` at the ends of lines are explained by the ordered list directly below: an item for each number.',
  ),
  'code/unclosed': warning(
    'A fence never ends, and holds more than code',
    'A heading, a block or another fence stands in code that goes on to the end of the page, list item or element. The fence wants its second line of marks.',
  ),
  'code/unknown-language': warning(
    'A fence names a language that cannot be coloured',
    'The code is shown without colours. The hint names the nearest language; `text` is for code that has none.',
  ),
  'config/bad-accepted': error(
    'The list of accepted faults cannot be read',
    'It is written by `lectern check --accept`, and may be damaged by a merge. Write it anew.',
  ),
  'config/bad-yaml': error(
    'A settings file cannot be read as YAML',
    'The place is where the reader gave up; the cause is often on the line above.',
  ),
  'config/missing-file': error(
    'A file or folder named in the settings does not exist',
    'Paths in `site.yaml` are relative to the folder that holds it.',
  ),
  'config/shared-folder': error(
    'With `safe`, a folder or file of the site’s own lies among those of authors',
    'What is in the folders of templates and assets is published as it is. With `safe: true` they may not lie in the folders of content and of included files, nor around them; nor may the file of the navigation, whose links stand on every page.',
  ),
  'config/unknown-key': warning(
    '`site.yaml` has a key that Lectern does not know',
    'The key is ignored. The manual lists all settings.',
  ),
  'config/no-words': warning(
    'Lectern has no words for a language',
    'The words around the text are English, then. `interface` in `site.yaml` has them in the language of the site; the page about the look lists the languages that Lectern knows.',
  ),
  'config/wrong-type': error(
    'A setting has a value of the wrong kind',
    'The manual says for each setting which values it takes.',
  ),
  'constant/bad-name': warning(
    'A constant has a name that no text can use',
    'The name of a constant begins with a letter and goes on with letters, digits, `_` and `-`: `$1.0$` is a formula.',
  ),
  'constant/unused': warning(
    'Nothing uses a constant',
    'Most likely its name is mistyped where it should stand, or what used it is gone.',
  ),
  'constant/unknown': warning(
    'Text looks like a constant of the site, but there is none of that name',
    'It is set as a formula. The hint names the nearest constant.',
  ),
  'component/bad': warning(
    'Between the lines of `:::steps`, `:::tree` or `:::cards` stands no list, or more than one list',
    'Steps are one numbered list, a tree is one list of names, cards are one list; what belongs to an item is indented below it.',
  ),
  'container/unclosed': error(
    'Something that begins with `:::` never ends, or a line of colons ends nothing',
    'Write `:::` on a line of its own below it. What stands in something else has as many colons, or fewer.',
  ),
  'container/unknown': warning(
    'There is nothing of this name that begins with `:::`',
    'There are `:::tabs`, `:::details`, `:::hero`, `:::steps`, `:::tree`, `:::cards` and the alerts, such as `:::note`. Of any other, the text is shown in an element whose class is the name.',
  ),
  'diagram/bad': warning(
    'A diagram cannot be drawn',
    'The source is that of Mermaid. Flowcharts, states, sequences, classes and entities are drawn; of other kinds, and where the source is wrong, the page shows the source.',
  ),
  'diagram/no-package': warning(
    'A diagram cannot be drawn, because what draws it is not installed',
    'Diagrams in fences of `mermaid` are drawn by the package `beautiful-mermaid`: install it in the folder of the site.',
  ),
  'exercise/check-faulty': error(
    'The check of an exercise is faulty',
    'It is no Python, it breaks on the solution by something else than `assert`, or it does not end; or the setup fails. Told by `lectern check --run`.',
  ),
  'exercise/empty-passes': warning(
    'An empty program solves an exercise',
    'Its check asks for nothing that a program does. Told by `lectern check --run`.',
  ),
  'exercise/no-check': warning(
    'Nothing says whether an exercise is solved',
    'An exercise is solved where it prints its `output`, or where its `check` finds nothing wrong. With `progress: no` it is a place to try something, and counts in nothing.',
  ),
  'exercise/no-engine': error(
    'What runs the exercises of the site is not installed',
    'Code of readers runs in their own browsers, by a package that the site brings with it: its files are published with the site, and nothing is loaded from elsewhere. The hint has the command that installs it.',
  ),
  'exercise/no-id': warning(
    'An exercise in HTML has no id',
    'The element around `<textarea class="code">` has an id, under which the reader’s work is kept. Without one the editor does nothing.',
  ),
  'exercise/not-allowed': warning(
    'An exercise is shown as a task, because of `safe`',
    'With `safe: true` readers run nothing that they do not see. An exercise with `check`, `setup` or `files` has no editor then, and no checks: it shows its task, what readers begin with, hints and the solution. One that compares what is printed (`output`) works. `safe: {exercises: true}` allows the others, too.',
  ),
  'exercise/no-solution': warning(
    'An exercise has no solution',
    'Readers unfold it when they are stuck, and `lectern check --run` shows with it that the exercise can be solved.',
  ),
  'exercise/package-missing': error(
    'An exercise needs a package that its engine does not have',
    'Exercises have the standard library of Python: what their programs and checks import, and what `packages` names, has to be in it. Told by `lectern check --run`.',
  ),
  'exercise/slow': warning(
    'The solution of an exercise takes more than half of its time',
    'Readers have slower machines. Give it more with `limit`. Told by `lectern check --run`.',
  ),
  'exercise/solution-fails': error(
    'The solution of an exercise does not pass',
    'Readers could not solve it, or would be told that they have not. Told by `lectern check --run`.',
  ),
  'exercise/starter-passes': warning(
    'What readers find to begin with solves an exercise',
    'There is nothing left to be done. Where that is meant, write `starter_passes: yes`; of an exercise in HTML, ignore it there. Told by `lectern check --run`.',
  ),
  'exercise/unknown-engine': error(
    'An exercise names an engine that there is not',
    'The engine is what runs the code: `python`, unless `engine` says otherwise.',
  ),
  'exercise/unsteady': warning(
    'The solution of an exercise passes by chance',
    'It passes in one start of Python and fails in another, mostly by the order of a set. Told by `lectern check --run`.',
  ),
  'exercise/wrong-message': warning(
    'A wrong answer of an exercise is told something else',
    'What `says` has should be in the message that readers get. Told by `lectern check --run`.',
  ),
  'exercise/wrong-passes': error(
    'A wrong answer of an exercise passes',
    'The check does not tell it from a right one. Told by `lectern check --run`.',
  ),
  'file/missing': error(
    'A file that a page names does not exist',
    'Paths are looked for in `img/`, `lst/` and `tbl/` folders of the page, beside the page, in the folders of `include:`, then from the site’s root.',
  ),
  'file/not-published': warning(
    'A file of an author is not published, because of `safe`',
    'With `safe: true`, what lies beside pages is published only if no browser runs it: pictures, sound, films, tables, archives, listings, and drawings (SVG) without scripts and addresses. Pages of HTML, scripts and styles are not, nor is what has no ending. The folder of assets, which authors do not write to, may hold anything.',
  ),
  'file/outside': error(
    'A path leads out of the site’s folder',
    'Copy the file into the site. Paths with too many `..` and links that lead elsewhere are never followed.',
  ),
  'file/too-deep': error(
    'A file lies in too many folders',
    'Sixty-four folders may lie in each other. What lies deeper is left out: move it up.',
  ),
  'file/unreadable': error(
    'A file cannot be read',
    'Look at its permissions, and whether another program moved it during the build.',
  ),
  'footnote/duplicate': warning(
    'Two footnotes of a page have the same label',
    'The first one is shown. Give the other one a label of its own.',
  ),
  'footnote/unknown': warning(
    'Text refers to a footnote that the page does not have',
    'It stays text. The hint names the nearest label.',
  ),
  'footnote/unused': warning(
    'Nothing refers to a footnote',
    'A footnote without a reference in the text is not shown.',
  ),
  'front-matter/bad-date': warning(
    'The date of a page is none',
    'Feeds, sitemaps and search engines want the year, the month and the day, as in `2026-03-01`, perhaps with a time behind it; without them the page has no date there.',
  ),
  'front-matter/bad-line': error(
    'A line of the front matter is not `key: value`',
    'The plain front matter ends at the first blank line. Put a blank line before the text, or indent a line that continues a value.',
  ),
  'front-matter/bad-yaml': error(
    'The front matter between `---` lines cannot be read',
    'It is YAML: values with `: ` or `#` in them want quotes.',
  ),
  'front-matter/duplicate-key': warning('A key stands twice in the front matter', 'The last one counts.'),
  'front-matter/engine': error(
    'The front matter asks for a language other than YAML',
    'Only `---` is allowed: content is data, and is never run by the build.',
  ),
  'front-matter/as-text': warning(
    'Front matter has no key that Lectern knows',
    'A page that begins with a word and a colon begins with front matter, which readers do not see. A blank line before it makes it text.',
  ),
  'front-matter/not-first': warning(
    'Something stands before the front matter, or on its first line',
    'Front matter begins on the first line, which is just `---` or a key. Between lines of `---` it is read all the same where only blank lines or comments stand before it; in the plain form it is text.',
  ),
  'front-matter/unclosed': error(
    'The front matter begins with `---` and never ends',
    'End it with a line that is just `---`.',
  ),
  'front-matter/unknown-key': warning(
    'A key of the front matter is nearly one that Lectern knows',
    'Unknown keys are handed to the templates. This one is one letter away from a known key.',
  ),
  'front-matter/wrong-type': error(
    'A key of the front matter has a value of the wrong kind',
    'The manual says for each key which values it takes.',
  ),
  'github/incomplete': error(
    'A `github` block names nothing to link to',
    'Give `user`, or `repo` together with `issue`.',
  ),
  'glossary/empty': warning(
    'A page shows a glossary, and no word of the site has a meaning',
    'Say in `site.yaml` what words mean: below `words:`, a word, and below that `means:` and a sentence.',
  ),
  'history/cut': warning(
    'Pages are to show when they were last changed, and the clone has only the latest commits',
    'A page whose last commit is missing shows no date. `git fetch --unshallow` gets all of them; in a workflow of GitHub that is `fetch-depth: 0`.',
  ),
  'history/unknown': warning(
    'Pages are to show when they were last changed, and git does not know',
    '`last_changed` asks git: the site must lie in a repository, and git must be installed and may read it.',
  ),
  'heading/no-space': warning(
    'A heading has no plain space behind its number signs',
    'Without one it is text. A no-break space, which some keyboards write, looks the same and is none.',
  ),
  'heading/skipped-level': warning(
    'A heading is more than one level below the one before it',
    'Readers who go through a page by its headings take the missing level for a missing part.',
  ),
  'html/duplicate-id': warning(
    'Two elements of a page have the same id',
    'Links lead to the first one. Ids of headings and blocks are kept apart by Lectern; those of raw HTML and attribute lists are yours. A few that begin with `lectern-` belong to the page around the text.',
  ),
  'html/not-allowed': warning(
    'Raw HTML has something that pages of this site may not have',
    'Told where `site.yaml` says `safe: true`. What is not on the allow-list is left out: scripts, styles, event handlers, forms, frames.',
  ),
  'html/page-element': warning(
    'Raw HTML has a tag of the whole page',
    '`<html>`, `<head>`, `<body>` and `<frameset>` stand around the text of every page. A second one is no element of its own: browsers give its attributes to the first one, so it changes what is not the author’s.',
  ),
  'html/unclosed-element': warning(
    'An element of raw HTML is never closed',
    'The browser closes it somewhere, most likely not where it was meant. One with `markdown="1"` is closed at the end of the page, list item or quote it stands in. Text such as `vector<int>` belongs in backticks.',
  ),
  'html/unopened-element': warning(
    'An end tag closes nothing',
    'The start tag is missing, mistyped, or was closed already, perhaps by the end of its paragraph.',
  ),
  'ignore/unknown-code': warning(
    'A comment wants a code ignored that does not exist',
    '`<!-- lectern-ignore link/vague-text -->` takes codes of this list, with commas between them.',
  ),
  'ignore/unused': warning(
    'A comment wants a code ignored that the next block does not have',
    'The mistake was mended, or the block moved: take the comment out.',
  ),
  'include/cycle': error(
    'A file includes itself',
    'The places below show the chain of includes. Take one of them out.',
  ),
  'link/ambiguous-page': error(
    'Two pages have the name that a reference uses',
    'Name the page by more of its path, such as `basic/syntax`.',
  ),
  'link/bad-definition': warning(
    'The address of a defined link has brackets that do not balance',
    'Links that use the definition lead there all the same. Write `[name]: https://example.org "title"`; an address with brackets stands between `<` and `>`.',
  ),
  'link/empty': warning(
    'A link has no text, or no address',
    'Readers cannot click on the one, and the other leads nowhere.',
  ),
  'link/missing-file': error(
    'A link leads to a file that does not exist',
    'Put the file beside the page or into `assets/`, or mend the path.',
  ),
  'link/not-a-link': warning(
    'Text looks like a link or a picture, but Markdown does not take it as one',
    'It stays text. An address with spaces or brackets stands between `<` and `>`, on one line, right behind the words.',
  ),
  'link/unclosed': warning(
    'A reference begins but has no `%` at its end',
    'Write `%link:page%`, with a `%` at both ends.',
  ),
  'link/unknown-anchor': error(
    'A link leads to a heading or id that its page does not have',
    'The hint names the nearest one.',
  ),
  'link/unknown-definition': warning(
    'A link names a definition that the page does not have',
    'It stays text. `[words][name]` wants a line `[name]: address`.',
  ),
  'link/unknown-label': error(
    'A reference names a figure, video, table, listing or equation that its page does not have',
    'The hint names the nearest one.',
  ),
  'link/unknown-page': error(
    'A link or reference leads to a page that does not exist',
    'The hint names the nearest pages.',
  ),
  'link/unreachable': warning(
    'The address of another host cannot be reached',
    'Told by `lectern check --external` alone. Hosts that refuse programs, or want a password, count as reached.',
  ),
  'link/odd-address': warning(
    'An address leads nowhere for readers',
    'It begins with `file:` or `C:`, which is the disk of each reader, or with a slip in `https://`, or lacks that.',
  ),
  'link/unsafe-address': error(
    'A link would run a script or show made-up content',
    'Addresses that begin with `javascript:`, `vbscript:` or `data:` are not links to anything. Pictures may be `data:image/…`.',
  ),
  'link/vague-text': warning(
    'The text of a link says nothing of where it leads',
    'Screen readers read out the links of a page without the text around them, and search engines go by their words.',
  ),
  'math/bad-tex': error(
    'A formula cannot be read',
    'The message is that of the TeX reader. A dollar sign that is money is written `\\$`.',
  ),
  'nav/bad-entry': error(
    'An entry of the navigation cannot be used',
    'A value is a page’s path, an `http` address, a list whose first item is the path, a mapping of further entries, or nothing.',
  ),
  'nav/draft-page': warning(
    'The navigation names a page that is a draft',
    'The entry is left out until the draft is built: take `draft: true` off the page, or build with `--drafts`.',
  ),
  'nav/duplicate-page': warning('A page stands twice in the navigation', 'Previous and next follow its first place.'),
  'nav/duplicate-title': error(
    'A title stands twice in the same chapter of the navigation',
    'Titles of one chapter are keys of one mapping, so each can stand there once.',
  ),
  'nav/unlisted-page': warning(
    'A page stands nowhere in the navigation',
    'Readers find it only by links. `<nodoc> ` before a title lists a page that the menu does not show.',
  ),
  'nav/unknown-page': error('The navigation names a page that does not exist', 'The hint names the nearest page.'),
  'notebook/bad-json': error(
    'A notebook cannot be read',
    'A file that ends in `.ipynb` is JSON, as Jupyter writes it. The place is where it is none: mostly the marks of a merge, or the end of a file that was cut off.',
  ),
  'notebook/not-a-notebook': error(
    'A file with the ending of a notebook is none',
    'A notebook has `nbformat` and `cells`.',
  ),
  'notebook/old-format': error(
    'A notebook is of a version that is not read',
    'Notebooks of version 4 are read, which Jupyter has written since 2015. Jupyter converts older ones.',
  ),
  'notebook/output-not-shown': warning(
    'A page cannot show an output of a notebook',
    'Pages show what is stored: text, tables, pictures, formulas. Widgets and drawings that a script makes in Jupyter are not on the page, and of a very long text only its beginning is.',
  ),
  'output/busy': error(
    'Another build is writing to the output folder',
    'A build waits for another one that writes to the same folder, up to ten minutes. A build that was killed is in nobody’s way.',
  ),
  'output/cannot-write': error(
    'A file of the site cannot be written',
    'Look at the permissions of the output folder and at the space left on the disk. What was not written is as it was before.',
  ),
  'output/foreign-file': error(
    'A file in the output folder was not written by Lectern and is in the way',
    'Lectern overwrites only what it wrote. Move the file away, or keep it in `assets/` so that it is copied.',
  ),
  'output/foreign-folder': error(
    'The output folder holds files that Lectern did not write',
    'Choose an empty folder, or one that an earlier build made.',
  ),
  'output/overlap': error(
    'The output folder holds, or lies in, a folder that the site is made from',
    'Choose a folder beside them, such as `dist`.',
  ),
  'page/readme': warning(
    'A `README.md` is not the page of its folder',
    'The page of a folder is its `index.md`. A `README.md` has an address of its own below the folder, where few look for it.',
  ),
  'page/case-collision': warning(
    'Addresses differ in upper and lower case only, or in how accents are encoded',
    'On some hosts, and on the disks of many readers, one of the files replaces the other.',
  ),
  'page/duplicate-address': error(
    'Two files of the site have the same address',
    'Rename one of them, or change its `slug`.',
  ),
  'page/foreign-syntax': warning(
    'Something that another program would read is shown as text',
    'The hint says how Lectern says it. Each kind is told once a page; put it in code where it is shown on purpose.',
  ),
  'page/grows': error(
    'A page grows far beyond what was written',
    'What stands in few characters may be put into a page again and again: files, listings and tables that are named twice, constants, titles and addresses of other pages, words, abbreviations, tables of contents, aliases of YAML, old addresses. What goes beyond the bound is left out, or stays as it is written.',
  ),
  'page/long-title': warning(
    'The title of a page is longer than any title',
    'The page shows all of it. In the navigation, in links and in the search it is cut after 1,000 characters.',
  ),
  'page/no-pages': error('The content folder has no pages', 'A page is a file that ends in `.md`.'),
  'page/not-utf8': error(
    'A file has bytes that are not UTF-8',
    'Save it with the encoding UTF-8. The place is the first bad byte.',
  ),
  'page/windows-name': warning(
    'A file of the site has a name that Windows cannot hold',
    'The site can be neither built nor unpacked there: names have none of `< > : " | ? * \\`, no dot or space at their end, and are not those of devices, such as `con` and `aux`.',
  ),
  'page/too-deep': error(
    'Lists and quotes stand in each other too deeply',
    'What is nested more than 100 levels deep is left out; a list and its item count as two.',
  ),
  'page/wrong-encoding': warning(
    'Text was decoded with the wrong encoding somewhere',
    'UTF-8 text was read as Windows-1252 and saved again. The message shows what was meant.',
  ),
  'page/title-with-reference': warning(
    'The title of a page holds a number or a title of another page',
    'Menus show titles before numbers are known, and would show another one. Write a `title:` without references in the front matter.',
  ),
  'picture/no-alt': warning(
    'A picture has no text alternative',
    'Those who cannot see it learn nothing of it. A caption counts, and so does `alt=""` in raw HTML: that says that it is only there for its looks.',
  ),
  'picture/no-package': warning(
    'Smaller copies of pictures are wanted, and what makes them is not installed',
    'With `pictures:` in the settings, the package `sharp` makes them: install it in the folder of the site.',
  ),
  'picture/not-copied': warning(
    'Of a picture, no smaller copy could be made',
    'Pages show the picture itself. Most likely it is damaged, or of another kind than its name says.',
  ),
  'picture/too-large': warning(
    'A picture is too large to be loaded quickly',
    'It has more than 500 KB, or more than twice the pixels that are shown.',
  ),
  'picture/unreadable': warning(
    'The size of a picture cannot be read',
    'The file may be damaged, or not of the kind that its name says. It is copied as it is.',
  ),
  'plugin/bad-result': error(
    'A plugin gives what it must not',
    'Such as a file outside of the output folder, a code of another plugin, or marks of links that the page does not have. What it gave is left out.',
  ),
  'plugin/failed': error(
    'A plugin cannot be loaded, or failed',
    'Its module threw, ended its thread, or gave no answer. The site is made without what it would have given; other plugins go on.',
  ),
  'plugin/not-allowed': error(
    'A plugin is refused because of `safe`',
    'With `safe: true`, code is run only where authors cannot write: not from the folders of content, assets and included files, and not from a caller of the API.',
  ),
  'quiz/no-right': error(
    'A question has no right answer',
    'A question is a choice with `right` and `wrong`, or has a `number`, a `text`, code to `predict` with its `output`, lines to `arrange`, or pairs to `match`.',
  ),
  'quiz/no-wrong': warning(
    'All answers of a choice are right',
    'A choice needs answers to tell apart: give it some in `wrong`.',
  ),
  'quiz/predict-differs': error(
    'Code of a question prints something else than its output says',
    'Readers who are right would be told that they are wrong. Code that raises an exception, or that does not end, is told too. Told by `lectern check --run`.',
  ),
  'quiz/same-answer': error(
    'Two answers of a question are the same',
    'No reader could tell them apart. Of texts that are accepted, capitals and blanks make no difference.',
  ),
  'quiz/two-kinds': error(
    'A question is of two kinds',
    'A question is a choice, a number, a text, code to predict, lines to arrange or pairs to match. Several questions of one quiz stand in `questions`.',
  ),
  'reference/doubled-word': warning(
    'A word stands before a reference that brings it along',
    'A reference is shown as a word and a number, “Figure 2”. Write it alone.',
  ),
  'reference/unused-id': onRequest(
    'Nothing refers to a numbered figure, video, table or listing',
    'Journals want every figure to be named in the text. Ask for it with `reference/unused-id: warning` in `rules`.',
  ),
  'reference/unknown-id': warning(
    'Text looks like a reference, but nothing on the page has that id',
    'It stays text. The hint names the nearest id.',
  ),
  'reference/unknown-kind': warning(
    'Text looks like a reference to another page or a file, but begins with another word',
    'It stays text. References begin with `%link:`, `%url:`, `%static:` or `%ref:`.',
  ),
  'run/bad-results': error(
    'The results of a page cannot be read',
    'The files in `runs/` are written by `lectern run`, and are not changed by hand. A file that was cut off or that holds the marks of a merge is written anew by the next `lectern run`.',
  ),
  'run/died': error(
    'A block ended the process that ran it',
    'It left Python, or crashed it, before the end of the page. The results of the last run are kept.',
  ),
  'run/differs': error(
    'A block does not give what is kept of it',
    '`lectern run --check` runs all pages and compares. A block that gives something else in each run uses the time, the network, an order that is not fixed, or random numbers of a source that Lectern does not know.',
  ),
  'run/failed': error(
    'A block raised an exception',
    'Code of a page runs to its end. Where the exception is what readers should see, `# should-raise` is the first line of the code. The results of the last run are kept.',
  ),
  'run/missing': warning(
    'Code of a page was not run yet',
    '`lectern run` runs it and keeps what it gave in `runs/`, which belongs to the site. Building runs nothing.',
  ),
  'run/no-engine': error(
    'The program that runs the code is not there',
    '`run:` in `site.yaml` says which program runs a language. The pages can be built without it, from the results that are kept.',
  ),
  'run/no-exception': error(
    'A block should raise an exception, and does not',
    'It says `should-raise`. The results of the last run are kept.',
  ),
  'run/no-figure': warning(
    'A block has the words of a figure, and makes none',
    'A figure is taken wherever the code calls `plt.show()`. One that is not shown is not taken. A cell of a notebook gives what was saved with it.',
  ),
  'run/no-package': error(
    'A module that the code imports is not there',
    'The packages of the Python that `run:` names are installed by the author. Modules of the site are found where `files` of `run:` names them.',
  ),
  'run/stale': warning(
    'What code gave is not of the code that is shown',
    'The code, a block above it, or a file that it read has changed since. What is shown is what was kept; `lectern run` runs the page anew.',
  ),
  'run/time': error(
    'Code takes too long',
    'A block may take 10 seconds, and all blocks of a page 60; `limit` and `page_limit` of `run:` say otherwise. The hint names the line where it was. The results of the last run are kept.',
  ),
  'run/too-much-output': error(
    'A block prints too much',
    'A block may print 100,000 bytes; `output_limit` of `run:` says otherwise. The results of the last run are kept.',
  ),
  'table/bad-csv': error(
    'A CSV file cannot be read as a table',
    'Each row must have as many cells as the first one, and quotes must be closed.',
  ),
  'tabs/bad': error(
    'Alternatives in tabs have no titles, or never end',
    'Tabs begin with `:::tabs`, have a title `== Title` above each alternative, and end with `:::` on a line of its own.',
  ),
  'table/no-header': warning(
    'The header of a table is empty',
    'Screen readers read the header with each cell, and others have to guess what the columns are.',
  ),
  'table/one-column': warning(
    'The cells of a CSV file seem to be divided by something else',
    'There is one column, and each row of it has a semicolon, a tab, a bar or a comma in it. Say with `delimiter` what divides the cells; `delimiter: ","` says that one column is meant.',
  ),
  'table/not-a-table': warning(
    'Lines that look like a table are none',
    'A table is a row, a line of dashes with as many cells, `|---|---|`, and more rows, with a blank line above. What is not is shown as text with its bars.',
  ),
  'table/too-many-cells': warning(
    'A row of a table has more cells than the table has columns',
    'A `|` in code or a formula is text where the cells would be too many otherwise; elsewhere write `\\|`. What is too much is shown in the last cell.',
  ),
  'template/bad-syntax': error('A template cannot be read', 'The message is that of Handlebars.'),
  'template/failed': error('A template failed on a page', 'The message is that of Handlebars.'),
  'template/missing-file': error(
    'A template links to a file or page that does not exist',
    'Only addresses without `{{…}}`, or with `{{root}}` at their beginning, can be checked.',
  ),
  'template/not-for-pages': error(
    'The template of a page does not show pages',
    '`template` in the front matter names a template that has a place for the text of the page. Parts of others (`partials/`, `layouts/`) have none, nor have the theme’s for redirects, chapters and unknown addresses.',
  ),
  'template/unknown': error(
    'There is no template of this name',
    '`template: name` in the front matter means `templates/name.hbs`.',
  ),
  'template/unknown-helper': error(
    'A template calls a helper that does not exist',
    'Templates have the helpers of Handlebars: `if`, `unless`, `each`, `with` and `lookup`.',
  ),
  'template/unknown-partial': error(
    'A template uses a partial that does not exist',
    'A partial is named by its path below the templates folder, without `.hbs`.',
  ),
  'theme/low-contrast': warning(
    'A colour of the theme is hard to read on its background',
    'Text and links want a contrast of 4.5 to 1 at least, for readers with weak sight and screens in the sun. The hint names a colour near to yours that has it.',
  ),
  'text/citation': warning(
    'A citation is shown as text',
    'Lectern reads no bibliography. It makes a link of a DOI in the text, and has footnotes.',
  ),
  'text/template-syntax': warning(
    'The syntax of a template is shown as text',
    'Pages are no templates. Texts that are defined once are constants, and a file in place is an `include`. Put it in code where it is shown on purpose.',
  ),
  'toc/unknown-heading': warning(
    'A table of contents leaves out a heading that the page does not have',
    'The names in `exclude` are the texts of headings.',
  ),
  'translation/bad-hash': error(
    'A translation has a `hash` that is none',
    '`hash` is the SHA-256 of the whole source file that was translated: 64 digits of hexadecimal. `lectern translate mark` writes it.',
  ),
  'translation/differs': warning(
    'A translation has other figures or blocks than its source',
    'The ids of figures, videos, tables and listings are the same in all languages, and a translation has as many of them as its source. A block that lost its name or an id that was translated is the usual reason.',
  ),
  'translation/missing': onRequest(
    'Pages are not translated into a language',
    'It is told once of each language, with the pages. `translate: false` in a page says that none is wanted.',
  ),
  'translation/missing-target': onRequest(
    'A link of a translation leads to a page that is not translated',
    'Readers come to a page in the source language; the link says so to browsers.',
  ),
  'translation/orphan': warning(
    'The page of which this one is a translation is not there',
    'The source was renamed or taken out: do the same with its translations. A page that exists in one language only has no `hash`.',
  ),
  'translation/other-language': warning(
    'A translation includes text in another language',
    'A translated text is looked for in a folder of the language’s code below the folder of includes. `translate: false` in the included file says that none is wanted.',
  ),
  'translation/stale': warning(
    'The source of a translation has changed since',
    'Bring the translation up to date, and let `lectern translate mark` note the source as it is now. Until then readers are told that the original is newer.',
  ),
  'translation/unlisted-language': warning(
    'A page is in a language that `languages` does not have',
    'Readers of that language have no menu and no search of their own until it is listed in `site.yaml`.',
  ),
  'translation/wrong-folder': error(
    'A page says that it is in another language than its folder',
    'The folder of a page decides about its language, its menu and its links: move the page, or mend what it says.',
  ),
  'yaml/cut-value': warning(
    'YAML reads only a part of a value',
    'Behind a blank space, `#` begins a comment; a value that begins with `&` or `!` has a name or a type. Put the value in quotation marks. The front matter without `---` takes all values as they stand.',
  ),
} as const satisfies Record<string, CodeEntry>

/** The stable name of a kind of diagnostic. */
export type Code = keyof typeof table

/** The code of a plugin's own: the name of the plugin, or of the block, and a name that it chose. */
export type PluginCode = `${string}/${string}`

/** The code of a diagnostic. */
export type DiagnosticCode = Code | PluginCode

/** Whether a text has the form of a code. */
export const isDiagnosticCode = (name: string): name is DiagnosticCode => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(name)

/** The entry of each code. */
export const codes: Readonly<Record<Code, CodeEntry>> = table

/** The first parts of the codes of the table: no plugin has one of these names. */
export const codeGroups: ReadonlySet<string> = new Set(
  Object.keys(table).map((code) => code.slice(0, code.indexOf('/'))),
)

/** Whether `name` is a code of the table. */
export const isCode = (name: string): name is Code => Object.hasOwn(codes, name)
