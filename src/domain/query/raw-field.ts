/** What a path of the raw record begins with in a query. */
export const RAW = 'raw.'

/** Whether a field means a path of the raw record. */
export function isRawField(field: string): boolean {
  return field.startsWith(RAW)
}

/** The field that asks for a path of the raw record; what would end a name in a query stands behind a backslash. */
export function rawField(path: readonly string[]): string {
  return RAW + path.map((name) => name.replace(/[\\.\s()[\]":<>=*]/g, '\\$&')).join('.')
}

/** The names of the path that a raw field asks for; null where one is empty. */
export function rawPath(field: string): readonly string[] | null {
  const names: string[] = ['']
  for (let i = RAW.length; i < field.length; i += 1) {
    const at = names.length - 1
    const char = field[i] ?? ''
    if (char === '.') names.push('')
    else if (char === '\\') {
      i += 1
      names[at] += field[i] ?? ''
    } else names[at] += char
  }
  return names.includes('') ? null : names
}
