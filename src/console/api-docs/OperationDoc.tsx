import * as words from '#words/api-docs.tsx'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { Section } from '../ui/layout.tsx'
import { type OpenApi, type Operation, type Schema, schemaLines, typeText } from './openapi.ts'

interface OperationDocProps {
  readonly document: OpenApi
  readonly operation: Operation
}

/** One operation: what it is for, what it takes, what it answers. */
export function OperationDoc({ document, operation }: OperationDocProps) {
  const { method, path, summary, description, parameters, body, answers } = operation
  return (
    <article className="max-w-240">
      <div className="flex items-start justify-between gap-4">
        <h2 className="text-lead">{summary === '' ? path : summary}</h2>
        <Button look="ghost" onClick={() => void copyText(window.location.href, words.linkToThisOperation)}>
          {words.copyLink}
        </Button>
      </div>
      <p className="mt-1 mb-3 font-mono text-body">
        {words.methodAndPath(<span className="font-title">{method.toUpperCase()}</span>, path)}
      </p>
      {description === null ? null : <p className="mb-3.5 max-w-180 text-text-2">{description}</p>}
      <Section title={words.takes} aside={headersText(method)}>
        {parameters.length === 0 && body === null ? <p className="text-text-2">{words.nothing}</p> : null}
        {parameters.length === 0 ? null : (
          <dl>
            {parameters.map((parameter) => (
              <Line
                key={`${parameter.in} ${parameter.name}`}
                depth={0}
                name={parameter.name}
                isRequired={parameter.required ?? false}
                type={words.typeAndPlace(
                  parameter.schema === undefined ? words.text : typeText(document, parameter.schema),
                  parameter.in,
                )}
                description={parameter.description ?? parameter.schema?.description ?? null}
              />
            ))}
          </dl>
        )}
        {body === null ? null : (
          <>
            <h3 className="mt-3 mb-1 text-small text-text-3">{words.body(body.type)}</h3>
            <SchemaTree document={document} schema={body.schema} />
          </>
        )}
      </Section>
      {answers.map((answer) => (
        <Section
          key={answer.status}
          title={answer.status === 'default' ? words.refusesWith : words.answers(answer.status)}
          aside={answer.type ?? words.noBody}
        >
          <p className="mb-2 text-text-2">{answer.description}</p>
          {answer.schema === null ? null : <SchemaTree document={document} schema={answer.schema} />}
        </Section>
      ))}
    </article>
  )
}

function headersText(method: string): string {
  if (method === 'post') return words.hasIdempotencyKey
  return method === 'patch' || method === 'put' ? words.hasIfMatch : words.safeToRepeat
}

function SchemaTree({ document, schema }: { readonly document: OpenApi; readonly schema: Schema }) {
  const lines = schemaLines(document, schema)
  if (lines.length === 0) return <p className="font-mono text-small">{typeText(document, schema)}</p>
  return (
    <dl className="rounded-m border border-line px-3 py-1">
      {lines.map((line) => (
        <Line key={line.path} {...line} />
      ))}
    </dl>
  )
}

interface LineProps {
  readonly depth: number
  readonly name: string
  readonly isRequired: boolean
  readonly type: string
  readonly description: string | null
}

function Line({ depth, name, isRequired, type, description }: LineProps) {
  return (
    <div
      className="flex flex-wrap items-baseline gap-x-4 border-b border-line py-1 last:border-b-0"
      style={{ paddingInlineStart: depth * 20 }}
    >
      <dt className="shrink-0 font-mono text-small">
        {name}
        {isRequired ? null : <span className="font-sans text-text-3"> {words.optional}</span>}
      </dt>
      <dd className="min-w-0 text-small text-text-2">{type}</dd>
      {description === null ? null : <dd className="basis-full text-small text-text-3">{description}</dd>}
    </div>
  )
}
