import { isArray, isObject, type Json, own, textAt } from '../../domain/json/json.ts'

/**
 * The value of an ECS field however the record nests it: `a.b.c` as one key, as objects, or as any mix. Elastic also
 * wraps single values in lists. At most the first eight dots are tried as nesting, so the search stays small.
 */
export function dotted(value: Json | undefined, path: string, dots = 8): Json | undefined {
  const whole = own(value, path)
  if (whole !== undefined) return whole
  if (dots === 0) return undefined
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const child = own(value, path.slice(0, dot))
    const found = isObject(child) ? dotted(child, path.slice(dot + 1), dots - 1) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** As `dotted`, for one value: the first of a list. */
export function dottedOne(value: Json | undefined, path: string): Json | undefined {
  const found = dotted(value, path)
  return isArray(found) ? found[0] : found
}

/** As `dottedOne`, for a text that is not blank; null where there is none. */
export function dottedText(value: Json | undefined, path: string): string | null {
  const found = dottedOne(value, path)
  return found === undefined ? null : textAt(found)
}

/** All texts of a list, or the one text; numbers too. */
export function dottedTexts(value: Json | undefined, path: string): readonly string[] {
  const found = dotted(value, path)
  const items = isArray(found) ? found : [found]
  return items.flatMap((item) => textAt(item) ?? [])
}
