/** Text as it stands after a key of YAML. */
export const yamlText = (text: string): string =>
  /^\p{L}[\p{L}\p{N} -]*$/u.test(text) ? text : `'${text.replaceAll("'", "''")}'`
