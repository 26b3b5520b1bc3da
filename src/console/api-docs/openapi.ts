import * as words from '#words/api-docs.tsx'

/** What this page reads of an OpenAPI 3.1 document; the rest of it is left alone. */
export interface OpenApi {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

interface RawOperation {
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly additionalProperties?: boolean | Schema
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly default?: unknown
  readonly format?: string
}

export interface Operation {
  /** Stable within a document, fit for a URL: `get /alerts/{id}`. */
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description: string | null
  readonly parameters: readonly Parameter[]
  readonly body: { readonly type: string; readonly schema: Schema } | null
  readonly answers: readonly {
    readonly status: string
    readonly description: string
    readonly type: string | null
    readonly schema: Schema | null
  }[]
}

export interface OperationGroup {
  readonly name: string
  readonly operations: readonly Operation[]
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const

/** The operations by their first tag, both in the document's own order. */
export function operationGroups(document: OpenApi): readonly OperationGroup[] {
  const groups = new Map<string, Operation[]>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const raw = methods[method]
      if (raw === undefined) continue
      const name = raw.tags?.[0] ?? 'other'
      const operations = groups.get(name) ?? []
      operations.push(toOperation(method, path, raw))
      groups.set(name, operations)
    }
  }
  return [...groups].map(([name, operations]) => ({ name, operations }))
}

function toOperation(method: string, path: string, raw: RawOperation): Operation {
  const [body] = Object.entries(raw.requestBody?.content ?? {})
  return {
    id: `${method} ${path}`,
    method,
    path,
    summary: raw.summary ?? '',
    description: raw.description ?? null,
    parameters: raw.parameters ?? [],
    body: body?.[1].schema === undefined ? null : { type: body[0], schema: body[1].schema },
    answers: Object.entries(raw.responses ?? {}).map(([status, { description, content }]) => {
      const [first] = Object.entries(content ?? {})
      return { status, description: description ?? '', type: first?.[0] ?? null, schema: first?.[1].schema ?? null }
    }),
  }
}

export interface SchemaLine {
  /** Stable within one schema. */
  readonly path: string
  readonly depth: number
  readonly name: string
  readonly isRequired: boolean
  /** `integer 1–500`, `list of text`, `one of new, closed`. */
  readonly type: string
  readonly description: string | null
}

const MOST_DEPTH = 5
const MOST_LINES = 400

/** A schema as lines of an indented list. References are followed; one that leads to itself is named and not followed. */
export function schemaLines(document: OpenApi, schema: Schema): readonly SchemaLine[] {
  const lines: SchemaLine[] = []
  const walk = (at: Schema, path: string, depth: number, trail: readonly string[]): void => {
    const outer = followed(document, at, trail)
    const { schema: here, names } =
      outer.schema.items === undefined ? outer : followed(document, outer.schema.items, outer.names)
    const variants = [...(here.anyOf ?? []), ...(here.oneOf ?? [])].filter((each) => each.type !== 'null')
    const parts = [...(here.allOf ?? []), ...(variants.length === 1 ? variants : [])]
    for (const part of parts) walk(part, path, depth, names)
    for (const [name, property] of Object.entries(here.properties ?? {})) {
      if (lines.length >= MOST_LINES) return
      const target = followed(document, property, names)
      lines.push({
        path: `${path}/${name}`,
        depth,
        name,
        isRequired: here.required?.includes(name) ?? false,
        type: typeText(document, property, names),
        description: property.description ?? target.schema.description ?? null,
      })
      if (depth + 1 < MOST_DEPTH && !target.isLoop) walk(property, `${path}/${name}`, depth + 1, names)
    }
  }
  walk(schema, '', 0, [])
  return lines
}

/** The type of a schema in words. */
export function typeText(document: OpenApi, schema: Schema, trail: readonly string[] = []): string {
  const { schema: here, names, isLoop } = followed(document, schema, trail)
  if (isLoop) return words.again(names.at(-1) ?? words.itself)
  if (here.const !== undefined) return JSON.stringify(here.const)
  if (here.enum !== undefined) return words.oneOf(here.enum.map(String).join(', '))
  const variants = [...(here.anyOf ?? []), ...(here.oneOf ?? [])]
  if (variants.length > 0) {
    return [...new Set(variants.map((variant) => typeText(document, variant, names)))].join(words.or)
  }
  if (here.items !== undefined) return words.listOf(typeText(document, here.items, names))
  const types = typeof here.type === 'string' ? [here.type] : (here.type ?? [])
  const said = types.map((type) => words.type[type] ?? type).join(words.or)
  if (said === '') return here.properties === undefined ? 'anything' : 'object'
  return `${said}${boundsText(here)}`
}

function boundsText({ minimum, maximum, minLength, maxLength, format }: Schema): string {
  const from = minimum ?? minLength
  const to = maximum ?? maxLength
  // The largest safe integer is how "any whole number" is written down; it says nothing to a reader.
  const isBound = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER
  const range =
    isBound(from) && isBound(to) ? ` ${from}–${to}` : isBound(to) ? ` ≤ ${to}` : isBound(from) ? ` ≥ ${from}` : ''
  return `${range}${format === undefined ? '' : ` (${format})`}`
}

function followed(
  document: OpenApi,
  schema: Schema,
  trail: readonly string[],
): { readonly schema: Schema; readonly names: readonly string[]; readonly isLoop: boolean } {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  if (name === undefined) return { schema, names: trail, isLoop: false }
  const target = document.components?.schemas?.[name]
  if (target === undefined || trail.includes(name)) return { schema: {}, names: [...trail, name], isLoop: true }
  return followed(document, target, [...trail, name])
}
