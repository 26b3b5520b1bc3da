import * as z from 'zod'
import { TriggerBlock } from '../domain/trigger/trigger.ts'
import { LEVELS } from './rule.ts'

const text = (description: string) => ({ type: 'string', description })

/**
 * JSON Schema (2020-12) of a trigger file, for editors: the response block whole and strict, made from the schema that
 * validates it, and of Sigma only what helps while writing. It accepts each document of a file by itself, since editors look
 * at them one by one; whether detection, correlation and names fit together is for `parseTrigger` to say.
 */
export function triggerSchema() {
  const { $schema, ...block } = z.toJSONSchema(TriggerBlock, { io: 'input' })
  return {
    $schema,
    title: 'Sluicegate trigger',
    description: 'A Sigma rule with a `sluicegate:` block that says which response begins when it fires.',
    type: 'object',
    required: ['title'],
    properties: {
      title: { ...text('What fired, in a few words.'), maxLength: 256 },
      name: {
        ...text('Its id among triggers: lower-case words joined by `-`.'),
        pattern: '^[a-z][a-z0-9_]*(-[a-z0-9_]+)*$',
      },
      id: text('Sigma’s id, a UUID.'),
      description: text('What it sees, what it cannot see, and who does the same for good reasons.'),
      level: { enum: [...LEVELS], description: 'How bad if true.' },
      tags: {
        type: 'array',
        items: { type: 'string', pattern: '^[a-z0-9_-]+\\.[a-z0-9._-]+$' },
        description: 'ATT&CK among them: `attack.persistence`, `attack.t1098.001`.',
      },
      falsepositives: { type: 'array', items: { type: 'string' } },
      logsource: { type: 'object', description: 'Which records it reads: `product` and `service`.' },
      detection: { type: 'object', description: 'Named detections and `condition`.' },
      correlation: { type: 'object', description: 'Several rules over time instead of one record.' },
      filter: { type: 'object', description: 'What other rules of the file leave out.' },
      sluicegate: { ...block, description: 'The response. It stands in the document that raises the alert.' },
    },
  }
}
