import type { RememberedHead } from '../../domain/audit/verify-log.ts'
import type { HeadMemory } from './verify-client.ts'

const KEY = 'sluicegate.head'

/**
 * The last head that held, kept in this browser: the gateway cannot reach it, so it is the one witness against a record that
 * was cut or rewritten as a whole. A browser without storage has no witness, and the page says "first check here".
 */
export const browserMemory: HeadMemory = {
  read: () => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
      return isHead(stored) ? stored : null
    } catch {
      return null
    }
  },
  write: (head) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(head))
    } catch {
      // Storage is full or forbidden: the next visit checks without a witness, and says so.
    }
  },
}

function isHead(value: unknown): value is RememberedHead {
  return (
    typeof value === 'object' &&
    value !== null &&
    'size' in value &&
    Number.isSafeInteger(value.size) &&
    'root' in value &&
    typeof value.root === 'string'
  )
}
