/** What the script compares an answer with. */
export type QuizKey =
  | { readonly kind: 'choice'; readonly right: readonly number[]; readonly order: 'shuffled' | 'written' }
  | { readonly kind: 'number'; readonly number: number; readonly within: number }
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  | { readonly kind: 'predict'; readonly output: string }
  /** Lines in their right order, with the levels that they are indented by. */
  | { readonly kind: 'arrange'; readonly lines: readonly (readonly [text: string, level: number])[] }
  | { readonly kind: 'match'; readonly right: readonly string[] }
